/** PHP: openssl, mcrypt, sodium, phpseclib, and the commands it runs. Function names are the same in any case. */
import type { CodeLanguage } from '../reading/code-language.ts';
import type { Construct } from '../reading/construct.ts';
import { joinText } from '../reading/constant-text.ts';
import {
  foldBase64,
  foldCharacters,
  foldHex,
  foldInflate,
  foldOrdinal,
  foldReverse,
  foldRot13,
  foldUrl,
  packed,
} from '../reading/decode-call.ts';
import { foldMethod } from '../reading/fold-method.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { PHP_EXAMPLES } from './examples.ts';

const SYNTAX: Syntax = {
  lineComments: ['//', '#'],
  blockComments: [['/*', '*/']],
  quotes: [
    { open: '"', close: '"', escapes: 'backslash', holes: '$', lines: true },
    { open: "'", close: "'", escapes: 'quote', lines: true },
    { open: '`', close: '`', escapes: 'backslash', holes: '$', lines: true, command: true },
  ],
  names: /\$?\\?[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*(?:\\[A-Za-z_]\w*)*/y,
  lineEnds: false,
  hereDocuments: '<<<',
  embedded: true,
  caseless: true,
};

function phpseclib(names: string, algorithm: string): Construct {
  return {
    names: names
      .split(' ')
      .flatMap((name) => [`crypt.${name}.new`, `${name}.new`])
      .join(' '),
    does: 'cipher',
    as: 'object',
    tool: 'phpseclib',
    algorithm,
    key: 'key',
  };
}

const CONSTRUCTS: readonly Construct[] = [
  {
    names: 'setencryptionname setencryptionindex',
    does: 'cipher',
    as: 'operation',
    tool: 'ziparchive',
    algorithmFrom: '1',
    key: '2',
    direction: 'encrypt',
  },
  {
    names: 'openssl_encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'php-openssl',
    algorithmFrom: '1',
    key: '2',
    direction: 'encrypt',
  },
  {
    names: 'openssl_decrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'php-openssl',
    algorithmFrom: '1',
    key: '2',
    direction: 'decrypt',
  },
  {
    names: 'mcrypt_encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'mcrypt',
    algorithmFrom: '0',
    key: '1',
    direction: 'encrypt',
  },
  {
    names: 'mcrypt_decrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'mcrypt',
    algorithmFrom: '0',
    key: '1',
    direction: 'decrypt',
  },
  { names: 'mcrypt_module_open', does: 'cipher', as: 'object', tool: 'mcrypt', algorithmFrom: '0' },
  { names: 'mcrypt_generic', does: 'cipher', as: 'operation', tool: 'mcrypt', direction: 'encrypt' },
  { names: 'mdecrypt_generic', does: 'cipher', as: 'operation', tool: 'mcrypt', direction: 'decrypt' },
  {
    names: 'sodium_crypto_secretbox',
    does: 'cipher',
    as: 'operation',
    tool: 'libsodium',
    algorithm: 'xsalsa20-poly1305',
    key: '2',
    direction: 'encrypt',
  },
  {
    names: 'sodium_crypto_secretbox_open',
    does: 'cipher',
    as: 'operation',
    tool: 'libsodium',
    algorithm: 'xsalsa20-poly1305',
    key: '2',
    direction: 'decrypt',
  },
  {
    names: 'sodium_crypto_aead_aes256gcm_encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'libsodium',
    algorithm: 'aes-256-gcm',
    key: '3',
    direction: 'encrypt',
  },
  {
    names:
      'sodium_crypto_aead_xchacha20poly1305_ietf_encrypt sodium_crypto_aead_chacha20poly1305_ietf_encrypt sodium_crypto_aead_chacha20poly1305_encrypt sodium_crypto_secretstream_xchacha20poly1305_push sodium_crypto_stream_xor',
    does: 'cipher',
    as: 'operation',
    tool: 'libsodium',
    algorithm: 'chacha20-poly1305',
    key: '3',
    direction: 'encrypt',
  },
  {
    names:
      'sodium_crypto_aead_xchacha20poly1305_ietf_decrypt sodium_crypto_aead_chacha20poly1305_ietf_decrypt sodium_crypto_aead_aes256gcm_decrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'libsodium',
    direction: 'decrypt',
    key: '3',
  },
  phpseclib('aes crypt_aes rijndael', 'aes'),
  phpseclib('tripledes', '3des'),
  phpseclib('blowfish', 'blowfish'),
  phpseclib('rc4', 'rc4'),
  {
    names: 'crypto.encrypt crypto.encryptwithpassword',
    does: 'cipher',
    as: 'operation',
    tool: 'defuse',
    algorithm: 'aes-256-ctr',
    key: '1',
    direction: 'encrypt',
  },
  {
    names: 'crypto.decrypt crypto.decryptwithpassword',
    does: 'cipher',
    as: 'operation',
    tool: 'defuse',
    algorithm: 'aes-256-ctr',
    key: '1',
    direction: 'decrypt',
  },
  {
    names: 'encrypter.new',
    does: 'cipher',
    as: 'object',
    tool: 'laravel',
    algorithm: 'aes-256-cbc',
    key: '0',
  },
  {
    names: 'openssl_public_encrypt openssl_private_decrypt openssl_seal',
    does: 'cipher',
    as: 'operation',
    class: 'asymmetric',
    tool: 'php-openssl',
    algorithm: 'rsa',
  },
  { names: 'eval assert create_function', does: 'code', code: '0' },
  { names: 'exec shell_exec system passthru popen proc_open pcntl_exec', does: 'command', command: '0' },
  { names: 'base64_decode', does: 'fold', fold: foldBase64, hides: true },
  { names: 'hex2bin', does: 'fold', fold: foldHex, hides: true },
  { names: 'gzinflate gzuncompress gzdecode zlib_decode', does: 'fold', fold: foldInflate, hides: true },
  { names: 'str_rot13', does: 'fold', fold: foldRot13, hides: true },
  { names: 'urldecode rawurldecode', does: 'fold', fold: foldUrl, hides: true },
  { names: 'strrev array_reverse', does: 'fold', fold: foldReverse, hides: true },
  { names: 'chr', does: 'fold', fold: foldCharacters, hides: true },
  { names: 'ord', does: 'fold', fold: foldOrdinal },
  {
    names: 'pack',
    does: 'fold',
    fold: (call) => packed(call, call.args[0]?.text, call.args.slice(1)),
    hides: true,
  },
  {
    names: 'implode join',
    does: 'fold',
    fold: (call) =>
      call.args[1]?.items === undefined
        ? undefined
        : joinText(call, call.args[1].items, call.args[0]?.text ?? ''),
  },
  {
    names: 'str_replace',
    does: 'fold',
    fold: (call) =>
      call.args[2] === undefined
        ? undefined
        : foldMethod({ ...call, name: 'replace', receiver: call.args[2], args: call.args.slice(0, 2) }),
  },
  { names: 'trim stripslashes strval', does: 'same' },
  { names: 'file_get_contents fopen file', does: 'file', file: '0' },
  { names: 'file_put_contents', does: 'write', file: '0', data: '1' },
  { names: 'getenv $_env $_server', does: 'source', origin: 'environment' },
  { names: '$_post $_get $_request $_cookie curl_exec', does: 'source', origin: 'network' },
  { names: '$argv', does: 'source', origin: 'command-line' },
  { names: 'readline', does: 'source', origin: 'prompt' },
  {
    names: 'hash sha1 md5 hash_pbkdf2 openssl_pbkdf2 sodium_crypto_pwhash hash_hkdf',
    does: 'source',
    origin: 'derived',
  },
];

export const PHP: CodeLanguage = {
  id: 'php',
  syntax: SYNTAX,
  constructs: CONSTRUCTS,
  members: ['->', '?->', '::'],
  joins: ['.'],
  words:
    'new echo print if elseif else while for foreach do switch case try catch finally throw global static public private protected const yield class extends final abstract namespace include include_once require require_once'.split(
      ' ',
    ),
  operators: ['and', 'or', 'xor', 'instanceof', 'as'],
  functions: ['function', 'fn'],
  imports: 'use',
  bareCalls: [],
  keyword: [':'],
  canonical: (path) => path.replace(/^\\/, '').replaceAll('\\', '.'),
  examples: PHP_EXAMPLES,
};
