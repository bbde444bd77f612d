/** Sizes, places and magic numbers of the EVTX container (Windows XML Event Log, version 3). */

/** The file header's block; the first chunk follows it. */
export const FILE_HEADER_BLOCK = 4096;

/** Every chunk fills exactly this many bytes; no offset inside a chunk points out of it. */
export const CHUNK_SIZE = 65_536;

/** Records begin after the chunk header, its 64 string buckets and its 32 template pointers. */
export const FIRST_RECORD_OFFSET = 512;

/** Magic, size, record id and time; the BinXML follows. */
export const RECORD_HEADER_SIZE = 24;

/** Header, an end-of-stream token and the size repeated: nothing shorter is a record. */
export const SMALLEST_RECORD: number = RECORD_HEADER_SIZE + 1 + 4;

export const FILE_MAGIC: Buffer = Buffer.from('ElfFile\0', 'latin1');
export const CHUNK_MAGIC: Buffer = Buffer.from('ElfChnk\0', 'latin1');
export const RECORD_MAGIC: Buffer = Buffer.from([0x2a, 0x2a, 0, 0]);

/** Is `magic` found at `offset`? False where too few bytes are left. */
export function hasMagic(bytes: Buffer, offset: number, magic: Buffer): boolean {
  if (offset + magic.length > bytes.length) return false;
  return bytes.compare(magic, 0, magic.length, offset, offset + magic.length) === 0;
}
