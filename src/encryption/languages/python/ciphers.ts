/** PyCryptodome and cryptography, from their documentation. */
import { imports, makes } from '../reading/cipher-construct.ts';
import type { Construct } from '../reading/construct.ts';

const KEY = { key: '0|key' } as const;

function pycryptodome(name: string, algorithm: string): Construct[] {
  return [
    makes(`${name}.new`, 'pycryptodome', algorithm, KEY),
    imports(`Crypto.Cipher.${name}`, 'pycryptodome', algorithm),
  ];
}

function hazmat(name: string, algorithm: string): Construct {
  return makes(`algorithms.${name}`, 'cryptography', algorithm, KEY);
}

function aead(name: string, algorithm: string): Construct[] {
  return [
    makes(`${name} aead.${name}`, 'cryptography', algorithm, KEY),
    imports(`ciphers.aead.${name}`, 'cryptography', algorithm),
  ];
}

export const LIBRARY_CIPHERS: readonly Construct[] = [
  ...pycryptodome('AES', 'aes'),
  ...pycryptodome('ARC4', 'rc4'),
  ...pycryptodome('ARC2', 'rc2'),
  ...pycryptodome('DES', 'des'),
  ...pycryptodome('DES3', '3des'),
  ...pycryptodome('Blowfish', 'blowfish'),
  ...pycryptodome('CAST', 'cast5'),
  ...pycryptodome('ChaCha20', 'chacha20'),
  ...pycryptodome('ChaCha20_Poly1305', 'chacha20-poly1305'),
  ...pycryptodome('Salsa20', 'salsa20'),
  makes('PKCS1_OAEP.new PKCS1_v1_5.new', 'pycryptodome', 'rsa', { class: 'asymmetric' }),
  hazmat('AES', 'aes'),
  hazmat('AES128', 'aes-128'),
  hazmat('AES256', 'aes-256'),
  hazmat('ChaCha20', 'chacha20'),
  hazmat('TripleDES', '3des'),
  hazmat('Blowfish', 'blowfish'),
  hazmat('Camellia', 'camellia'),
  hazmat('ARC4', 'rc4'),
  hazmat('CAST5', 'cast5'),
  hazmat('IDEA', 'idea'),
  hazmat('SEED', 'seed'),
  hazmat('SM4', 'sm4'),
  makes('ciphers.Cipher Cipher', 'cryptography', undefined, { algorithmFrom: '0|algorithm', weak: true }),
  ...aead('AESGCM', 'aes-gcm'),
  ...aead('AESCCM', 'aes-ccm'),
  ...aead('AESSIV', 'aes-siv'),
  ...aead('AESGCMSIV', 'aes-gcm-siv'),
  ...aead('AESOCB3', 'aes-ocb'),
  ...aead('ChaCha20Poly1305', 'chacha20-poly1305'),
  imports(
    'primitives.ciphers primitives.ciphers.Cipher primitives.ciphers.algorithms ciphers.aead',
    'cryptography',
  ),
  makes('Fernet MultiFernet', 'cryptography', 'aes-128-cbc', KEY),
  imports('cryptography.fernet fernet.Fernet fernet.MultiFernet', 'cryptography', 'aes-128-cbc'),
];
