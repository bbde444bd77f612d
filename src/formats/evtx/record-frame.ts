import { hasMagic, RECORD_MAGIC, SMALLEST_RECORD } from './evtx-layout.ts';

/** The size of the record at `offset`, if its magic and both copies of its size agree; else 0. */
export function soundRecordSize(window: Buffer, offset: number, end: number): number {
  if (offset + SMALLEST_RECORD > end || !hasMagic(window, offset, RECORD_MAGIC)) return 0;
  const size = window.readUInt32LE(offset + 4);
  if (size < SMALLEST_RECORD || offset + size > end) return 0;
  return window.readUInt32LE(offset + size - 4) === size ? size : 0;
}

/** Where the next sound record begins at or after `offset`; `end` if there is none. */
export function nextSoundRecord(window: Buffer, offset: number, end: number): number {
  let at = window.indexOf(RECORD_MAGIC, offset);
  while (at >= 0 && at < end) {
    if (soundRecordSize(window, at, end) > 0) return at;
    at = window.indexOf(RECORD_MAGIC, at + 1);
  }
  return end;
}

/** Do two of the three marks of a record (magic, size before, size after) say that `[offset, end)` is one? */
export function isMendableRecord(window: Buffer, offset: number, end: number): boolean {
  const size = end - offset;
  if (size < SMALLEST_RECORD || end > window.length) return false;
  const witnesses =
    Number(hasMagic(window, offset, RECORD_MAGIC)) +
    Number(window.readUInt32LE(offset + 4) === size) +
    Number(window.readUInt32LE(end - 4) === size);
  return witnesses >= 2;
}

/** The record id in the frame at `offset`; may be inexact above 2^53, where no real log is. */
export function recordIdAt(window: Buffer, offset: number): number {
  return window.readUInt32LE(offset + 12) * 0x1_0000_0000 + window.readUInt32LE(offset + 8);
}
