import { crc32 } from './crc32.ts';
import { CHUNK_MAGIC, CHUNK_SIZE, FIRST_RECORD_OFFSET, hasMagic } from './evtx-layout.ts';

/** What a chunk says of itself. */
export interface EvtxChunkHeader {
  /** What does not fit in this chunk; `undefined` if all checks pass. */
  readonly damage: string | undefined;
  /** Where the last record ends, by the chunk; `undefined` if the header cannot be trusted. */
  readonly freeSpaceOffset: number | undefined;
}

/** Reads the header of the chunk that fills `window`, and proves it by its two checksums where they are whole. */
export function readEvtxChunkHeader(window: Buffer): EvtxChunkHeader {
  if (!hasMagic(window, 0, CHUNK_MAGIC)) return broken('the chunk does not begin with ElfChnk');
  if (window.length < FIRST_RECORD_OFFSET) return broken('the chunk header is cut short');
  const sum = crc32(window, 128, FIRST_RECORD_OFFSET, crc32(window, 0, 120));
  if (sum !== window.readUInt32LE(124)) return broken('the checksum of the chunk header does not match');
  const freeSpaceOffset = window.readUInt32LE(48);
  if (freeSpaceOffset < FIRST_RECORD_OFFSET || freeSpaceOffset > CHUNK_SIZE) {
    return broken('the chunk header names an end outside the chunk');
  }
  if (
    freeSpaceOffset <= window.length &&
    crc32(window, FIRST_RECORD_OFFSET, freeSpaceOffset) !== window.readUInt32LE(52)
  ) {
    return { damage: 'the checksum of the records does not match', freeSpaceOffset };
  }
  return { damage: undefined, freeSpaceOffset };
}

function broken(damage: string): EvtxChunkHeader {
  return { damage, freeSpaceOffset: undefined };
}
