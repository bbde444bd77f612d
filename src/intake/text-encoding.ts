/** How the text of a member is encoded; `other` is UTF-8, any single-byte encoding, or no text at all. */
export type TextEncoding = 'utf-16le' | 'utf-16be' | 'other';

/** Bytes of a member that `textEncodingOf` needs. */
export const ENCODING_HEAD = 64;

/**
 * UTF-16 by its byte order mark, or without one when every second byte of the head is zero and the others are plain
 * characters (PowerShell's `>` and some exports write so).
 */
export function textEncodingOf(head: Buffer): TextEncoding {
  if (head.length < 2) return 'other';
  const mark = head.readUInt16BE(0);
  if (mark === 0xfffe && (head.length < 4 || head.readUInt16BE(2) !== 0)) return 'utf-16le';
  if (mark === 0xfeff) return 'utf-16be';
  const even = Math.min(head.length, ENCODING_HEAD) & ~1;
  if (even < 8) return 'other';
  if (isWideText(head, even, 0)) return 'utf-16le';
  return isWideText(head, even, 1) ? 'utf-16be' : 'other';
}

function isWideText(head: Buffer, length: number, low: 0 | 1): boolean {
  for (let at = 0; at < length; at += 2) {
    const character = head[at + low] ?? 0;
    if (
      head[at + 1 - low] !== 0 ||
      (character < 0x20 && character !== 9 && character !== 10 && character !== 13)
    )
      return false;
  }
  return true;
}
