import { crc32 } from './crc32.ts';
import { FILE_MAGIC, hasMagic } from './evtx-layout.ts';

/** What the file header claims. Chunks are trusted instead, because the header of a live log is stale. */
export interface EvtxFileHeader {
  /** Why the header cannot be trusted; `undefined` if it is sound. */
  readonly damage: string | undefined;
  /** How many chunks the log held when the header was written; 0 if the header is not sound. */
  readonly chunkCount: number;
}

const CHECKED_BYTES = 120;
const CHECKSUM_OFFSET = 124;

/** Reads the first block of a file: at least 128 bytes. */
export function readEvtxFileHeader(block: Buffer): EvtxFileHeader {
  if (!hasMagic(block, 0, FILE_MAGIC)) return broken('the file does not begin with ElfFile');
  if (crc32(block, 0, CHECKED_BYTES) !== block.readUInt32LE(CHECKSUM_OFFSET)) {
    return broken('the checksum of the file header does not match');
  }
  const major = block.readUInt16LE(38);
  if (major !== 3) return broken(`the file header names version ${major}, known is 3`);
  return { damage: undefined, chunkCount: block.readUInt16LE(42) };
}

function broken(damage: string): EvtxFileHeader {
  return { damage, chunkCount: 0 };
}
