import { BINXML_TOKEN } from '../formats/evtx/binxml-token.ts';
import { crc32 } from '../formats/evtx/crc32.ts';
import { CHUNK_MAGIC, CHUNK_SIZE, FIRST_RECORD_OFFSET, RECORD_MAGIC } from '../formats/evtx/evtx-layout.ts';
import { EvtxWriterBytes } from './evtx-writer-bytes.ts';
import { EvtxWriterNames } from './evtx-writer-names.ts';
import { evtxRecordShape, evtxRecordValues, type EvtxStoryRecord } from './evtx-writer-record.ts';
import { EvtxWriterTemplates } from './evtx-writer-templates.ts';
import { filetimeTicks, type EvtxWriterValue } from './evtx-writer-value.ts';

/** Records of real logs begin at multiples of eight. */
const ALIGNMENT = 8;
const FRAGMENT_HEADER = Buffer.from([BINXML_TOKEN.fragmentHeader, 1, 1, 0]);

/** One chunk while it is filled. */
export class EvtxWriterChunk {
  readonly #out: EvtxWriterBytes;
  readonly #names: EvtxWriterNames;
  readonly #templates: EvtxWriterTemplates;
  readonly #firstNumber: number;
  #firstId = 0;
  #lastId = 0;
  #lastRecord = 0;
  #end = FIRST_RECORD_OFFSET;
  #count = 0;

  /** `firstNumber`: the number its first record has within the file, from 1. */
  constructor(firstNumber: number) {
    this.#firstNumber = firstNumber;
    // A record is written before it is known to fit; without it the chunk is still whole.
    this.#out = new EvtxWriterBytes(4 * CHUNK_SIZE, FIRST_RECORD_OFFSET);
    this.#names = new EvtxWriterNames(this.#out);
    this.#templates = new EvtxWriterTemplates(this.#out, this.#names);
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a record; false, and the chunk is full, where it does not fit. A record no chunk can hold is an error. */
  add(record: EvtxStoryRecord, recordId: number): boolean {
    const out = this.#out;
    const start = out.position;
    const values = evtxRecordValues(record, recordId);
    const fits = leastSize(record, values) < CHUNK_SIZE;
    if (fits) this.#write(record, recordId, values);
    if (!fits || out.position > CHUNK_SIZE) {
      if (this.#count === 0) throw new RangeError(`the record ${recordId} is too long for an EVTX chunk`);
      return false;
    }
    if (this.#count === 0) this.#firstId = recordId;
    this.#count += 1;
    this.#lastId = recordId;
    this.#lastRecord = start;
    this.#end = out.position;
    return true;
  }

  /** The chunk's 64 KiB with tables and checksums. */
  close(): Buffer {
    const bytes = this.#out.buffer;
    const end = this.#end;
    CHUNK_MAGIC.copy(bytes);
    bytes.writeBigUInt64LE(BigInt(this.#firstNumber), 8);
    bytes.writeBigUInt64LE(BigInt(this.#firstNumber + this.#count - 1), 16);
    bytes.writeBigUInt64LE(BigInt(this.#firstId), 24);
    bytes.writeBigUInt64LE(BigInt(this.#lastId), 32);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(this.#lastRecord, 44);
    bytes.writeUInt32LE(end, 48);
    const tables = [...this.#names.buckets(end), ...this.#templates.buckets(end)];
    for (const [index, offset] of tables.entries()) bytes.writeUInt32LE(offset, 128 + 4 * index);
    bytes.fill(0, end);
    bytes.writeUInt32LE(crc32(bytes, FIRST_RECORD_OFFSET, end), 52);
    bytes.writeUInt32LE(crc32(bytes, 128, FIRST_RECORD_OFFSET, crc32(bytes, 0, 120)), 124);
    return bytes.subarray(0, CHUNK_SIZE);
  }

  #write(record: EvtxStoryRecord, recordId: number, values: readonly EvtxWriterValue[]): void {
    const out = this.#out;
    const start = out.position;
    out.bytes(RECORD_MAGIC);
    const sizeAt = out.position;
    out.u32(0);
    out.u64(BigInt(recordId));
    out.u64(record.loggedTime === undefined ? 0n : filetimeTicks(record.loggedTime));
    out.bytes(FRAGMENT_HEADER);
    this.#templates.writeInstance(evtxRecordShape(record));
    out.u32(values.length);
    for (const value of values) {
      out.u16(value.bytes.length);
      out.u8(value.type);
      out.u8(0);
    }
    for (const value of values) out.bytes(value.bytes);
    out.u8(BINXML_TOKEN.endOfStream);
    while ((out.position + 4) % ALIGNMENT !== 0) out.u8(0);
    const size = out.position + 4 - start;
    out.u32(size);
    out.buffer.writeUInt32LE(size, sizeAt);
  }
}

/** What the values, and the names of a new template, need at the least. */
function leastSize(record: EvtxStoryRecord, values: readonly EvtxWriterValue[]): number {
  let size = 2 * record.provider.length;
  for (const name of Object.keys(record.data)) size += 2 * name.length;
  for (const value of values) size += 4 + value.bytes.length;
  return size;
}
