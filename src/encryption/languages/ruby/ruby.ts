/** Ruby: OpenSSL::Cipher, RbNaCl, Lockbox, and the commands it runs. */
import type { CodeLanguage } from '../reading/code-language.ts';
import type { Construct } from '../reading/construct.ts';
import {
  foldBase64,
  foldCharacters,
  foldHex,
  foldInflate,
  foldReverse,
  packed,
} from '../reading/decode-call.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { RUBY_EXAMPLES } from './examples.ts';

const SYNTAX: Syntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: [
    { open: '"', close: '"', escapes: 'backslash', holes: '#{', lines: true },
    { open: "'", close: "'", escapes: 'quote', lines: true },
    { open: '`', close: '`', escapes: 'backslash', holes: '#{', lines: true, command: true },
  ],
  names: /(?:@{1,2}|\$)?[A-Za-z_\u00C0-\uFFFF]\w*[?!]?|\$\d/y,
  lineEnds: true,
  continuation: '\\',
  patterns: true,
  quoteOperators: 'ruby',
  hereDocuments: '<<',
  symbols: true,
  codeEnd: /^(?:=begin|__END__)/,
};

const CONSTRUCTS: readonly Construct[] = [
  {
    names: 'Cipher.new OpenSSL.Cipher OpenSSL.Cipher.Cipher.new',
    does: 'cipher',
    as: 'object',
    tool: 'ruby-openssl',
    algorithmFrom: '0',
  },
  {
    names: 'AES.new AES128.new AES192.new AES256.new Cipher.AES.new',
    does: 'cipher',
    as: 'object',
    tool: 'ruby-openssl',
    algorithm: 'aes',
  },
  { names: 'Cipher.DES.new', does: 'cipher', as: 'object', tool: 'ruby-openssl', algorithm: 'des' },
  {
    names: 'Cipher.RC4.new RC4.new',
    does: 'cipher',
    as: 'object',
    tool: 'ruby-rc4',
    algorithm: 'rc4',
    key: '0',
  },
  {
    names: 'TraditionalEncrypter.new',
    does: 'cipher',
    as: 'operation',
    tool: 'rubyzip',
    algorithm: 'zipcrypto',
    key: '0',
    direction: 'encrypt',
  },
  {
    names: 'SecretBox.new SimpleBox.from_secret_key SecretBoxes.XSalsa20Poly1305.new',
    does: 'cipher',
    as: 'object',
    tool: 'rbnacl',
    algorithm: 'xsalsa20-poly1305',
    key: '0',
  },
  {
    names: 'AEAD.ChaCha20Poly1305IETF.new AEAD.XChaCha20Poly1305IETF.new',
    does: 'cipher',
    as: 'object',
    tool: 'rbnacl',
    algorithm: 'chacha20-poly1305',
    key: '0',
  },
  { names: 'Lockbox.new', does: 'cipher', as: 'object', tool: 'lockbox', algorithm: 'aes-gcm', key: '0|key' },
  {
    names: 'MessageEncryptor.new',
    does: 'cipher',
    as: 'object',
    tool: 'activesupport',
    algorithm: 'aes-256-gcm',
    key: '0',
  },
  {
    names: 'encrypt_and_sign',
    does: 'cipher',
    as: 'operation',
    direction: 'encrypt',
    tool: 'activesupport',
    algorithm: 'aes-256-gcm',
  },
  {
    names: 'decrypt_and_verify',
    does: 'cipher',
    as: 'operation',
    direction: 'decrypt',
    tool: 'activesupport',
    algorithm: 'aes-256-gcm',
  },
  {
    names: 'Blowfish.new Crypt.Blowfish.new',
    does: 'cipher',
    as: 'object',
    tool: 'crypt',
    algorithm: 'blowfish',
    key: '0',
  },
  {
    names: 'AESCrypt.encrypt AES.encrypt',
    does: 'cipher',
    as: 'operation',
    direction: 'encrypt',
    tool: 'aescrypt',
    algorithm: 'aes-256-cbc',
    key: '1',
  },
  {
    names: 'AESCrypt.decrypt AES.decrypt',
    does: 'cipher',
    as: 'operation',
    direction: 'decrypt',
    tool: 'aescrypt',
    algorithm: 'aes-256-cbc',
    key: '1',
  },
  {
    names: 'PKey.RSA.new',
    does: 'cipher',
    as: 'object',
    class: 'asymmetric',
    tool: 'ruby-openssl',
    algorithm: 'rsa',
  },
  {
    names: 'public_encrypt',
    does: 'cipher',
    as: 'operation',
    class: 'asymmetric',
    tool: 'ruby-openssl',
    algorithm: 'rsa',
    direction: 'encrypt',
  },
  { names: 'eval instance_eval class_eval module_eval Kernel.eval', does: 'code', code: '0' },
  {
    names:
      'system exec spawn Kernel.system Kernel.exec IO.popen Open3.capture3 Open3.capture2 Open3.capture2e Open3.popen3 PTY.spawn',
    does: 'command',
    command: '0',
    rest: 'following',
  },
  {
    names: 'Base64.decode64 Base64.strict_decode64 Base64.urlsafe_decode64 decode64 strict_decode64',
    does: 'fold',
    fold: foldBase64,
    hides: true,
  },
  {
    names: 'Inflate.inflate Zlib.inflate Zlib.gunzip Inflate.new.inflate',
    does: 'fold',
    fold: foldInflate,
    hides: true,
  },
  {
    names: 'pack',
    does: 'fold',
    fold: (call) => packed(call, call.args[0]?.text, call.receiver?.items ?? []),
    hides: true,
  },
  {
    names: 'unpack unpack1',
    does: 'fold',
    fold: (call) =>
      call.receiver === undefined ? undefined : foldBase64({ ...call, args: [call.receiver] }),
    hides: true,
  },
  {
    names: 'chr',
    does: 'fold',
    fold: (call) =>
      call.receiver === undefined ? undefined : foldCharacters({ ...call, args: [call.receiver] }),
    hides: true,
  },
  { names: 'hex', does: 'fold', fold: foldHex },
  { names: 'reverse', does: 'fold', fold: foldReverse },
  {
    names: 'File.read File.binread IO.read IO.binread File.open File.new IO.readlines',
    does: 'file',
    file: '0',
  },
  { names: 'File.write File.binwrite IO.write IO.binwrite', does: 'write', file: '0', data: '1' },
  { names: 'ENV ENV.fetch', does: 'source', origin: 'environment' },
  { names: 'ARGV', does: 'source', origin: 'command-line' },
  { names: 'gets getpass STDIN.gets STDIN.getpass', does: 'source', origin: 'prompt' },
  {
    names:
      'PKCS5.pbkdf2_hmac PKCS5.pbkdf2_hmac_sha1 Digest.SHA256.digest SHA256.digest Digest.SHA256.hexdigest MD5.digest KDF.scrypt KDF.pbkdf2_hmac KeyGenerator.new',
    does: 'source',
    origin: 'derived',
  },
  { names: 'URI.open Net.HTTP.get HTTP.get', does: 'source', origin: 'network' },
];

export const RUBY: CodeLanguage = {
  id: 'ruby',
  syntax: SYNTAX,
  constructs: CONSTRUCTS,
  members: ['.', '&.', '::'],
  joins: ['+', '<<'],
  words:
    'if elsif else unless while until for do begin rescue ensure end then case when class module yield raise not and or private public'.split(
      ' ',
    ),
  operators: 'and or in if unless while until rescue'.split(' '),
  functions: ['def'],
  bareCalls: 'any',
  keyword: [':', '=>'],
  examples: RUBY_EXAMPLES,
};
