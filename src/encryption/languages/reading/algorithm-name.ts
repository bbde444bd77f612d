/** Names of ciphers as libraries write them, brought to one form. */
import { opensslCipher } from '../../tools/openssl-ciphers.ts';

const MODES = 'ecb|cbc|cfb8|cfb128|cfb|ofb8|ofb|ctr|gcm|ccm|ocb|eax|siv|xts|openpgp|kw|kwp|stream|nofb|ncfb';
const MODE = new RegExp(`(?:^|[-_./:])(${MODES})(?:$|[-_./:])`);
const SIZED = /(?:^|[^a-z])(?:aes|rijndael)[-_]?(128|192|256)/;
const PUBLIC = /(?:^|[^a-z])(?:rsa|ecies|elgamal|oaep|ecdh)/;

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/xchacha20|chacha20/, 'chacha20'],
  [/xsalsa20|salsa20/, 'salsa20'],
  [/rijndael|aes/, 'aes'],
  [/triple_?-?des|3des|des[-_]?ede|desede|des3/, '3des'],
  [/(?:^|[^a-z])des(?:$|[^a-z])/, 'des'],
  [/blowfish|(?:^|[^a-z])bf(?:$|-)/, 'blowfish'],
  [/twofish/, 'twofish'],
  [/serpent/, 'serpent'],
  [/camellia/, 'camellia'],
  [/cast5|cast-?128|cast6|cast-?256/, 'cast5'],
  [/arc4|arcfour|rc4/, 'rc4'],
  [/rc2/, 'rc2'],
  [/rc5/, 'rc5'],
  [/rc6/, 'rc6'],
  [/(?:^|[^a-z])idea/, 'idea'],
  [/(?:^|[^a-z])seed(?:$|[^a-z])/, 'seed'],
  [/sm4/, 'sm4'],
  [/xxtea|xtea|(?:^|[^a-z])tea(?:$|[^a-z])/, 'xtea'],
];

export interface AlgorithmName {
  readonly class: 'symmetric' | 'asymmetric';
  readonly algorithm: string;
  readonly mode: string | undefined;
}

/** The mode a name ends in: `modes.CBC`, `AES.MODE_CBC`, `CryptoJS.mode.CTR`. */
export function modeName(name: string): string | undefined {
  return MODE.exec(name.slice(-200).toLowerCase())?.[1];
}

/** What cipher a name such as `aes-256-cbc`, `AES/CBC/PKCS5Padding` or `Crypt::Rijndael` means. */
export function algorithmName(name: string): AlgorithmName | undefined {
  const lower = name.slice(0, 120).toLowerCase();
  const known = opensslCipher(lower);
  if (known !== undefined) return { class: 'symmetric', algorithm: known, mode: undefined };
  const family = FAMILIES.find(([pattern]) => pattern.test(lower))?.[1];
  if (PUBLIC.test(lower) && (family === undefined || lower.startsWith('rsa')))
    return { class: 'asymmetric', algorithm: 'rsa', mode: undefined };
  if (family === undefined) return undefined;
  const size = family === 'aes' ? SIZED.exec(lower)?.[1] : undefined;
  return {
    class: 'symmetric',
    algorithm: size === undefined ? family : `${family}-${size}`,
    mode: modeName(lower),
  };
}
