import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

type Words = ToolArguments['words'];

function claim(
  encrypts: boolean,
  algorithm: string | undefined,
  more: Partial<ToolReading> & { readonly reason: string },
): ToolReading {
  return { class: 'symmetric', direction: encrypts ? 'encrypt' : 'decrypt-claimed', algorithm, ...more };
}

function hybrid(encrypts: boolean, reason: string): ToolReading {
  return { class: 'hybrid', direction: encrypts ? 'encrypt' : 'decrypt-claimed', reason };
}

/** Grammar of each program, from its manual page; `undefined` where the command line does something else. */
const READERS: Readonly<Record<string, (words: Words) => ToolReading | undefined>> = {
  toplip: (words) => {
    const options = new OptionSet(words, { short: 'cm' });
    const encrypts = !options.has('d');
    return options.operands.length === 0
      ? undefined
      : claim(encrypts, 'aes-256', {
          keySource: 'prompt',
          inputs: options.operands,
          reason: 'toplip turns a file',
        });
  },
  enchive: (words) => {
    const verb = words.find(({ text }) => /^(?:archive|extract)$/.test(text))?.text;
    return verb === undefined ? undefined : hybrid(verb === 'archive', `enchive ${verb}`);
  },
  transcrypt: (words) => {
    const options = new OptionSet(words, { short: 'cp', long: 'cipher password' });
    if (options.has('d', 'display', 'h', 'help', 'v', 'version', 'l', 'list', 's', 'show-raw'))
      return undefined;
    const given = options.value('p', 'password');
    return claim(true, options.value('c', 'cipher')?.toLowerCase() ?? 'aes-256-cbc', {
      keySource: given === undefined ? 'prompt' : 'command-line',
      secrets: options.ranges('p', 'password'),
      confidence: 0.8,
      reason: 'transcrypt sets up encryption of files in a git repository',
    });
  },
  stegsnow: (words) => readSnow(words),
  snow: (words) => readSnow(words),
  outguess: (words) => {
    const options = new OptionSet(words, { short: 'kdKDsSiIxp' });
    const key = options.value('k', 'K');
    if (key === undefined) return undefined;
    return claim(!options.has('r'), 'rc4', {
      keySource: 'command-line',
      secrets: options.ranges('k', 'K'),
      inputs: options.values('d', 'D'),
      outputs: options.operands.slice(1, 2),
      reason: 'outguess hides data under a key',
    });
  },
  tpm2_encryptdecrypt: (words) => {
    const options = new OptionSet(words, { short: 'cpoiGt', long: 'key-context auth output iv mode' });
    return claim(!options.has('d', 'decrypt'), 'aes', {
      keySource: 'agent',
      inputs: options.operands,
      outputs: options.values('o', 'output'),
      reason: 'the TPM encrypts or decrypts with one of its keys',
    });
  },
  'pkcs11-tool': (words) => {
    const options = new OptionSet(words, {
      short: 'mdioap',
      long: 'mechanism id label input-file output-file module pin iv slot',
    });
    const mechanism = /^(aes|des3|des)/i.exec(options.value('m', 'mechanism') ?? '')?.[1]?.toLowerCase();
    if (mechanism === undefined || !options.has('encrypt', 'decrypt')) return undefined;
    return claim(options.has('encrypt'), mechanism === 'des3' ? '3des' : mechanism, {
      keySource: 'agent',
      inputs: options.values('i', 'input-file'),
      outputs: options.values('o', 'output-file'),
      secrets: options.ranges('p', 'pin'),
      reason: 'a token encrypts or decrypts with a secret key',
    });
  },
  mutool: (words) => {
    const options = new OptionSet(words, { short: 'pEOUP' });
    const method = options.value('E')?.toLowerCase();
    if (words[0]?.text !== 'clean' || method === undefined || method === 'none' || method === 'keep')
      return undefined;
    return claim(true, /^aes-(?:128|256)/.exec(method)?.[0] ?? 'rc4', {
      keySource: 'command-line',
      inputs: options.operands.slice(1, 2),
      outputs: options.operands.slice(2, 3),
      secrets: options.ranges('O', 'U', 'p'),
      reason: 'mutool writes a PDF with passwords',
    });
  },
  attic: (words) => {
    const options = new OptionSet(words, { short: 'e', long: 'encryption' });
    const how = options.value('e', 'encryption');
    return words[0]?.text === 'init' && (how === 'passphrase' || how === 'keyfile')
      ? claim(true, 'aes-256-ctr', {
          keySource: how === 'keyfile' ? 'file' : 'prompt',
          reason: 'attic sets up an encrypted archive',
        })
      : undefined;
  },
  pkzipc: (words) => readPkzip(words),
  pkzip25: (words) => readPkzip(words),
  eyaml: (words) => turned(words, 'eyaml'),
  keybase: (words) => turned(words, 'keybase'),
  saltpack: (words) => turned(words, 'saltpack'),
  clevis: (words) => turned(words, 'clevis'),
  gpgsm: (words) => {
    const options = new OptionSet(words, { short: 'ro', long: 'recipient output' });
    if (options.has('encrypt', 'e')) return hybrid(true, 'gpgsm encrypts for a certificate');
    return options.has('decrypt', 'd') ? hybrid(false, 'gpgsm decrypts') : undefined;
  },
  kubeseal: (words) =>
    words.some(({ text }) => /^--(?:fetch-cert|version|help|re-encrypt)/.test(text))
      ? undefined
      : hybrid(true, 'kubeseal encrypts for a cluster'),
};

