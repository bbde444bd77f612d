import type { ChunkBytes } from './chunk-bytes.ts';

/** Windows allows 15 sub-authorities. */
const MOST_SUB_AUTHORITIES = 15;

/** Bytes the SID at `offset` takes by its own count of sub-authorities: 8 to 68. */
export function sidSize(chunk: ChunkBytes, offset: number): number {
  return 8 + 4 * Math.min(chunk.u8(offset + 1), MOST_SUB_AUTHORITIES);
}

/** A binary SID as text, `S-1-5-21-…`; `undefined` if the bytes hold none. */
export function sidText(chunk: ChunkBytes, offset: number, size: number): string | undefined {
  if (size < 8 || chunk.u8(offset + 1) > MOST_SUB_AUTHORITIES || sidSize(chunk, offset) > size)
    return undefined;
  const authority =
    ((chunk.u8(offset + 2) << 8) | chunk.u8(offset + 3)) * 0x1_0000_0000 +
    chunk.u8(offset + 4) * 0x1_00_0000 +
    ((chunk.u8(offset + 5) << 16) | (chunk.u8(offset + 6) << 8) | chunk.u8(offset + 7));
  let text = `S-${chunk.u8(offset)}-${authority}`;
  const end = offset + sidSize(chunk, offset);
  for (let at = offset + 8; at < end; at += 4) text += `-${chunk.u32(at)}`;
  return text;
}
