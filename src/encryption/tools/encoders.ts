import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ program, words, command }: ToolArguments): ToolReading {
  if (words.some((word) => /^--(?:help|version)$/.test(word.text)))
    return { class: 'none', reason: `${program} asked for help only` };
  const files = words
    .filter((word) => /^[^-]/.test(word.text) && !/^\d+$/.test(word.text))
    .map((word) => word.text);
  return {
    class: 'encoding',
    algorithm: /^g?base(?:32|64)$/.test(program) ? program.replace(/^g/, '') : undefined,
    inputs: files.length > 0 ? files.slice(0, 1) : command.inputs,
    outputs: command.outputs,
    reason: `${program} changes the encoding, it does not encrypt`,
  };
}

/** Programs that only write bytes in other letters. */
export const encoders: Tool = {
  id: 'encoder',
  names: [
    'base64',
    'gbase64',
    'base32',
    'basenc',
    'b64encode',
    'b64decode',
    'uuencode',
    'uudecode',
    'xxd',
    'ascii85',
  ],
  encrypts: false,
  read,
  examples: {
    positive: [
      {
        line: 'base64 -d a.txt > a',
        platform: 'posix',
        class: 'encoding',
        algorithm: 'base64',
        inputs: ['a.txt'],
        outputs: ['a'],
      },
      { line: 'xxd -p a.bin', platform: 'posix', class: 'encoding', inputs: ['a.bin'] },
      { line: 'uuencode a.bin a.bin', platform: 'posix', class: 'encoding' },
    ],
    negative: [
      { line: 'base64 -w 0 aes-256-cbc.key', platform: 'posix' },
      { line: 'xxd --version', platform: 'posix' },
    ],
  },
};
