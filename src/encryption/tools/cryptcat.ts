import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const { options } = scanOptions(words, { shortWithValue: 'kgGiopswe', longWithValue: () => false });
  if (options.some((option) => option.name === 'h'))
    return { class: 'none', reason: 'cryptcat asked for help only' };
  const key = options.find((option) => option.name === 'k' && !option.long);
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: 'twofish',
    keySource: key === undefined ? 'literal' : 'command-line',
    secrets: key?.range === undefined ? [] : [key.range],
    reason: key === undefined ? 'cryptcat with its built-in key' : 'cryptcat with a shared secret',
  };
}

/** cryptcat: netcat over Twofish; without -k everybody's key is "metallica". */
export const cryptcat: Tool = {
  id: 'cryptcat',
  names: ['cryptcat'],
  read,
  examples: {
    positive: [
      {
        line: 'cryptcat -k pw 198.51.100.7 443',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        secrets: ['pw'],
      },
      { line: 'cryptcat -l -p 443', platform: 'posix', class: 'symmetric', keySource: 'literal' },
    ],
    negative: [{ line: 'ncat -k -l 443', platform: 'posix' }],
  },
};
