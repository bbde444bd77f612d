import type { PackedInput } from './packed-input.ts';

/** Flags of a gzip header, RFC 1952 section 2.3.1. */
const HEADER_CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
/** A name without an end must not be searched through gigabytes. */
const LONGEST_HEADER = 128 * 1024;

/** Steps over a gzip header. `other`: what comes next is none, and stays to be read. */
export async function readGzipHeader(input: PackedInput): Promise<'gzip' | 'other' | 'end'> {
  if ((await input.look(1)) === undefined) return 'end';
  const head = await input.look(10);
  if (head === undefined || head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) return 'other';
  const flags = head[3] ?? 0;
  let length = 10;
  if ((flags & EXTRA) !== 0) {
    const extra = await input.look(length + 2);
    if (extra === undefined) return 'other';
    length += 2 + extra.readUInt16LE(length);
  }
  for (const flag of [NAME, COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = await findZero(input, length);
    if (end < 0) return 'other';
    length = end + 1;
  }
  if ((flags & HEADER_CHECKSUM) !== 0) length += 2;
  return (await input.read(length)) === undefined ? 'other' : 'gzip';
}

async function findZero(input: PackedInput, from: number): Promise<number> {
  for (let at = from; at < LONGEST_HEADER; at++) {
    const bytes = await input.look(at + 1);
    if (bytes === undefined) return -1;
    if (bytes[at] === 0) return at;
  }
  return -1;
}
