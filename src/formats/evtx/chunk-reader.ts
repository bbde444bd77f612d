import type { RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { ChunkBytes } from './chunk-bytes.ts';
import { readEvtxChunkHeader } from './evtx-chunk-header.ts';
import { CHUNK_SIZE, FIRST_RECORD_OFFSET } from './evtx-layout.ts';
import { isMendableRecord, nextSoundRecord, recordIdAt, soundRecordSize } from './record-frame.ts';
import { RecordReader } from './record-reader.ts';
import { TemplateTable } from './template-table.ts';

/** Reads the records of one chunk after the other. Every damage is reported once, at its place in the file. */
export class ChunkReader {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #chunk: ChunkBytes = new ChunkBytes();
  readonly #templates: TemplateTable = new TemplateTable(this.#chunk);
  readonly #records: RecordReader;
  #window: Buffer = this.#chunk.bytes;
  #fileOffset = 0;
  #lastId = 0;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
    this.#records = new RecordReader(sink, this.#chunk, this.#templates);
  }

  /**
   * Reads the chunk in `window`, which begins at `fileOffset`; a window below 64 KiB is all the file still has.
   * Says whether the chunk was found to be cut, and so reported.
   */
  read(window: Buffer, fileOffset: number): boolean {
    this.#window = window;
    this.#fileOffset = fileOffset;
    if (window.length < FIRST_RECORD_OFFSET) {
      this.#reject('truncated', 0, window.length, 'the file ends inside a chunk header');
      return true;
    }
    this.#chunk.open(window);
    this.#templates.clear();
    const header = readEvtxChunkHeader(window);
    if (header.damage !== undefined) this.#reject('evtx-chunk-broken', 0, window.length, header.damage);
    const isCut = window.length < (header.freeSpaceOffset ?? CHUNK_SIZE);
    if (isCut) {
      this.#reject('truncated', 0, window.length, 'the file ends inside a chunk');
    }
    const end =
      header.freeSpaceOffset === undefined ? this.#readUnlisted() : this.#readListed(header.freeSpaceOffset);
    if (this.#chunk.exhausted) {
      const detail = 'reading stopped: the chunk demands more work than any real chunk does';
      this.#reject('evtx-chunk-broken', end, window.length - end, detail);
    }
    return isCut;
  }

  /** Reads all up to where the chunk says its records end, and gives where reading stopped. */
  #readListed(freeSpaceOffset: number): number {
    const window = this.#window;
    const end = Math.min(freeSpaceOffset, window.length);
    let at = FIRST_RECORD_OFFSET;
    while (at < end && !this.#chunk.exhausted) {
      const size = soundRecordSize(window, at, end);
      const next = size > 0 ? at + size : nextSoundRecord(window, at + 1, end);
      if (size > 0) this.#readRecord(at, size);
      // A record cut by the end of the file belongs to the damage that was reported for the chunk.
      else if (next < end || end === freeSpaceOffset) this.#readMended(at, next);
      at = next;
    }
    // The header of a chunk that is being written is older than its records; leftovers of older logs have lower ids.
    let size = soundRecordSize(window, at, window.length);
    while (size > 0 && recordIdAt(window, at) === this.#lastId + 1 && !this.#chunk.exhausted) {
      this.#readRecord(at, size);
      at += size;
      size = soundRecordSize(window, at, window.length);
    }
    return at;
  }

  /** Reads a chunk whose header cannot be trusted: sound records with rising ids, whatever lies between them. */
  #readUnlisted(): number {
    const window = this.#window;
    let read = FIRST_RECORD_OFFSET;
    let at = nextSoundRecord(window, read, window.length);
    let lastId = -1;
    while (at < window.length && !this.#chunk.exhausted) {
      const id = recordIdAt(window, at);
      const size = soundRecordSize(window, at, window.length);
      if (id <= lastId) break;
      if (at > read) this.#readMended(read, at);
      this.#readRecord(at, size);
      lastId = id;
      read = at + size;
      at = nextSoundRecord(window, read, window.length);
    }
    return read;
  }

  #readMended(at: number, next: number): void {
    const isMendable = isMendableRecord(this.#window, at, next);
    const damage = isMendable ? this.#tryRecord(at, next - at) : undefined;
    const outcome = isMendable && damage === undefined ? 'it was read all the same' : 'it is lost';
    const detail = `a record without sound magic and sizes; ${outcome}`;
    this.#reject('evtx-record-broken', at, next - at, detail);
  }

  #readRecord(at: number, size: number): void {
    const damage = this.#tryRecord(at, size);
    if (damage !== undefined && !this.#chunk.exhausted) {
      this.#reject('evtx-record-broken', at, size, damage);
    }
  }

  #tryRecord(at: number, size: number): string | undefined {
    this.#chunk.damage = undefined;
    this.#lastId = recordIdAt(this.#window, at);
    this.#records.read(at, size, this.#fileOffset + at);
    return this.#chunk.damage;
  }

  #reject(reason: RejectReason, at: number, length: number, detail: string): void {
    const place = { source: this.#source, offset: this.#fileOffset + at, length };
    this.#sink.reject({ reason, place, detail });
  }
}
