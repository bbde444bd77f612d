const ALPHABET = /^[A-Za-z0-9+/_-]+={0,3}$/;

/** Decodes base64 (standard, URL-safe, unpadded, with line breaks), or `undefined` if it is not base64. */
export function decodeBase64(text: string): Buffer | undefined {
  const dense = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  if (dense.length < 4 || !ALPHABET.test(dense)) return undefined;
  const unpadded = dense.replace(/=+$/, '');
  if (unpadded.length % 4 === 1) return undefined;
  return Buffer.from(dense, 'base64');
}

/** Decodes pairs of hexadecimal digits, or `undefined` if it is not that. */
export function decodeHex(text: string): Buffer | undefined {
  if (text.length < 4 || text.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(text)) return undefined;
  return Buffer.from(text, 'hex');
}
