/** The bytes that give JSON text its structure (RFC 8259, section 2). */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const NEWLINE = 0x0a;

/** White space, with the record separator of RFC 7464. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09 || byte === 0x1e;
}

/** Does `byte` end a number or a literal name? */
export function endsScalar(byte: number): boolean {
  if (byte <= 0x20) return isBlank(byte);
  return (
    byte === COMMA ||
    byte === QUOTE ||
    byte === COLON ||
    byte === CLOSE_OBJECT ||
    byte === CLOSE_ARRAY ||
    byte === OPEN_OBJECT ||
    byte === OPEN_ARRAY
  );
}

/**
 * The index of the quote that ends the string in `bytes[from, to)`, or of a raw newline, which no JSON string holds.
 * Returns `to`, or the index of a backslash in the last place, when more bytes are needed.
 */
export function findStringEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte === QUOTE || byte === NEWLINE) return at;
    if (byte !== BACKSLASH) at++;
    else if (at + 1 === to) return at;
    else at += bytes[at + 1] === NEWLINE ? 1 : 2;
  }
  return at;
}
