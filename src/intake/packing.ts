/** How a member is packed, judged by content alone. */
export type Packing = 'gzip' | 'zip' | 'tar' | 'none';

/** Bytes of a member that `packingOf` needs. */
export const PACKING_HEAD = 512;

const ZIP_MARKS = [0x0403, 0x0605, 0x0807];

/** Recognises gzip (RFC 1952), zip (PKWARE APPNOTE 4.3) and tar (POSIX ustar, older ones by their checksum). */
export function packingOf(head: Buffer): Packing {
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  if (head.length >= 4 && head.readUInt16LE(0) === 0x4b50 && ZIP_MARKS.includes(head.readUInt16LE(2)))
    return 'zip';
  return isTarHeader(head) ? 'tar' : 'none';
}

function isTarHeader(head: Buffer): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  const field = head.toString('latin1', 148, 156);
  const digits = /^ *([0-7]{1,8})[ \0]*$/.exec(field)?.[1];
  if (digits === undefined) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  return sum === Number.parseInt(digits, 8);
}
