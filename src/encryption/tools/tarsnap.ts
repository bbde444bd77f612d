import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = { short: 'fCXTsI', long: 'keyfile cachedir exclude include configfile maxbw nodump' };

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const bundle = /^[a-z]+$/i.test(words[0]?.text ?? '') ? (words[0]?.text ?? '') : '';
  const writes = options.has('c') || bundle.includes('c');
  const reads = options.has('x', 'r') || bundle.includes('x');
  if (!writes && !reads) return { class: 'none', reason: 'tarsnap manages archives' };
  return {
    class: 'hybrid',
    direction: writes ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-256-ctr',
    keySource: 'file',
    inputs: writes ? options.operands : options.values('f'),
    outputs: writes ? options.values('f') : [],
    reason: `tarsnap ${writes ? 'stores' : 'fetches'} an archive under keys wrapped with RSA`,
  };
}

/** Tarsnap: AES-256-CTR under session keys that are wrapped with the machine's RSA key. */
export const tarsnap: Tool = {
  id: 'tarsnap',
  names: ['tarsnap'],
  read,
  examples: {
    positive: [
      {
        line: 'tarsnap -c -f backup1 /srv',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
        inputs: ['/srv'],
        outputs: ['backup1'],
      },
      { line: 'tarsnap -xf backup1', platform: 'posix', class: 'hybrid', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'tarsnap --list-archives', platform: 'posix' },
      { line: 'tarsnap-keygen --keyfile k --user u --machine m', platform: 'posix' },
    ],
  },
};
