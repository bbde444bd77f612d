import type { KeySource } from '../encryption-operation.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function keySourceOf(method: string | undefined): KeySource {
  if (method?.startsWith('env:') === true) return 'environment';
  if (method?.startsWith('file:') === true) return 'file';
  return method === 'dev:stdin-once' ? 'descriptor' : 'prompt';
}

function read({ words, command }: ToolArguments): ToolReading {
  const verb = words[0]?.text ?? '';
  if (verb !== 'enc' && verb !== 'dec')
    return { class: 'none', reason: 'scrypt neither encrypts nor decrypts' };
  const options = new OptionSet(words.slice(1), { short: 'MmtNrp', long: 'passphrase logN' });
  const [input, output] = options.operands;
  return {
    class: 'symmetric',
    direction: verb === 'enc' ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-256-ctr',
    keySource: keySourceOf(options.value('passphrase') ?? (options.has('P') ? 'dev:stdin-once' : undefined)),
    inputs: input === undefined ? command.inputs : [input],
    outputs: output === undefined ? command.outputs : [output],
    reason: verb === 'enc' ? 'scrypt encrypts a file' : 'scrypt decrypts a file',
  };
}

/** scrypt(1) of Tarsnap: AES-256-CTR under a passphrase. */
export const scrypt: Tool = {
  id: 'scrypt',
  names: ['scrypt'],
  read,
  shape: (words) =>
    /^(?:enc|dec)$/.test(words[0]?.text ?? '') &&
    words.some((word) => /^(?:dev:(?:tty|stdin)|env:|file:)/.test(word.text)),
  examples: {
    positive: [
      {
        line: 'scrypt enc --passphrase env:PW plan.doc plan.scrypt',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
        keySource: 'environment',
        inputs: ['plan.doc'],
        outputs: ['plan.scrypt'],
      },
      {
        line: 'scrypt dec a.scrypt > a',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        outputs: ['a'],
      },
      {
        line: './s enc --passphrase dev:stdin-once a b',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'descriptor',
      },
    ],
    negative: [
      { line: 'scrypt info a.scrypt', platform: 'posix' },
      { line: 'scrypt --version', platform: 'posix' },
    ],
  },
};
