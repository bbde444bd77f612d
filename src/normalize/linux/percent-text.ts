/**
 * Text in which bytes are written as `%2b`: LAUREL's way to keep what is not printable. Bytes that are no UTF-8 become
 * U+FFFD; a percent sign that begins no byte stays.
 */
export function decodePercent(text: string): string {
  return text.includes('%') ? percentBytes(text).toString('utf8') : text;
}

/** The bytes that such a text stands for. */
export function percentBytes(text: string): Buffer {
  const written = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < written.length; at++, length++) {
    const byte = written[at] === 0x25 ? Number.parseInt(hexAt(written, at + 1), 16) : Number.NaN;
    if (Number.isNaN(byte)) written[length] = written[at] ?? 0;
    else {
      written[length] = byte;
      at += 2;
    }
  }
  return written.subarray(0, length);
}

function hexAt(bytes: Buffer, at: number): string {
  const digits = bytes.toString('latin1', at, at + 2);
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? digits : '';
}