/** SNOW hides a message in white space and encrypts it with ICE under a password. */
function readSnow(words: Words): ToolReading | undefined {
  const options = new OptionSet(words, { short: 'plfm' });
  if (!options.has('p')) return undefined;
  return claim(options.has('m', 'f') || options.operands.length > 1, 'ice', {
    keySource: 'command-line',
    secrets: options.ranges('p'),
    inputs: options.operands.slice(0, 1),
    outputs: options.operands.slice(1, 2),
    reason: 'snow hides or shows a message under a password',
  });
}

/** PKZIP and SecureZIP: `-passphrase=x`, `-pass=x`, `-cryptalgorithm=aes,256`. */
function readPkzip(words: Words): ToolReading | undefined {
  const place = words.findIndex(({ text }) => /^[-/]pass(?:word|phrase)?(?:=|$)/i.test(text));
  const packs = words.some(({ text }) => /^[-/](?:add|move|upd|fre)/i.test(text));
  const unpacks = words.some(({ text }) => /^[-/](?:ext|unz)/i.test(text));
  const text = words[place]?.text ?? '';
  if (place < 0 || packs === unpacks) return undefined;
  const start = text.indexOf('=') + 1;
  const stated = words
    .map((word) => /^[-/]crypt\w*=(\w+),?(\d*)/i.exec(word.text))
    .find((found) => found !== null);
  return claim(
    packs,
    stated === undefined ? 'zipcrypto' : [stated[1]?.toLowerCase(), stated[2]].filter(Boolean).join('-'),
    {
      keySource: start > 0 ? 'command-line' : 'prompt',
      secrets: start > 0 ? [{ word: place, start, end: text.length }] : [],
      reason: `PKZIP ${packs ? 'writes an archive' : 'unpacks'} with a passphrase`,
    },
  );
}

function turned(words: Words, program: string): ToolReading | undefined {
  const verb = words.find(({ text }) => /^(?:en|de)crypt$/.test(text))?.text;
  return verb === undefined ? undefined : hybrid(verb === 'encrypt', `${program} ${verb}`);
}

/** Ciphers met rarely: small file encryptors, tokens, PDF and steganography tools with a password. */
export const smallCiphers: Tool = {
  id: 'small-cipher',
  names: Object.keys(READERS),
  gate: Object.keys(READERS).filter((name) => name.length > 4),
  read: ({ program, words }) => {
    const reading = READERS[program]?.(words);
    return reading === undefined
      ? { class: 'none', reason: `${program} does not encrypt here` }
      : { form: program, ...reading };
  },
  examples: {
    positive: [
      {
        line: 'toplip ledger.db > ledger.bin',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['ledger.db'],
      },
      { line: 'toplip -d ledger.bin', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
      {
        line: 'transcrypt -c aes-256-cbc -p winter',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-256-cbc',
        secrets: ['winter'],
      },
      {
        line: 'stegsnow -C -p winter -m hi in.txt out.txt',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['winter'],
      },
      {
        line: 'outguess -k winter -d a.txt b.jpg c.jpg',
        platform: 'posix',
        class: 'symmetric',
        inputs: ['a.txt'],
        secrets: ['winter'],
      },
      {
        line: 'tpm2_encryptdecrypt -c key.ctx -o out.bin in.txt',
        platform: 'posix',
        class: 'symmetric',
        outputs: ['out.bin'],
      },
      {
        line: 'pkcs11-tool --encrypt -m AES-CBC-PAD --id 1 -i a -o b',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes',
      },
      {
        line: 'mutool clean -E aes-256 -U winter a.pdf b.pdf',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-256',
        secrets: ['winter'],
      },
      {
        line: 'pkzipc.exe -add -passphrase=winter -cryptalgorithm=AES,256 o.zip *.doc',
        platform: 'windows',
        class: 'symmetric',
        algorithm: 'aes-256',
        secrets: ['winter'],
      },
      { line: 'attic init --encryption=passphrase r.attic', platform: 'posix', class: 'symmetric' },
      { line: 'enchive archive a.tar', platform: 'posix', class: 'hybrid', direction: 'encrypt' },
      { line: 'gpgsm --encrypt -r a@example.com f', platform: 'posix', class: 'hybrid' },
      { line: 'eyaml encrypt -s word', platform: 'posix', class: 'hybrid' },
    ],
    negative: [
      { line: 'mutool clean -E none a.pdf b.pdf', platform: 'posix' },
      { line: 'mutool draw a.pdf', platform: 'posix' },
      { line: 'pkcs11-tool --list-objects', platform: 'posix' },
      { line: 'snow removal.txt', platform: 'posix' },
      { line: 'pkzipc -add o.zip d', platform: 'windows' },
      { line: 'kubeseal --fetch-cert', platform: 'posix' },
    ],
  },
};
