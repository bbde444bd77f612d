/**
 * Encryptors of extortion groups, known by the arguments that published analyses describe. Each file gets a key of its
 * own, which is wrapped with a public key; what is done to the data is symmetric.
 */
import type { CommandWord } from '../command-line/command-word.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

interface Locker {
  readonly name: string;
  /** Every one of these options must be there, as `--name value`, `--name=value` or alone. */
  readonly options: readonly RegExp[];
  readonly algorithm: string | undefined;
}

const LOCKERS: readonly Locker[] = [
  // CISA AA24-109A; `-p` and `-n` are its short forms, which say too little alone.
  { name: 'Akira', options: [/^--encryption_path(?:=|$)/], algorithm: 'chacha20' },
  { name: 'Akira', options: [/^--encryption_percent(?:=|$)/], algorithm: 'chacha20' },
  {
    name: 'BlackCat',
    options: [/^--access-token(?:=|$)/, /^--(?:no-(?:vm-|prop|net|wall)|paths|propagated|safeboot|bypass)/],
    algorithm: undefined,
  },
  { name: 'Royal', options: [/^-id$/, /^-ep$/, /^-path$/], algorithm: 'aes-256' },
  { name: 'Black Basta', options: [/^-forcepath$/], algorithm: 'chacha20' },
];
/** One of these must be there for any of them. */
const TELLING = /^-(?:-encryption_p|-access-token|ep$|forcepath$)/;
const PUBLIC_KEY = /\.(?:pem|pub|der)["']?$/i;
const AMOUNT = /^(?:\d+|\$\w+|\$\{\w+\}|\$\(\(.*\)\))$/s;

function lockerOf(words: readonly CommandWord[]): Locker | undefined {
  if (!words.some(({ text }) => TELLING.test(text))) return undefined;
  return LOCKERS.find(({ options }) =>
    options.every((option) => words.slice(0, 64).some((word) => option.test(word.text))),
  );
}

/** ESXiArgs: `encrypt <public key> <file> [<step> [<size> [<length>]]]`. */
function isSteppedEncryptor(words: readonly CommandWord[], leastAmounts: number): boolean {
  const [key, file, ...amounts] = words;
  return (
    key !== undefined &&
    file !== undefined &&
    PUBLIC_KEY.test(key.text) &&
    !file.text.startsWith('-') &&
    amounts.length >= leastAmounts &&
    amounts.length <= 3 &&
    amounts.every((word) => AMOUNT.test(word.text))
  );
}

function read({ words }: ToolArguments): ToolReading | undefined {
  const locker = lockerOf(words);
  if (locker !== undefined)
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: locker.algorithm,
      confidence: 0.8,
      inputs: [],
      reason: `the arguments are those of the encryptor of ${locker.name}`,
    };
  if (!isSteppedEncryptor(words, 0)) return undefined;
  return {
    class: 'symmetric',
    form: 'stepped',
    direction: 'encrypt',
    algorithm: 'sosemanuk',
    keySource: 'file',
    confidence: 0.8,
    inputs: words[1] === undefined ? [] : [words[1].text],
    outputs: words[1] === undefined ? [] : [words[1].text],
    reason: 'a file is encrypted in place in steps, its key wrapped with a public key, as ESXiArgs does',
  };
}

export const locker: Tool = {
  id: 'locker',
  names: ['encrypt'],
  gate: [
    'encrypt',
    '--encryption_path',
    '--encryption_percent',
    '--access-token',
    '-forcepath',
    '-ep',
    'vmfs',
  ],
  read,
  shape: (words) => lockerOf(words) !== undefined || isSteppedEncryptor(words, 3),
  examples: {
    positive: [
      {
        line: 'nohup /tmp/encrypt /tmp/key.pem /vmfs/volumes/d/a-flat.vmdk 5 1 $((2048*1024)) &',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'sosemanuk',
        inputs: ['/vmfs/volumes/d/a-flat.vmdk'],
      },
      { line: './x public.pem /vmfs/volumes/a.vmx 1 1 4096', platform: 'posix', class: 'symmetric' },
      {
        line: './vm --encryption_path=/vmfs/volumes --encryption_percent=10',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
      },
      {
        line: 'C:\\t\\w.exe --access-token 0123456789abcdef --no-vm-kill --paths D:\\',
        platform: 'windows',
        class: 'symmetric',
      },
      { line: 'r.exe -path C:\\d -id 0123456789 -ep 50', platform: 'windows', class: 'symmetric' },
      { line: './bb -forcepath /vmfs/volumes', platform: 'posix', class: 'symmetric' },
    ],
    negative: [
      { line: 'encrypt --help', platform: 'posix' },
      { line: 'encrypt notes.txt', platform: 'posix' },
      { line: 'openssl x509 -in public.pem -noout', platform: 'posix' },
      { line: 'curl --access-token x https://h.example.com', platform: 'posix' },
      { line: 'verify.sh public.pem report.txt', platform: 'posix' },
    ],
  },
};
