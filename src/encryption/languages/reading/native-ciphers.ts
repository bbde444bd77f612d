/** C functions that scripts reach through ctypes, FFI and bridges: OpenSSL, Windows, CommonCrypto. */
import { decrypts, encrypts, makes } from './cipher-construct.ts';
import type { Construct } from './construct.ts';

const DIRECTION = ['0', /^0$|kCCEncrypt/, /^1$|kCCDecrypt/] as const;
const EVP = { algorithmFrom: '1' } as const;

export const NATIVE_CIPHERS: readonly Construct[] = [
  encrypts('BCryptEncrypt CryptEncrypt', 'windows'),
  decrypts('BCryptDecrypt CryptDecrypt', 'windows'),
  // RC4 under another name; it turns both ways.
  {
    names: 'SystemFunction032 SystemFunction033',
    does: 'cipher',
    as: 'operation',
    tool: 'windows',
    algorithm: 'rc4',
  },
  encrypts('EVP_EncryptInit EVP_EncryptInit_ex EVP_EncryptInit_ex2', 'openssl', undefined, EVP),
  decrypts('EVP_DecryptInit EVP_DecryptInit_ex EVP_DecryptInit_ex2', 'openssl', undefined, EVP),
  makes('EVP_CipherInit EVP_CipherInit_ex', 'openssl', undefined, EVP),
  encrypts('AES_set_encrypt_key AES_cbc_encrypt AES_encrypt', 'openssl', 'aes'),
  {
    names: 'CCCrypt',
    does: 'cipher',
    as: 'operation',
    tool: 'commoncrypto',
    algorithmFrom: '1',
    key: '3',
    directionFrom: DIRECTION,
  },
  makes('CCCryptorCreate CCCryptorCreateWithMode', 'commoncrypto', undefined, {
    algorithmFrom: '1',
    key: '3',
    directionFrom: DIRECTION,
  }),
];
