import { archiveName } from './archive-name.ts';
import type { CommandWord } from '../command-line/command-word.ts';
import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const VALUE_OPTIONS = new Set(
  'password temp-path output-file include exclude suffixes unzip-command split-size from-date before-date compression-method'.split(
    ' ',
  ),
);
/** Two-letter options of zip 3 whose letters would otherwise be read one by one. */
const TWO_LETTERS =
  /^-(?:TT|sf|sc|df|ds|db|dc|dd|dg|dv|FS|la|lf|li|ll|MM|nw|RE|tt|UN|VV|ws|ww|so|sp|sb|su|sU|sv|sd|AS|AC|EA|ic|hh|h2)$/;

function read(given: ToolArguments): ToolReading {
  const words = given.words.filter(({ text }, index) => {
    const before = given.words[index - 1]?.text ?? '';
    return !TWO_LETTERS.test(text) && before !== '-TT';
  });
  const grammar = { shortWithValue: 'PbnOtsZ', longWithValue: (name: string) => VALUE_OPTIONS.has(name) };
  const { options, operands } = scanOptions(words, grammar);
  const archive = operands.slice(0, 1);
  const password = options.find((option) => (option.long ? option.name === 'password' : option.name === 'P'));
  const range = password?.range;
  const place = range === undefined ? undefined : given.words.findIndex((word) => word === words[range.word]);
  const secrets = range === undefined || place === undefined ? [] : [{ ...range, word: place }];
  const prompts = options.some((option) => (option.long ? option.name === 'encrypt' : option.name === 'e'));
  const keySource = password?.value === undefined ? 'prompt' : 'command-line';
  const common = { algorithm: 'zipcrypto', keySource, secrets } as const;
  if (given.program === 'unzip' || given.program === 'funzip') {
    return password === undefined
      ? { class: 'none', reason: 'unzip without a password' }
      : {
          ...common,
          class: 'symmetric',
          direction: 'decrypt-claimed',
          inputs: archive,
          reason: 'unzip with a password',
        };
  }
  if (given.program === 'zipcloak') {
    const undoes = options.some((option) => (option.long ? option.name === 'decrypt' : option.name === 'd'));
    const direction = undoes ? 'decrypt-claimed' : 'encrypt';
    return {
      ...common,
      class: 'symmetric',
      direction,
      inputs: archive,
      outputs: archive,
      reason: 'zipcloak with a password',
    };
  }
  const written = { inputs: operands.slice(1), outputs: archive.map((name) => archiveName(name, 'zip')) };
  return password === undefined && !prompts
    ? { ...written, class: 'compression', reason: 'zip packs without a password' }
    : {
        ...common,
        ...written,
        class: 'symmetric',
        direction: 'encrypt',
        reason: 'zip writes an archive with a password',
      };
}

/** Options as zip has them before the archive. */
const SHAPED_OPTION = /^(?:-[a-zA-Z\d]{1,6}|-P\S+|--(?:password(?:=.*)?|recurse-paths|junk-paths|quiet))$/s;
const RECURSES_OR_LEVEL = /^-[a-zA-Z]*[rj\d][a-zA-Z\d]*$/;
const PASSWORD = /^(?:-[a-zA-Z\d]*P\S*|--password(?:=.*)?)$/s;

/** `./x -r -P winter out.zip /srv`: a password, an archive that is made of something, and how. */
function shape(words: readonly CommandWord[]): boolean {
  const texts = words.slice(0, 64).map(({ text }) => text);
  const archive = texts.findIndex((text) => /\.zip$/i.test(text) && !text.includes(':/'));
  return (
    archive > 0 &&
    archive < texts.length - 1 &&
    texts.slice(0, archive).some((text) => RECURSES_OR_LEVEL.test(text)) &&
    texts.some((text) => PASSWORD.test(text)) &&
    texts.every((text, index) => !text.startsWith('-') || SHAPED_OPTION.test(text) || index > archive)
  );
}

/** Info-ZIP: zip, zipcloak, unzip. Their only cipher is ZipCrypto. */
export const zip: Tool = {
  id: 'zip',
  names: ['zip', 'zipcloak', 'unzip', 'funzip'],
  read,
  shape,
  examples: {
    positive: [
      {
        line: 'zip -r -P "in fected" out.zip dir',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'zipcrypto',
        keySource: 'command-line',
        inputs: ['dir'],
        outputs: ['out.zip'],
        secrets: ['in fected'],
      },
      { line: 'zip --password x o.zip d', platform: 'posix', class: 'symmetric', secrets: ['x'] },
      { line: 'zip -re o.zip d', platform: 'posix', class: 'symmetric', keySource: 'prompt' },
      { line: 'zip --encrypt o.zip d', platform: 'posix', class: 'symmetric' },
      { line: 'zip -rPx o.zip d', platform: 'posix', class: 'symmetric', secrets: ['x'] },
      { line: 'zipcloak o.zip', platform: 'posix', class: 'symmetric', direction: 'encrypt' },
      {
        line: 'unzip -P x -o o.zip',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['x'],
      },
      {
        line: './x -9 -r -P winter /tmp/o.zip /srv',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['winter'],
      },
      { line: 'zip -r o.zip d', platform: 'posix', class: 'compression' },
    ],
    negative: [
      { line: "zip o.zip /etc/hosts -T -TT 'sh -e #'", platform: 'posix' },
      { line: 'zip -r o.zip d --exclude secret-e', platform: 'posix' },
      { line: 'unzip -p o.zip a.txt', platform: 'posix' },
      { line: 'wget -r -P d https://h.example.com/a.zip https://h.example.com/b', platform: 'posix' },
      { line: 'scp -r -P 2222 a.zip h:/srv', platform: 'posix' },
    ],
  },
};
