import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const VALUE_OPTIONS = new Set('output recipient recipients-file identity'.split(' '));

function read(given: ToolArguments): ToolReading {
  const grammar = { shortWithValue: 'orRij', longWithValue: (name: string) => VALUE_OPTIONS.has(name) };
  const { options, operands } = scanOptions(given.words, grammar);
  const has = (letter: string, name: string): boolean =>
    options.some((option) => option.name === (option.long ? name : letter));
  const output = options.find((option) => option.name === (option.long ? 'output' : 'o'))?.value;
  const outputs = output === undefined ? given.command.outputs : [output];
  const common = { inputs: operands.length > 0 ? operands : given.command.inputs, outputs };
  if (has('p', 'passphrase') && !has('d', 'decrypt')) {
    const reason = 'age encrypts with a passphrase';
    return {
      ...common,
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: 'chacha20-poly1305',
      keySource: 'prompt',
      reason,
    };
  }
  if (has('d', 'decrypt'))
    return {
      ...common,
      class: 'hybrid',
      direction: 'decrypt-claimed',
      keySource: 'file',
      reason: 'age decrypts',
    };
  if (has('r', 'recipient') || has('R', 'recipients-file') || has('i', 'identity') || has('e', 'encrypt'))
    return {
      ...common,
      class: 'hybrid',
      direction: 'encrypt',
      keySource: 'file',
      reason: "age encrypts for a recipient's key",
    };
  return { class: 'none', reason: 'age without recipients or passphrase' };
}

/** age and rage. */
export const age: Tool = {
  id: 'age',
  names: ['age', 'rage'],
  read,
  examples: {
    positive: [
      {
        line: 'age --passphrase --output a.age a.tar',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'prompt',
        inputs: ['a.tar'],
        outputs: ['a.age'],
      },
      { line: 'rage -p a.tar > a.age', platform: 'posix', class: 'symmetric', outputs: ['a.age'] },
      { line: 'age -r age1xyz -o a.age a', platform: 'posix', class: 'hybrid', direction: 'encrypt' },
      {
        line: 'age --decrypt -i key.txt a.age',
        platform: 'posix',
        class: 'hybrid',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'age-keygen -o key.txt', platform: 'posix' },
      { line: 'age --version', platform: 'posix' },
    ],
  },
};
