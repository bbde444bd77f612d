/** .NET classes of System.Security.Cryptography, by what they are (learn.microsoft.com/dotnet, 4.8 and 8). */
import type { EncryptionClass } from '../../encryption-operation.ts';

export interface CryptoClass {
  readonly class: EncryptionClass;
  readonly algorithm: string | undefined;
}

function all(names: string, kind: EncryptionClass, algorithm: string | undefined): [string, CryptoClass][] {
  return names.split(' ').map((name) => [name, { class: kind, algorithm }]);
}

const CLASSES: ReadonlyMap<string, CryptoClass> = new Map([
  ...all('aes aesmanaged aescryptoserviceprovider aescng', 'symmetric', 'aes'),
  ...all('aesgcm', 'symmetric', 'aes-gcm'),
  ...all('aesccm', 'symmetric', 'aes-ccm'),
  ...all('rijndael rijndaelmanaged', 'symmetric', 'rijndael'),
  ...all('tripledes tripledescryptoserviceprovider tripledescng', 'symmetric', '3des'),
  ...all('des descryptoserviceprovider', 'symmetric', 'des'),
  ...all('rc2 rc2cryptoserviceprovider', 'symmetric', 'rc2'),
  ...all('chacha20poly1305', 'symmetric', 'chacha20-poly1305'),
  ...all('symmetricalgorithm', 'symmetric', undefined),
  // It passes data through any transform, nearly always a cipher's.
  ...all('cryptostream', 'symmetric', undefined),
  ...all('frombase64transform tobase64transform', 'encoding', 'base64'),
  ...all(
    'rsa rsacryptoserviceprovider rsacng ecdiffiehellman ecdiffiehellmancng dsacryptoserviceprovider ecdsacng',
    'asymmetric',
    'rsa',
  ),
  ...all('hmacsha1 hmacsha256 hmacsha384 hmacsha512 hmacmd5 hmacripemd160 mactripledes', 'hash', 'hmac'),
  ...all('md5 md5cryptoserviceprovider md5cng', 'hash', 'md5'),
  ...all('sha1 sha1managed sha1cryptoserviceprovider sha1cng', 'hash', 'sha1'),
  ...all('sha256 sha256managed sha256cryptoserviceprovider sha256cng', 'hash', 'sha256'),
  ...all('sha384 sha384managed sha512 sha512managed sha512cryptoserviceprovider', 'hash', 'sha512'),
]);

const NAMESPACE = 'security.cryptography.';
/** Short names that are ordinary words or abbreviations count only with their namespace or as a type. */
const WINRT = 'windows.security.cryptography.core.symmetrickeyalgorithmprovider';

/** What the class named so is; `undefined` for any other name. Takes names with or without `System.`. */
export function cryptoClass(name: string): CryptoClass | undefined {
  const lower = name
    .toLowerCase()
    .trim()
    .replace(/^system\./, '')
    .replace(/,.*$/s, '');
  if (lower === WINRT) return { class: 'symmetric', algorithm: undefined };
  const bare = lower.startsWith(NAMESPACE) ? lower.slice(NAMESPACE.length) : lower;
  return bare.includes('.') ? undefined : CLASSES.get(bare);
}
