import { crc32 } from '../formats/evtx/crc32.ts';
import { FILE_HEADER_BLOCK, FILE_MAGIC } from '../formats/evtx/evtx-layout.ts';
import { EvtxWriterChunk } from './evtx-writer-chunk.ts';
import type { EvtxStoryRecord } from './evtx-writer-record.ts';

/**
 * Writes events as a Windows event log, in the order given. Data named `param1`, `param2` … throughout become unnamed
 * `<Data>`; a user that is a SID is written as one; all data are strings.
 *
 * @throws RangeError if a record is longer than a chunk of 64 KiB holds (about 32,000 characters in all).
 * @example await writeFile('story.evtx', writeEvtx(records));
 */
export function writeEvtx(records: readonly EvtxStoryRecord[]): Buffer {
  const chunks: Buffer[] = [];
  let chunk = new EvtxWriterChunk(1);
  let recordId = 0;
  for (const [index, record] of records.entries()) {
    recordId = record.recordId ?? recordId + 1;
    if (chunk.add(record, recordId)) continue;
    chunks.push(chunk.close());
    chunk = new EvtxWriterChunk(index + 1);
    chunk.add(record, recordId);
  }
  if (chunk.count > 0) chunks.push(chunk.close());
  return Buffer.concat([fileHeader(chunks.length, recordId + 1), ...chunks]);
}

function fileHeader(chunkCount: number, nextRecordId: number): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BLOCK);
  FILE_MAGIC.copy(header);
  header.writeBigUInt64LE(BigInt(Math.max(chunkCount - 1, 0)), 16);
  header.writeBigUInt64LE(BigInt(nextRecordId), 24);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(FILE_HEADER_BLOCK, 40);
  header.writeUInt16LE(chunkCount & 0xffff, 42);
  header.writeUInt32LE(crc32(header, 0, 120), 124);
  return header;
}
