import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: 's' });
  const files = options.operands;
  if (files.length === 0 || options.has('h', 'help', 'version'))
    return { class: 'none', reason: 'bcrypt without files' };
  // The direction follows from the name of the file.
  const decrypts = files.every((file) => file.endsWith('.bfe'));
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: 'blowfish',
    keySource: 'prompt',
    confidence: 0.7,
    inputs: files,
    outputs: files.map((file) => (decrypts ? file.slice(0, -4) : `${file}.bfe`)),
    reason: `bcrypt ${decrypts ? 'decrypts' : 'encrypts'} files`,
  };
}

/** bcrypt(1), the Blowfish file tool; not the password hash. */
export const bcrypt: Tool = {
  id: 'bcrypt',
  names: ['bcrypt'],
  read,
  examples: {
    positive: [
      {
        line: 'bcrypt -r plan.doc',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'blowfish',
        outputs: ['plan.doc.bfe'],
      },
      { line: 'bcrypt plan.doc.bfe', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'bcrypt', platform: 'posix' },
      { line: 'pip install bcrypt', platform: 'posix' },
    ],
  },
};
