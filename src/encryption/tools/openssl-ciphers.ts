/** Cipher names `openssl enc -<name>` and `openssl <name>` accept (OpenSSL 1.0 to 3.x, LibreSSL); case does not matter. */
const CIPHER =
  /^(?:aes-?(?:128|192|256)(?:-(?:cbc|ecb|cfb(?:1|8)?|ofb|ctr|gcm|ccm|ocb|xts|siv|wrap(?:-pad)?|cbc-hmac-sha(?:1|256)))?|id-aes(?:128|192|256)-(?:gcm|ccm|wrap)|(?:aria|camellia)-?(?:128|192|256)(?:-(?:cbc|ecb|cfb(?:1|8)?|ofb|ctr|gcm|ccm))?|des(?:-(?:cbc|ecb|cfb(?:1|8)?|ofb))?|des3(?:-wrap)?|desx(?:-cbc)?|des-ede3?(?:-(?:cbc|ecb|cfb(?:1|8)?|ofb))?|(?:bf|cast|cast5|idea|rc2|rc5|seed|sm4)(?:-(?:cbc|ecb|cfb|ofb|ctr|gcm|ccm))?|blowfish|rc2-(?:40|64)(?:-cbc)?|rc4(?:-(?:40|hmac-md5))?|chacha(?:20)?(?:-poly1305)?|gost89(?:-(?:cnt|cbc|cnt-12))?|kuznyechik-(?:cbc|cfb|ofb|ctr|ecb))$/;

const SHORT: Readonly<Record<string, string>> = {
  des3: '3des-cbc',
  'des-ede3': '3des-ecb',
  'des-ede3-cbc': '3des-cbc',
  des: 'des-cbc',
  blowfish: 'bf-cbc',
  bf: 'bf-cbc',
  chacha: 'chacha20',
  cast: 'cast5-cbc',
  cast5: 'cast5-cbc',
};

/** Canonical name (`aes-256-cbc`) of a cipher as written without dashes, or `undefined` if it is none. */
export function opensslCipher(name: string): string | undefined {
  if (name.length > 32) return undefined;
  const lower = name.toLowerCase();
  if (!CIPHER.test(lower)) return undefined;
  const known = SHORT[lower];
  if (known !== undefined) return known;
  const sized = /^(aes|aria|camellia)-?(128|192|256)(.*)$/.exec(lower);
  if (sized === null) return lower;
  return `${sized[1]}-${sized[2]}${sized[3] === '' ? '-cbc' : sized[3]}`;
}

/** A mode in which encrypting and decrypting are one operation, so that `-d` says nothing. */
export function isStreamCipher(cipher: string): boolean {
  return /(?:-(?:ctr|ofb|cfb\d?)$|^chacha|^rc4)/.test(cipher);
}

/** Modes that `enc` refuses (it cannot carry the tag). */
export function isAeadCipher(cipher: string): boolean {
  return /-(?:gcm|ccm|ocb|siv|poly1305)$/.test(cipher);
}
