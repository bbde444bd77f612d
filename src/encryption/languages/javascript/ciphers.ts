/** Encryption in JavaScript: Node, WebCrypto, CryptoJS, libsodium, tweetnacl, forge and smaller ones; CommonCrypto from JXA. */
import type { Construct } from '../reading/construct.ts';
import { NATIVE_CIPHERS } from '../reading/native-ciphers.ts';
import { COMPILED_CIPHERS } from './compiled-ciphers.ts';

const CRYPTO_JS: readonly (readonly [string, string])[] = [
  ['AES', 'aes-256-cbc'],
  ['DES', 'des-cbc'],
  ['TripleDES', '3des-cbc'],
  ['RC4', 'rc4'],
  ['RC4Drop', 'rc4'],
  ['Rabbit', 'rabbit'],
  ['RabbitLegacy', 'rabbit'],
  ['Blowfish', 'blowfish'],
];

function cryptoJs([name, algorithm]: readonly [string, string]): Construct[] {
  const shared = { does: 'cipher', as: 'operation', tool: 'crypto-js', algorithm, key: '1' } as const;
  const names = (method: string): string => `${name}.${method} crypto-js.${name.toLowerCase()}.${method}`;
  return [
    { ...shared, names: names('encrypt'), direction: 'encrypt' },
    { ...shared, names: names('decrypt'), direction: 'decrypt' },
    { does: 'cipher', as: 'named', tool: 'crypto-js', algorithm, names: `crypto-js.${name.toLowerCase()}` },
    {
      does: 'cipher',
      as: 'object',
      tool: 'crypto-js',
      algorithm,
      key: '0',
      direction: 'encrypt',
      names: `${name}.createEncryptor`,
    },
  ];
}

function node(names: string, direction: 'encrypt' | 'decrypt'): Construct {
  return { names, does: 'cipher', as: 'object', tool: 'node', algorithmFrom: '0', key: '1', direction };
}

function sodium(names: string, direction: 'encrypt' | 'decrypt', algorithm: string): Construct {
  return { names, does: 'cipher', as: 'operation', tool: 'libsodium', algorithm, direction };
}

export const JAVASCRIPT_CIPHERS: readonly Construct[] = [
  node('createCipheriv createCipher', 'encrypt'),
  node('createDecipheriv createDecipher', 'decrypt'),
  {
    names: 'subtle.encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'webcrypto',
    algorithmFrom: '0',
    key: '1',
    direction: 'encrypt',
  },
  {
    names: 'subtle.decrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'webcrypto',
    algorithmFrom: '0',
    key: '1',
    direction: 'decrypt',
  },
  ...CRYPTO_JS.flatMap(cryptoJs),
  sodium(
    'crypto_secretbox_easy crypto_secretbox crypto_secretbox_detached nacl.secretbox',
    'encrypt',
    'xsalsa20-poly1305',
  ),
  sodium('crypto_secretbox_open_easy crypto_secretbox_open secretbox.open', 'decrypt', 'xsalsa20-poly1305'),
  sodium(
    'crypto_aead_xchacha20poly1305_ietf_encrypt crypto_aead_chacha20poly1305_ietf_encrypt crypto_aead_chacha20poly1305_encrypt crypto_secretstream_xchacha20poly1305_push crypto_stream_xor crypto_stream_chacha20_xor',
    'encrypt',
    'chacha20-poly1305',
  ),
  sodium(
    'crypto_aead_xchacha20poly1305_ietf_decrypt crypto_aead_chacha20poly1305_ietf_decrypt crypto_secretstream_xchacha20poly1305_pull',
    'decrypt',
    'chacha20-poly1305',
  ),
  {
    names: 'cipher.createCipher',
    does: 'cipher',
    as: 'object',
    tool: 'node-forge',
    algorithmFrom: '0',
    key: '1',
    direction: 'encrypt',
  },
  {
    names: 'cipher.createDecipher',
    does: 'cipher',
    as: 'object',
    tool: 'node-forge',
    algorithmFrom: '0',
    key: '1',
    direction: 'decrypt',
  },
  {
    names:
      'ModeOfOperation.ctr ModeOfOperation.cbc ModeOfOperation.ecb ModeOfOperation.cfb ModeOfOperation.ofb ModeOfOperation.ctr.new ModeOfOperation.cbc.new ModeOfOperation.ecb.new',
    does: 'cipher',
    as: 'object',
    tool: 'aes-js',
    algorithm: 'aes',
    key: '0',
  },
  { names: 'aes-js', does: 'cipher', as: 'named', tool: 'aes-js', algorithm: 'aes' },
  {
    names: 'Cryptr.new cryptr.new SimpleCrypto.new',
    does: 'cipher',
    as: 'object',
    tool: 'cryptr',
    algorithm: 'aes-256-gcm',
    key: '0',
  },
  {
    names: 'aes.gcm aes.siv aes.gcmsiv',
    does: 'cipher',
    as: 'object',
    tool: 'noble-ciphers',
    algorithm: 'aes-gcm',
    key: '0',
  },
  {
    names: 'aes.cbc aes.ctr aes.ecb',
    does: 'cipher',
    as: 'object',
    tool: 'noble-ciphers',
    algorithm: 'aes',
    key: '0',
  },
  {
    names: 'chacha.xchacha20poly1305 chacha.chacha20poly1305',
    does: 'cipher',
    as: 'object',
    tool: 'noble-ciphers',
    algorithm: 'chacha20-poly1305',
    key: '0',
  },
  {
    names: 'sjcl.encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'sjcl',
    algorithm: 'aes-ccm',
    key: '0',
    direction: 'encrypt',
  },
  {
    names: 'sjcl.decrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'sjcl',
    algorithm: 'aes-ccm',
    key: '0',
    direction: 'decrypt',
  },
  {
    names: 'openpgp.encrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'openpgp',
    key: 'passwords',
    keyed: true,
    direction: 'encrypt',
  },
  ...NATIVE_CIPHERS,
  ...COMPILED_CIPHERS,
  {
    names: 'publicEncrypt privateDecrypt',
    does: 'cipher',
    as: 'operation',
    class: 'asymmetric',
    tool: 'node',
    algorithm: 'rsa',
  },
  {
    names: 'crypto_box_easy crypto_box_seal nacl.box',
    does: 'cipher',
    as: 'operation',
    class: 'asymmetric',
    tool: 'libsodium',
    algorithm: 'x25519',
  },
];
