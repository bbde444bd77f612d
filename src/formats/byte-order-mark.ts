/** The UTF-8 byte order mark stays in the bytes that decoders get, so that offsets stay those of the member. */
const MARK = [0xef, 0xbb, 0xbf];

/** Is `byte`, found at `offset` of a member, part of a leading UTF-8 byte order mark? */
export function isByteOrderMark(byte: number, offset: number): boolean {
  return MARK[offset] === byte;
}

/** Length of the UTF-8 byte order mark that begins `bytes[start, end)`: 3 or 0. */
export function byteOrderMarkLength(bytes: Buffer, start = 0, end: number = bytes.length): 0 | 3 {
  return end - start >= 3 && MARK.every((byte, index) => bytes[start + index] === byte) ? 3 : 0;
}
