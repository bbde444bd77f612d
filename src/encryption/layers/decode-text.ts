/** Bytes to text, only where the bytes are plausibly text: everything else stays an opaque blob. */

/** How many characters are looked at to judge a text. */
const SAMPLE = 4096;

/** At most one character in twenty may be a control character or a replacement character. */
export function looksLikeText(text: string): boolean {
  const length = Math.min(text.length, SAMPLE);
  if (length === 0) return false;
  let odd = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const control = code < 32 && code !== 9 && code !== 10 && code !== 13;
    if (control || code === 0xff_fd || code === 0x7f) odd++;
  }
  return odd * 20 <= length;
}

/** Is every second byte mostly zero, as in UTF-16LE text of Latin script? */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return false;
  const end = Math.min(bytes.length, SAMPLE);
  let high = 0;
  let low = 0;
  for (let index = 0; index < end; index += 2) {
    if (bytes[index] === 0) low++;
    if (bytes[index + 1] === 0) high++;
  }
  return high * 2 >= end * 0.7 && low * 20 <= end;
}

/** Reads bytes as UTF-16LE or UTF-8, whichever makes text of them; `undefined` if neither does. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const marked = buffer[0] === 0xff && buffer[1] === 0xfe;
  if (marked || looksLikeUtf16(bytes)) {
    const wide = buffer.toString('utf16le', marked ? 2 : 0);
    return looksLikeText(wide) ? wide : undefined;
  }
  const bom = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  const text = buffer.toString('utf8', bom ? 3 : 0);
  return looksLikeText(text) ? text : undefined;
}

/** Reads what `-EncodedCommand` carries: always UTF-16LE. */
export function decodeUtf16Command(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le');
  return looksLikeText(text) ? text : undefined;
}
