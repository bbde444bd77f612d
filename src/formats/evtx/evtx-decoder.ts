import type { RecordDecoder, RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { ChunkReader } from './chunk-reader.ts';
import {
  CHUNK_MAGIC,
  CHUNK_SIZE,
  FILE_HEADER_BLOCK,
  FIRST_RECORD_OFFSET,
  hasMagic,
  RECORD_MAGIC,
} from './evtx-layout.ts';
import { readEvtxFileHeader } from './evtx-file-header.ts';

const ZEROS = Buffer.alloc(CHUNK_SIZE);

/**
 * Cuts a file into its header and windows of 64 KiB, holding at most one. Chunks are trusted, not the file header: a
 * log copied from a running machine holds more of them than its header says, and unused room after them.
 */
export class EvtxDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #chunks: ChunkReader;
  readonly #held: Buffer = Buffer.allocUnsafe(CHUNK_SIZE);
  #heldLength = 0;
  #windowSize = FILE_HEADER_BLOCK;
  #inHeader = true;
  #headerIsSound = false;
  /** Where the next window begins. */
  #offset = 0;
  /** Windows the header promises. */
  #promised = 0;
  #windows = 0;
  /** The file ends inside the last chunk, and that was reported. */
  #isCut = false;
  /** Where windows without a chunk began that no chunk has followed yet; -1 if there are none. */
  #gap = -1;
  #gapHasContent = false;
  #gapIsPromised = false;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
    this.#chunks = new ChunkReader(source, sink);
  }

  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      const left = bytes.length - at;
      if (this.#heldLength === 0 && !this.#inHeader && left >= CHUNK_SIZE) {
        this.#readWindow(bytes.subarray(at, at + CHUNK_SIZE));
        at += CHUNK_SIZE;
        continue;
      }
      const taken = Math.min(left, this.#windowSize - this.#heldLength);
      bytes.copy(this.#held, this.#heldLength, at, at + taken);
      this.#heldLength += taken;
      at += taken;
      if (this.#heldLength === this.#windowSize) this.#readHeld();
    }
  }

  end(): void {
    const window = this.#held.subarray(0, this.#heldLength);
    if (this.#inHeader) {
      this.#reject('truncated', 0, window.length, 'the file ends inside its header');
      return;
    }
    this.#heldLength = 0;
    if (window.length > 0) this.#readWindow(window);
    this.#closeGap(false);
    if (this.#windows < this.#promised && !this.#isCut) {
      const missing = this.#promised - this.#windows;
      this.#reject('truncated', this.#offset, 0, `the file ends before ${missing} of its chunks`);
    }
  }

  #readHeld(): void {
    const window = this.#held.subarray(0, this.#heldLength);
    if (!this.#inHeader) {
      this.#heldLength = 0;
      this.#readWindow(window);
      return;
    }
    this.#inHeader = false;
    this.#windowSize = CHUNK_SIZE;
    const header = readEvtxFileHeader(window);
    this.#headerIsSound = header.damage === undefined;
    this.#promised = header.chunkCount;
    if (header.damage !== undefined) this.#reject('evtx-header-broken', 0, window.length, header.damage);
    // Chunks carved out of a disk have no file header: what was held is the beginning of the first.
    if (hasMagic(window, 0, CHUNK_MAGIC)) return;
    this.#heldLength = 0;
    this.#offset = FILE_HEADER_BLOCK;
  }

  #readWindow(window: Buffer): void {
    if (isChunk(window)) {
      this.#closeGap(true);
      this.#isCut = this.#chunks.read(window, this.#offset);
    } else {
      if (this.#gap < 0) this.#gap = this.#offset;
      this.#gapIsPromised ||= this.#windows < this.#promised;
      this.#gapHasContent ||= window.compare(ZEROS, 0, window.length) !== 0;
    }
    this.#windows += 1;
    this.#offset += window.length;
  }

  /** Room after the last chunk is unused, whatever lies in it; before a chunk, or where one is promised, one is lost. */
  #closeGap(chunkFollows: boolean): void {
    const isLoss = chunkFollows || this.#gapIsPromised || (!this.#headerIsSound && this.#gapHasContent);
    if (this.#gap >= 0 && isLoss) {
      const detail = 'no chunk is found where one should be';
      this.#reject('evtx-chunk-broken', this.#gap, this.#offset - this.#gap, detail);
    }
    this.#gap = -1;
    this.#gapHasContent = false;
    this.#gapIsPromised = false;
  }

  #reject(reason: RejectReason, offset: number, length: number, detail: string): void {
    this.#sink.reject({ reason, place: { source: this.#source, offset, length }, detail });
  }
}

/** A chunk whose magic is damaged still has a record where its first one belongs; a short one may begin its magic. */
function isChunk(window: Buffer): boolean {
  const magic = CHUNK_MAGIC.subarray(0, window.length);
  return hasMagic(window, 0, magic) || hasMagic(window, FIRST_RECORD_OFFSET, RECORD_MAGIC);
}
