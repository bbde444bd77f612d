/** Perl: Crypt::CBC and the ciphers below it, CryptX, and the commands it runs. */
import type { CodeLanguage } from '../reading/code-language.ts';
import type { Construct } from '../reading/construct.ts';
import {
  foldBase64,
  foldCharacters,
  foldHex,
  foldInflate,
  foldOrdinal,
  foldReverse,
  packed,
  unpacked,
} from '../reading/decode-call.ts';
import { joinText } from '../reading/constant-text.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { PERL_EXAMPLES } from './examples.ts';

const SYNTAX: Syntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: [
    { open: '"', close: '"', escapes: 'backslash', holes: '$', lines: true },
    { open: "'", close: "'", escapes: 'quote', lines: true },
    { open: '`', close: '`', escapes: 'backslash', holes: '$', lines: true, command: true },
  ],
  names:
    /[$@]#?(?:\{\w{1,80}\}|\w+(?:::\w+)*)|%[A-Za-z_]\w*(?=\s{0,8}[=;,)])|[A-Za-z_]\w*(?:(?:::|')(?=[A-Za-z_])\w+)*/y,
  lineEnds: false,
  patterns: true,
  quoteOperators: 'perl',
  hereDocuments: '<<',
  codeEnd: /^(?:=[a-z]|__(?:END|DATA)__)/,
};

const BLOCK_CIPHERS: readonly (readonly [string, string])[] = [
  ['Rijndael', 'aes'],
  ['OpenSSL.AES', 'aes'],
  ['Cipher.AES', 'aes'],
  ['Rijndael_PP', 'aes'],
  ['Blowfish', 'blowfish'],
  ['Blowfish_PP', 'blowfish'],
  ['DES', 'des'],
  ['DES_PP', 'des'],
  ['DES_EDE3', '3des'],
  ['TripleDES', '3des'],
  ['Twofish', 'twofish'],
  ['Serpent', 'serpent'],
  ['CAST5', 'cast5'],
  ['IDEA', 'idea'],
  ['RC4', 'rc4'],
  ['RC6', 'rc6'],
  ['Camellia', 'camellia'],
  ['Salsa20', 'salsa20'],
];

