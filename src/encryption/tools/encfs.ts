import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = { short: 'oic', long: 'idle extpass anykey config' };

function read({ program, words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [first = '', ...rest] = options.operands;
  if (program === 'encfsctl') {
    const encodes = first === 'encode';
    if (!encodes && !/^(?:decode|cat|export)$/.test(first))
      return { class: 'none', reason: 'encfsctl shows or changes settings' };
    return {
      class: 'symmetric',
      direction: encodes ? 'encrypt' : 'decrypt-claimed',
      keySource: options.has('extpass') ? 'agent' : 'prompt',
      confidence: 0.85,
      inputs: rest.slice(0, 1),
      outputs: first === 'export' ? rest.slice(1, 2) : [],
      reason: `encfsctl ${first}`,
    };
  }
  const [mount] = rest;
  if (mount === undefined) return { class: 'none', reason: 'encfs without folders' };
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: 'aes',
    keySource: options.has('extpass') ? 'agent' : options.has('S', 'stdinpass') ? 'descriptor' : 'prompt',
    confidence: 0.85,
    inputs: [first],
    outputs: [mount],
    reason: options.has('reverse')
      ? 'encfs shows a plain folder encrypted'
      : 'encfs mounts an encrypted folder',
  };
}

/** EncFS. */
export const encfs: Tool = {
  id: 'encfs',
  names: ['encfs', 'encfsctl', 'encfs6'],
  gate: ['encfs', 'encfsctl'],
  read,
  examples: {
    positive: [
      {
        line: 'encfs --reverse /home/a /tmp/c',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        inputs: ['/home/a'],
        outputs: ['/tmp/c'],
      },
      { line: 'encfs -f -S /c /m', platform: 'posix', class: 'symmetric', keySource: 'descriptor' },
      {
        line: 'encfsctl export /c /plain',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'encfsctl info /c', platform: 'posix' },
      { line: 'encfs --version', platform: 'posix' },
    ],
  },
};
