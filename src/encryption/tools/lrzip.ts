import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function read({ program, words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {
    short: 'oOSwNpLm',
    long: 'outfile outdir suffix window nice-level threads level maxram',
  });
  // `-e` takes a password only when it is glued to it.
  const secrets: WordRange[] = options.ranges('encrypt');
  for (const [word, { text }] of words.entries())
    if (/^-e=?[^-]/.test(text) && !text.startsWith('--'))
      secrets.push({ word, start: text.startsWith('-e=') ? 3 : 2, end: text.length });
  const decrypts = options.has('d', 'decompress') || /unzip|cat$/.test(program);
  const files = options.operands;
  if (!options.has('e', 'encrypt'))
    return { class: 'compression', inputs: files, reason: `${program} packs or unpacks without a password` };
  const stated = options.values('o', 'outfile');
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: 'aes-128-cbc',
    keySource: secrets.length > 0 ? 'command-line' : 'prompt',
    inputs: files,
    outputs: stated.length > 0 || decrypts ? stated : files.map((file) => `${file}.lrz`),
    secrets,
    reason: `${program} ${decrypts ? 'unpacks' : 'packs'} with a password`,
  };
}

/** lrzip and its relatives. */
export const lrzip: Tool = {
  id: 'lrzip',
  names: ['lrzip', 'lrunzip', 'lrztar', 'lrzuntar', 'lrzcat', 'lrz'],
  read,
  examples: {
    positive: [
      {
        line: 'lrzip --encrypt plan.doc',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-128-cbc',
        keySource: 'prompt',
        inputs: ['plan.doc'],
        outputs: ['plan.doc.lrz'],
      },
      { line: 'lrzip --encrypt=winter plan.doc', platform: 'posix', class: 'symmetric', secrets: ['winter'] },
      { line: 'lrzip --zpaq plan.doc', platform: 'posix', class: 'compression' },
    ],
    negative: [
      { line: 'lrzip plan.doc', platform: 'posix' },
      { line: 'lrunzip plan.doc.lrz', platform: 'posix' },
    ],
  },
};
