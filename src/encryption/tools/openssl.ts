import type { CommandWord } from '../command-line/command-word.ts';
import { readOpensslCms } from './openssl-cms.ts';
import { opensslCipher } from './openssl-ciphers.ts';
import { passSource, readOpensslEnc } from './openssl-enc.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const DIGESTS =
  /^(?:dgst|mac|md[245]|sha\d*|sha3-\d+|sha512-\d+|rmd160|ripemd160?|blake2\w+|sm3|passwd|whirlpool)$/;
const KEY_WORK = /^(?:rsautl|pkeyutl|rsa|dsa|ec|genrsa|gendsa|genpkey|pkey|dhparam|ecparam|pkcs12|pkcs8)$/;
const ENC_OPTION = /^--?(?:pass|k|kfile|K|iv|in|out|pbkdf2|salt|nosalt|iter|md|a|base64|e|d|S)(?:=|$)/;

/** `-passin pass:x` and `-passout`, on any subcommand. */
function passwordArguments(words: readonly CommandWord[]): WordRange[] {
  const secrets: WordRange[] = [];
  for (let index = 1; index < words.length; index++) {
    if (!/^--?(?:passin|passout|hmac|macopt)$/.test(words[index - 1]?.text ?? '')) continue;
    const value = words[index]?.text ?? '';
    const { secret } = passSource(value, { word: index, start: 0, end: value.length });
    if (secret !== undefined) secrets.push(secret);
  }
  return secrets;
}

function read(given: ToolArguments): ToolReading | undefined {
  const subcommand = (given.words[0]?.text ?? '').toLowerCase();
  if (subcommand === '') {
    // Up to 1.1.1, and in LibreSSL, openssl alone reads its commands from standard input.
    return {
      class: 'none',
      tier: 1,
      confidence: 0.3,
      reason: 'openssl started without a command; it may read one',
    };
  }
  if (subcommand === 'enc' || subcommand === 'base64' || opensslCipher(subcommand) !== undefined)
    return { form: 'enc', ...readOpensslEnc(given, subcommand) };
  if (subcommand === 'cms' || subcommand === 'smime') return { form: 'cms', ...readOpensslCms(given) };
  const secrets = passwordArguments(given.words);
  if (DIGESTS.test(subcommand))
    return { class: 'hash', form: 'digest', reason: `openssl ${subcommand} computes a digest`, secrets };
  if (KEY_WORK.test(subcommand)) {
    const wraps = given.words.some((word) => /^--?encrypt$/.test(word.text));
    const reason = wraps
      ? `openssl ${subcommand} encrypts with a public key`
      : `openssl ${subcommand} handles a key`;
    return { class: 'asymmetric', form: 'key', direction: wraps ? 'encrypt' : 'unknown', reason, secrets };
  }
  return { class: 'none', reason: `openssl ${subcommand} does not encrypt data`, secrets };
}

/** `svc.exe enc -aes-256-cbc -pass pass:x`: a cipher named and at least one option that only `enc` has. */
function shape(words: readonly CommandWord[]): boolean {
  const first = (words[0]?.text ?? '').toLowerCase();
  const direct = opensslCipher(first) !== undefined;
  if (first !== 'enc' && first !== 'base64' && !direct) return false;
  const named = direct || words.some((word) => opensslCipher(word.text.replace(/^--?/, '')) !== undefined);
  return named && words.some((word) => ENC_OPTION.test(word.text));
}

/** OpenSSL and LibreSSL. */
export const openssl: Tool = {
  id: 'openssl',
  names: ['openssl', 'libressl', 'openssl3', 'openssl11', 'eopenssl'],
  read,
  shape,
  examples: {
    positive: [
      {
        line: 'openssl enc -aes-256-cbc -pass pass:winter -in plan.docx -out plan.bin',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        keySource: 'command-line',
        inputs: ['plan.docx'],
        outputs: ['plan.bin'],
        secrets: ['winter'],
      },
      {
        line: 'openssl aes-256-cbc -k winter -in a',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['winter'],
      },
      {
        line: 'tar cz /srv | openssl des3 -salt -pass env:P > /tmp/s.bin',
        platform: 'posix',
        class: 'symmetric',
        algorithm: '3des-cbc',
        keySource: 'environment',
        outputs: ['/tmp/s.bin'],
      },
      {
        line: 'openssl enc --AES-256-CBC --pass=pass:x --in=f --out=g',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-256-cbc',
        inputs: ['f'],
        secrets: ['x'],
      },
      {
        line: 'openssl AES-256-CTR -K 00ff -iv 00',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['00ff'],
      },
      { line: 'openssl chacha20 -kfile k', platform: 'posix', class: 'symmetric', keySource: 'file' },
      {
        line: 'openssl base64 -aes-256-cbc -k x',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
      },
      {
        line: 'openssl enc -aes-128-cbc -d -e -k x',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
      },
      {
        line: 'openssl enc -d -aes-256-ctr -K 0a -iv 0b -in a',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      {
        line: '"C:\\tools\\openssl.exe" enc -aes256 -pbkdf2 -in "C:\\a b.zip" -out c.enc',
        platform: 'windows',
        class: 'symmetric',
        algorithm: 'aes-256-cbc',
        keySource: 'prompt',
        inputs: ['C:\\a b.zip'],
      },
      {
        line: 'svc.exe enc -aes-256-cbc -pass pass:x -in a',
        platform: 'windows',
        class: 'symmetric',
        secrets: ['x'],
      },
      {
        line: 'openssl cms -EncryptedData_encrypt -secretkey 00aa -in a -out b',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['00aa'],
      },
      {
        line: 'openssl cms -encrypt -pwri_password x -in a',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['x'],
      },
      {
        line: 'openssl smime -encrypt -in a cert.pem',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
      },
      { line: 'openssl enc -base64 -in a', platform: 'posix', class: 'encoding' },
      { line: 'openssl dgst -sha256 a', platform: 'posix', class: 'hash' },
      { line: 'openssl rsautl -encrypt -inkey k.pem -in a', platform: 'posix', class: 'asymmetric' },
    ],
    negative: [
      { line: 'openssl enc -in a -out b', platform: 'posix' },
      { line: 'openssl enc -none -in a', platform: 'posix' },
      { line: 'openssl enc -chacha20 -help', platform: 'posix' },
      { line: 'openssl speed aes-256-cbc', platform: 'posix' },
      { line: 'openssl ciphers -v AES256', platform: 'posix' },
      { line: 'openssl s_client -connect a:443 -cipher AES256-SHA', platform: 'posix' },
      { line: 'openssl genrsa -des3 -out k.pem 2048', platform: 'posix' },
      { line: 'openssl pkcs12 -export -passout pass:x -out a.p12', platform: 'posix' },
      { line: 'ffmpeg enc -i aes-256-cbc.mp4 out.mp4', platform: 'posix' },
    ],
  },
};
