import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const NAMES = {
  long: 'code relay pass socks5 connect text out ip appid relay-url transit-helper password downloads expiry-time name host api history',
};

function readSend(
  program: string,
  files: readonly string[],
  secrets: readonly WordRange[],
  algorithm: string,
): ToolReading {
  return {
    class: 'symmetric',
    direction: 'encrypt',
    algorithm,
    keySource: secrets.length > 0 ? 'command-line' : 'derived',
    inputs: files,
    secrets,
    confidence: 0.85,
    reason: `${program} sends under a key from a shared code`,
  };
}

function readReceive(program: string, secrets: readonly WordRange[], algorithm: string): ToolReading {
  return {
    class: 'symmetric',
    direction: 'decrypt-claimed',
    algorithm,
    keySource: 'command-line',
    secrets,
    confidence: 0.8,
    reason: `${program} receives under a key from a shared code`,
  };
}

const RECEIVES = /^(?:receive|recv|rx|download|d|get)$/;
const SENDS = /^(?:send|tx|upload|up|u)$/;
/** `7-crossover-clockwork`. */
const CODE = /^\d+-[a-z]+-[a-z-]+$/i;

function read({ program, words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { ...NAMES, short: program === 'croc' ? 'c' : 'p' });
  const [verb = '', ...files] = options.operands;
  const algorithm =
    program === 'ffsend' ? 'aes-128-gcm' : program === 'croc' ? 'aes-256-gcm' : 'xsalsa20-poly1305';
  const secrets = options.ranges('code', 'c', 'password', 'p', 'pass');
  if (SENDS.test(verb)) return readSend(program, files, secrets, algorithm);
  const at = words.findIndex((word) => CODE.test(word.text));
  const code = words[at];
  const spoken = code === undefined ? secrets : [{ word: at, start: 0, end: code.text.length }];
  if (RECEIVES.test(verb) || CODE.test(verb)) return readReceive(program, spoken, algorithm);
  return { class: 'none', secrets, reason: `${program} neither sends nor receives` };
}

/** croc, Magic Wormhole and ffsend: one file, one code, end to end. */
export const sharedCodeTransfer: Tool = {
  id: 'shared-code-transfer',
  names: ['croc', 'wormhole', 'wormhole-william', 'ffsend'],
  read,
  examples: {
    positive: [
      {
        line: 'croc send --code winter-code-phrase plan.doc',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        keySource: 'command-line',
        inputs: ['plan.doc'],
        secrets: ['winter-code-phrase'],
      },
      {
        line: 'wormhole receive 7-crossover-clockwork',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['7-crossover-clockwork'],
      },
      {
        line: 'ffsend upload plan.doc --password winter',
        platform: 'posix',
        class: 'symmetric',
        inputs: ['plan.doc'],
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'croc relay', platform: 'posix' },
      { line: 'ffsend info https://send.example.com/a', platform: 'posix' },
    ],
  },
};
