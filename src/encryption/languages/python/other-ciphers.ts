/** Smaller encryption libraries of Python: pyaes, PyNaCl, password archives, one-call helpers. */
import { decrypts, encrypts, imports, makes } from '../reading/cipher-construct.ts';
import type { Construct } from '../reading/construct.ts';
import { NATIVE_CIPHERS } from '../reading/native-ciphers.ts';

const KEY = { key: '0|key' } as const;
const FILES = { inputs: '0|infile', outputs: '1|outfile', key: '2|passw' } as const;
/** Archives are written or read by the mode they are opened with. */
const OPENED = { outputs: '0|file', directionFrom: ['1|mode', /^[wax]/, /^r/] } as const;
const PUBLIC = { class: 'asymmetric' } as const;

export const OTHER_CIPHERS: readonly Construct[] = [
  makes('AESModeOfOperationCTR', 'pyaes', 'aes-ctr', KEY),
  makes('AESModeOfOperationCBC', 'pyaes', 'aes-cbc', KEY),
  makes('AESModeOfOperationECB', 'pyaes', 'aes-ecb', KEY),
  makes('AESModeOfOperationCFB', 'pyaes', 'aes-cfb', KEY),
  makes('AESModeOfOperationOFB', 'pyaes', 'aes-ofb', KEY),
  makes('pyaes.AES', 'pyaes', 'aes', KEY),
  encrypts('pyaes.Encrypter', 'pyaes', 'aes'),
  decrypts('pyaes.Decrypter', 'pyaes', 'aes'),
  imports('pyaes', 'pyaes', 'aes'),
  makes('SecretBox secret.SecretBox secret.Aead', 'pynacl', 'xsalsa20-poly1305', KEY),
  imports('nacl.secret nacl.secret.SecretBox', 'pynacl', 'xsalsa20-poly1305'),
  encrypts('crypto_secretbox crypto_secretbox_easy', 'libsodium', 'xsalsa20-poly1305'),
  encrypts(
    'crypto_aead_xchacha20poly1305_ietf_encrypt crypto_aead_chacha20poly1305_ietf_encrypt',
    'libsodium',
    'chacha20-poly1305',
  ),
  makes('public.Box public.SealedBox SealedBox', 'pynacl', 'x25519', PUBLIC),
  encrypts('pyAesCrypt.encryptFile pyAesCrypt.encryptStream', 'pyAesCrypt', 'aes-256-cbc', FILES),
  decrypts('pyAesCrypt.decryptFile pyAesCrypt.decryptStream', 'pyAesCrypt', 'aes-256-cbc', FILES),
  imports('pyAesCrypt', 'pyAesCrypt', 'aes-256-cbc'),
  encrypts('simplecrypt.encrypt', 'simple-crypt', 'aes-256-ctr', { key: '0|password' }),
  decrypts('simplecrypt.decrypt', 'simple-crypt', 'aes-256-ctr', { key: '0|password' }),
  encrypts('cryptocode.encrypt', 'cryptocode', 'aes-gcm', { key: '1' }),
  decrypts('cryptocode.decrypt', 'cryptocode', 'aes-gcm', { key: '1' }),
  makes('AESZipFile', 'pyzipper', 'aes-256', OPENED),
  encrypts('pyminizip.compress pyminizip.compress_multiple', 'pyminizip', 'zipcrypto', {
    inputs: '0',
    outputs: '2',
    key: '3',
  }),
  makes('py7zr.SevenZipFile SevenZipFile', 'py7zr', 'aes-256-cbc', {
    ...OPENED,
    key: 'password',
    keyed: true,
  }),
  makes('OfficeFile', 'msoffcrypto', 'aes', { idle: true }),
  encrypts('rsa.encrypt', 'rsa', 'rsa', PUBLIC),
  encrypts('gpg.encrypt gpg.encrypt_file GPG().encrypt GPG().encrypt_file', 'python-gnupg', undefined, {
    ...PUBLIC,
    symmetricWith: 'symmetric',
  }),
  encrypts('pdf_writer.encrypt PdfWriter().encrypt PdfFileWriter().encrypt', 'pypdf', 'aes', { key: '0' }),
  encrypts('writer.encrypt output.encrypt pdf.encrypt', 'pypdf', undefined, {
    key: '0',
    algorithmFrom: 'algorithm',
    weak: true,
  }),
  makes('EVP.Cipher', 'm2crypto', undefined, {
    algorithmFrom: '0|alg',
    key: '1|key',
    directionFrom: ['3|op', /^1|enc/, /^0|dec/],
  }),
  ...NATIVE_CIPHERS,
];
