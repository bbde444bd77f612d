import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: 'p', long: 'password' });
  const [input, output] = options.operands;
  const secrets = options.ranges('p', 'password');
  if (options.has('t', 'test', 'h', 'help') || input === undefined)
    return { class: 'none', secrets, reason: 'msoffcrypto-tool tests a file or shows help' };
  const encrypts = options.has('e', 'encrypt');
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: encrypts ? 'aes-256-cbc' : undefined,
    keySource: secrets.length > 0 ? 'command-line' : 'prompt',
    inputs: [input],
    outputs: output === undefined ? [] : [output],
    secrets,
    reason: `msoffcrypto-tool ${encrypts ? 'encrypts' : 'decrypts'} an Office document`,
  };
}

/** msoffcrypto-tool. */
export const msoffcrypto: Tool = {
  id: 'msoffcrypto',
  names: ['msoffcrypto-tool', 'msoffcrypto'],
  read,
  examples: {
    positive: [
      {
        line: 'msoffcrypto-tool -e -p winter a.docx b.docx',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        inputs: ['a.docx'],
        outputs: ['b.docx'],
        secrets: ['winter'],
      },
      {
        line: 'msoffcrypto-tool b.docx a.docx -p winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'msoffcrypto-tool --test -v a.docx', platform: 'posix' },
      { line: 'msoffcrypto-tool --help', platform: 'posix' },
    ],
  },
};