const FIXED: readonly Construct[] = [
  {
    names: 'Crypt.CBC.new CBC.new Crypt.CFB.new Crypt.OFB.new Crypt.CTR.new Crypt.ECB.new',
    does: 'cipher',
    as: 'object',
    tool: 'Crypt::CBC',
    algorithmFrom: 'cipher|1',
    key: 'key|passphrase|pass|literal_key|0',
  },
  {
    names: 'Mode.CBC.new Mode.CTR.new Mode.CFB.new Mode.ECB.new Mode.OFB.new',
    does: 'cipher',
    as: 'object',
    tool: 'CryptX',
    algorithmFrom: '0',
  },
  {
    names:
      'gcm_encrypt_authenticate ccm_encrypt_authenticate eax_encrypt_authenticate ocb_encrypt_authenticate',
    does: 'cipher',
    as: 'operation',
    tool: 'CryptX',
    algorithmFrom: '0',
    key: '1',
    direction: 'encrypt',
  },
  {
    names: 'gcm_decrypt_verify ccm_decrypt_verify eax_decrypt_verify ocb_decrypt_verify',
    does: 'cipher',
    as: 'operation',
    tool: 'CryptX',
    algorithmFrom: '0',
    key: '1',
    direction: 'decrypt',
  },
  {
    names: 'chacha20poly1305_encrypt_authenticate',
    does: 'cipher',
    as: 'operation',
    tool: 'CryptX',
    algorithm: 'chacha20-poly1305',
    key: '0',
    direction: 'encrypt',
  },
  {
    names: 'AuthEnc.GCM.new Stream.ChaCha.new Stream.RC4.new',
    does: 'cipher',
    as: 'object',
    tool: 'CryptX',
    algorithmFrom: '0',
    key: '1',
  },
  { names: 'RC4', does: 'cipher', as: 'operation', tool: 'Crypt::RC4', algorithm: 'rc4', key: '0' },
  { names: 'Crypt.CBC Crypt.Mode.CBC Crypt.AuthEnc.GCM', does: 'cipher', as: 'named', tool: 'Crypt::CBC' },
  {
    names: 'OpenSSL.RSA.new RSA.new OpenSSL.RSA.new_public_key',
    does: 'cipher',
    as: 'object',
    class: 'asymmetric',
    tool: 'Crypt::OpenSSL::RSA',
    algorithm: 'rsa',
  },
  { names: 'eval', does: 'code', code: '0' },
  { names: 'system exec qx open3 IPC.Open3.open3', does: 'command', command: '0', rest: 'following' },
  { names: 'open', does: 'command', command: '1', barred: true },
  { names: 'decode_base64 MIME.Base64.decode decode_base64url', does: 'fold', fold: foldBase64, hides: true },
  {
    names: 'pack',
    does: 'fold',
    fold: (call) =>
      packed(
        call,
        call.args[0]?.text,
        call.args.slice(1).flatMap((value) => value.items ?? [value]),
      ),
    hides: true,
  },
  {
    names: 'unpack',
    does: 'fold',
    fold: (call) =>
      call.args[1] === undefined || /^[uU]/.test(call.args[0]?.text ?? '')
        ? call.args[1]
        : unpacked(call, call.args[1], call.args[0]?.text),
    hides: true,
  },
  { names: 'uncompress memGunzip inflate', does: 'fold', fold: foldInflate, hides: true },
  { names: 'chr', does: 'fold', fold: foldCharacters, hides: true },
  { names: 'hex', does: 'fold', fold: foldHex },
  { names: 'ord', does: 'fold', fold: foldOrdinal },
  { names: 'reverse', does: 'fold', fold: foldReverse },
  {
    names: 'join',
    does: 'fold',
    fold: (call) =>
      joinText(
        call,
        call.args.slice(1).flatMap((value) => value.items ?? [value]),
        call.args[0]?.text ?? '',
      ),
  },
  { names: '$ENV', does: 'source', origin: 'environment' },
  { names: '$ARGV @ARGV shift', does: 'source', origin: 'command-line' },
  { names: 'sha256 sha1 md5 md5_hex sha256_hex pbkdf2', does: 'source', origin: 'derived' },
  { names: 'read_file slurp path', does: 'file', file: '0' },
  { names: 'write_file', does: 'write', file: '0', data: '1' },
  { names: 'LWP.Simple.get', does: 'source', origin: 'network' },
];

export const PERL: CodeLanguage = {
  id: 'perl',
  syntax: SYNTAX,
  constructs: [
    ...FIXED,
    ...BLOCK_CIPHERS.flatMap(([name, algorithm]): Construct[] => [
      {
        names: `Crypt.${name}.new`,
        does: 'cipher',
        as: 'object',
        tool: `Crypt::${name.replace('.', '::')}`,
        algorithm,
        key: '0',
      },
      {
        names: `Crypt.${name}`,
        does: 'cipher',
        as: 'named',
        tool: `Crypt::${name.replace('.', '::')}`,
        algorithm,
      },
    ]),
  ],
  members: ['->', '::'],
  joins: ['.'],
  words:
    'my our local state if elsif else unless while until for foreach do last next new die warn print printf say not no require package scalar'.split(
      ' ',
    ),
  operators: 'and or x eq ne lt gt le ge cmp if unless for foreach while until xor'.split(' '),
  functions: ['sub'],
  imports: 'use',
  bareCalls: 'any',
  keyword: ['=>'],
  braceIndex: true,
  // `@a`, `$a[0]` and `$#a` are one array.
  canonical: (path) => path.replace(/^[@%]/, '$').replace(/::|'/g, '.'),
  examples: PERL_EXAMPLES,
};
