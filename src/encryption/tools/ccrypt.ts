import type { CommandWord } from '../command-line/command-word.ts';
import type { KeySource } from '../encryption-operation.ts';
import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const SOURCES: Readonly<Record<string, KeySource>> = {
  K: 'command-line',
  key: 'command-line',
  k: 'file',
  keyfile: 'file',
  E: 'environment',
  envvar: 'environment',
};
const OWN = new Set('encrypt decrypt cat keychange unixcrypt key keyfile envvar'.split(' '));

function read(given: ToolArguments): ToolReading {
  const grammar = { shortWithValue: 'KkEHS', longWithValue: (name: string) => SOURCES[name] !== undefined };
  const { options, operands } = scanOptions(given.words, grammar);
  const names = new Set(options.map((option) => option.name));
  if (names.has('help') || names.has('version') || names.has('h') || names.has('V'))
    return { class: 'none', reason: 'ccrypt asked for help only' };
  const key = options.find((option) => SOURCES[option.name] !== undefined);
  const literal = options.find((option) => option.name === 'K' || option.name === 'key')?.range;
  const decrypts =
    ['d', 'decrypt', 'c', 'cat'].some((name) => names.has(name)) || /^cc(?:de|at)/.test(given.program);
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: 'rijndael-256',
    keySource: key === undefined ? 'prompt' : (SOURCES[key.name] ?? 'unknown'),
    inputs: operands,
    outputs: decrypts ? [] : operands.map((file) => `${file}.cpt`),
    secrets: literal === undefined ? [] : [literal],
    reason: decrypts ? 'ccrypt decrypts' : 'ccrypt encrypts files in place',
    ...([...names].some((name) => OWN.has(name)) || key !== undefined ? {} : { confidence: 0.8 }),
  };
}

/** Letters of ccrypt; a renamed copy is known by a key, a direction, and nothing that ccrypt does not have. */
const OPTION = /^(?:-[edcxuTmvfqrRlbyLKkEHPFSi]|--(?:encrypt|decrypt|key|keyfile|envvar|recursive|suffix))$/;

function shape(words: readonly CommandWord[]): boolean {
  const texts = words.slice(0, 32).map(({ text }) => text);
  const key = texts.findIndex((text) => text === '-K' || text === '--key');
  const turns = texts.some((text) => /^(?:-[ed]|--(?:en|de)crypt)$/.test(text));
  const options = texts.filter((text, index) => text.startsWith('-') && index !== key + 1);
  const plain = texts.every((text) => !text.includes('://'));
  if (texts[key + 1]?.startsWith('-') !== false) return false;
  return key >= 0 && turns && plain && key + 2 < texts.length && options.every((text) => OPTION.test(text));
}

/** ccrypt and its links. Encrypting is the default and replaces the plain file. */
export const ccrypt: Tool = {
  id: 'ccrypt',
  names: ['ccrypt', 'ccencrypt', 'ccdecrypt', 'ccat'],
  read,
  shape,
  examples: {
    positive: [
      {
        line: 'ccencrypt -T -K passwd /tmp/p',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        inputs: ['/tmp/p'],
        outputs: ['/tmp/p.cpt'],
        secrets: ['passwd'],
      },
      { line: 'ccrypt -k key.bin a', platform: 'posix', class: 'symmetric', keySource: 'file' },
      { line: './svc -e -K winter /srv/a.db', platform: 'posix', class: 'symmetric', secrets: ['winter'] },
      { line: 'ccrypt -d a.cpt', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'ccrypt --help', platform: 'posix' },
      { line: 'curl -K settings -e http://a.example.com -d x https://b.example.com', platform: 'posix' },
      { line: 'sort -k 2 -r a', platform: 'posix' },
    ],
  },
};
