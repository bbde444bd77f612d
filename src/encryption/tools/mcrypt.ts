import type { KeySource } from '../encryption-operation.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'afghkmocs',
  long: 'algorithm keyfile hash key mode keymode config keysize algorithms-directory modes-directory openpgp-z',
};

function read({ words, program, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  if (options.has('list', 'list-hash', 'list-keymodes', 'help', 'version', 'L', 'v', 'self-test'))
    return { class: 'none', reason: 'mcrypt asked for information only' };
  const decrypts = program === 'mdecrypt' || options.has('d', 'decrypt');
  const keySource: KeySource = options.has('k', 'key')
    ? 'command-line'
    : options.has('f', 'keyfile')
      ? 'file'
      : 'prompt';
  const algorithm = (options.value('a', 'algorithm') ?? 'rijndael-128').toLowerCase();
  const mode = (options.value('m', 'mode') ?? 'cbc').toLowerCase();
  const files = options.operands;
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: mode === 'stream' ? algorithm : `${algorithm}-${mode}`,
    keySource,
    inputs: files.length > 0 ? files : command.inputs,
    outputs: files.length === 0 ? command.outputs : decrypts ? [] : files.map((file) => `${file}.nc`),
    secrets: options.ranges('k', 'key'),
    reason: decrypts ? 'mcrypt decrypts' : 'mcrypt encrypts',
  };
}

/** mcrypt; what it writes begins with the algorithm's name in clear. */
export const mcrypt: Tool = {
  id: 'mcrypt',
  names: ['mcrypt', 'mdecrypt'],
  read,
  examples: {
    positive: [
      {
        line: 'mcrypt -a rijndael-256 -k winter -q plan.doc',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'rijndael-256-cbc',
        keySource: 'command-line',
        inputs: ['plan.doc'],
        outputs: ['plan.doc.nc'],
        secrets: ['winter'],
      },
      {
        line: 'tar c d | mcrypt -f key.txt > d.nc',
        platform: 'posix',
        class: 'symmetric',
        outputs: ['d.nc'],
      },
      { line: 'mcrypt -d a.nc', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'mcrypt --list', platform: 'posix' },
      { line: 'mcrypt --version', platform: 'posix' },
    ],
  },
};
