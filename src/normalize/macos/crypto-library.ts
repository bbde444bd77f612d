/**
 * Libraries whose mapping into a process is a sign of cryptography of its own. Apple's (CommonCrypto, CryptoKit,
 * Security) live in the shared cache, which every process maps: they tell nothing and are not here.
 */
const LIBRARY =
  /^lib(?:crypto|ssl|gcrypt|sodium|mbedcrypto|wolfssl|nettle|botan|tomcrypt|gpgme|cryptopp)[\w.+-]*\.(?:dylib|so)[\w.]*$/i;
/** Extension modules: pycryptodome's ciphers, pyca/cryptography, Python's ssl and crypt, Ruby's openssl. */
const EXTENSION =
  /^(?:_raw_|_AES|_ARC4|_DES|_Blowfish|_CAST|_ChaCha|_rust\.|_openssl\.|_ssl\.|_crypt\.|openssl\.|cipher\.)/;

/** Does this path name a cryptographic library or extension module? */
export function isCryptoLibrary(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, 128);
  return LIBRARY.test(name) || (EXTENSION.test(name) && /\.(?:so|bundle|dylib)$/.test(name));
}
