import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const VALUE_OPTIONS = new Set(
  'passphrase options file directory format exclude include files-from'.split(' '),
);

function read({ words }: ToolArguments): ToolReading | undefined {
  // The first word may be a bundle without a dash: `tar czf out dir`.
  const bundle = /^[a-zA-Z]+$/.test(words[0]?.text ?? '') ? (words[0]?.text ?? '') : '';
  const grammar = { shortWithValue: 'fCXT', longWithValue: (name: string) => VALUE_OPTIONS.has(name) };
  const { options, operands } = scanOptions(words.slice(bundle === '' ? 0 : 1), grammar);
  const skipped = bundle === '' ? 0 : 1;
  const passphrase = options.find((option) => option.long && option.name === 'passphrase');
  const cipher = options
    .filter((option) => option.long && option.name === 'options')
    .map((option) => /(?:^|[,:])encryption=(\w+)/i.exec(option.value ?? '')?.[1]?.toLowerCase())
    .find((value) => value !== undefined);
  const letters = bundle + options.map((option) => (option.long ? '' : option.name)).join('');
  const creates = /[cru]/.test(letters) || options.some((option) => option.long && option.name === 'create');
  const extracts = /[xt]/.test(letters) || options.some((option) => option.long && option.name === 'extract');
  const file = options.find((option) => (option.long ? option.name === 'file' : option.name === 'f'))?.value;
  const archive = file === undefined ? (bundle.includes('f') ? operands.slice(0, 1) : []) : [file];
  const range = passphrase?.range;
  const secrets = range === undefined ? [] : [{ ...range, word: range.word + skipped }];
  const keySource = passphrase === undefined ? 'prompt' : 'command-line';
  if (creates && cipher !== undefined) {
    const algorithm = cipher
      .replace(/^aes(\d+)$/, 'aes-$1')
      .replace(/^(?:traditional|zipcrypt)$/, 'zipcrypto');
    const reason = 'bsdtar writes an encrypted zip archive';
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm,
      keySource,
      inputs: operands,
      outputs: archive,
      secrets,
      reason,
    };
  }
  if (extracts && passphrase !== undefined)
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      keySource,
      inputs: archive,
      secrets,
      reason: 'bsdtar reads with a passphrase',
    };
  if (creates)
    return { class: 'compression', inputs: operands, outputs: archive, secrets, reason: 'tar packs' };
  return { class: 'none', secrets, reason: 'tar does not encrypt' };
}

/** bsdtar (libarchive), which is `tar` on macOS and Windows; GNU tar has no encryption. */
export const tar: Tool = {
  id: 'bsdtar',
  names: ['tar', 'bsdtar'],
  read,
  examples: {
    positive: [
      {
        line: 'bsdtar --passphrase s3 --options zip:encryption=aes256 -a -cf x.zip docs',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        keySource: 'command-line',
        inputs: ['docs'],
        outputs: ['x.zip'],
        secrets: ['s3'],
      },
      {
        line: 'tar.exe -a -cf x.zip --options=zip:encryption=zipcrypt --passphrase=s3 docs',
        platform: 'windows',
        class: 'symmetric',
        algorithm: 'zipcrypto',
        secrets: ['s3'],
      },
      {
        line: 'bsdtar -xf x.zip --passphrase s3',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      { line: 'tar czf x.tgz docs', platform: 'posix', class: 'compression' },
    ],
    negative: [
      { line: 'tar -cpf x.tar docs', platform: 'posix' },
      { line: 'bsdtar --passphrase s3 -cf x.tar docs', platform: 'posix' },
    ],
  },
};
