import type { KeySource } from '../encryption-operation.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words, program }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: 'pkoi', long: 'password keyfile output iterations' });
  const decrypts = options.has('d', 'decrypt');
  if (!decrypts && !options.has('e', 'encrypt'))
    return { class: 'none', reason: `${program} neither encrypts nor decrypts` };
  const keySource: KeySource = options.has('p', 'password')
    ? 'command-line'
    : options.has('k', 'keyfile')
      ? 'file'
      : 'prompt';
  const files = options.operands;
  const stated = options.values('o', 'output');
  const usual = files.map((file) => (decrypts ? file.replace(/\.aes$/, '') : `${file}.aes`));
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: 'aes-256-cbc',
    keySource,
    inputs: files,
    outputs: stated.length > 0 ? stated : usual,
    secrets: options.ranges('p', 'password'),
    reason: decrypts ? `${program} decrypts` : `${program} encrypts`,
  };
}

/** AES Crypt and pyAesCrypt, which share the file format. */
export const aescrypt: Tool = {
  id: 'aescrypt',
  names: ['aescrypt', 'aescrypt64', 'pyaescrypt'],
  read,
  examples: {
    positive: [
      {
        line: 'aescrypt -e -p winter plan.doc',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        keySource: 'command-line',
        inputs: ['plan.doc'],
        outputs: ['plan.doc.aes'],
        secrets: ['winter'],
      },
      {
        line: 'aescrypt.exe -e -k key.txt -o o.aes a',
        platform: 'windows',
        class: 'symmetric',
        outputs: ['o.aes'],
      },
      { line: 'python3 -m pyAesCrypt -e a.txt', platform: 'posix', class: 'symmetric', direction: 'encrypt' },
      {
        line: 'pyAesCrypt -d a.aes',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        outputs: ['a'],
      },
    ],
    negative: [
      { line: 'aescrypt -v', platform: 'posix' },
      { line: 'aescrypt_keygen -g 64 k', platform: 'posix' },
    ],
  },
};
