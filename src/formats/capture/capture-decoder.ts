import { ByteWindow } from '../byte-window.ts';
import type { CaptureSettings } from './capture-settings.ts';
import type { CaptureCounts } from './capture-counts.ts';
import type { RejectReason } from '../rejected-record.ts';
import type { CaptureSink } from './capture-sink.ts';
import { FrameDissector } from './frame-dissector.ts';
import { isPcap } from './pcap-layout.ts';
import { PcapReader } from './pcap-reader.ts';
import { isPcapng, PcapngReader } from './pcapng-reader.ts';
import type { RecordReader } from './record-reader.ts';

const HEAD = 24;
const GENEROUS = 65_536;

/** Reads one capture of any size, in pieces of any size, into flows. Never throws on bad input. */
export class CaptureDecoder {
  readonly #source: string;
  readonly #sink: CaptureSink;
  readonly #dissector: FrameDissector;
  /** What a piece ended with before its record was whole. */
  readonly #window = new ByteWindow(0);
  #reader: RecordReader | undefined;
  /** Offset in the member of the next byte that is pushed. */
  #position = 0;
  /** Bytes to pass over that were not pushed yet. */
  #skip = 0;

  constructor(source: string, sink: CaptureSink, settings: CaptureSettings) {
    this.#source = source;
    this.#sink = sink;
    this.#dissector = new FrameDissector(sink, settings, this.#reject);
  }

  /** What was seen so far, flows still open included. */
  get counts(): CaptureCounts {
    return this.#dissector.counts;
  }

  push(bytes: Buffer): void {
    let at = this.#passOver(bytes, 0);
    at = this.#finishWindow(bytes, at);
    if (this.#window.length === 0) {
      at = this.#readFrom(bytes, at);
      if (at < bytes.length) {
        this.#window.origin = this.#position + at;
        this.#window.append(bytes, at, bytes.length);
      }
    }
    this.#position += bytes.length;
  }

  end(): void {
    const window = this.#window;
    const reader = this.#readerFor(window.bytes, 0, window.length);
    if (reader === undefined) {
      if (window.length > 0)
        this.#reject('truncated', window.origin, window.length, 'the capture ends inside its header');
    } else {
      reader.final = true;
      let at = 0;
      while (at < window.length) {
        const length = reader.step(window.bytes, at, window.length, window.origin + at);
        if (length === 0) break;
        at += length;
      }
      if (window.length === 0) window.origin = this.#position;
      const unread = this.#skip > 0 || at > window.length;
      reader.end(window.origin + Math.min(at, window.length), unread ? 1 : window.length - at);
    }
    window.drop(window.length);
    this.#dissector.end();
  }

  /**
   * Completes the record that began in an earlier piece. Gives where reading in place may go on: as soon as a record
   * begins inside this piece, what was copied of it is forgotten again.
   */
  #finishWindow(bytes: Buffer, from: number): number {
    const window = this.#window;
    const old = window.length;
    if (old === 0) return from;
    let at = from;
    let cursor = 0;
    while (cursor < old) {
      const reader = this.#readerFor(window.bytes, cursor, window.length);
      const missing = (reader?.wanted ?? HEAD) - (window.length - cursor);
      if (missing > 0) {
        // More than is missing, for a reader that looks for the next sound record asks byte by byte.
        const taken = Math.min(Math.max(missing, GENEROUS), bytes.length - at);
        window.append(bytes, at, at + taken);
        at += taken;
        if (taken < missing) {
          window.drop(cursor);
          return at;
        }
      }
      cursor += reader?.step(window.bytes, cursor, window.length, window.origin + cursor) ?? 0;
    }
    at += cursor - window.length;
    window.drop(window.length);
    this.#skip = Math.max(0, at - bytes.length);
    return Math.min(at, bytes.length);
  }

  /** Reads whole records in place. Gives where the first one begins that is not whole. */
  #readFrom(bytes: Buffer, from: number): number {
    let at = from;
    const reader = this.#readerFor(bytes, at, bytes.length);
    if (reader === undefined || at >= bytes.length) return at;
    while (at < bytes.length) {
      const length = reader.step(bytes, at, bytes.length, this.#position + at);
      if (length === 0) return at;
      at += length;
    }
    this.#skip = at - bytes.length;
    return bytes.length;
  }

  #readerFor(bytes: Buffer, at: number, end: number): RecordReader | undefined {
    if (this.#reader !== undefined || end - at < HEAD) return this.#reader;
    const head = bytes.subarray(at, at + HEAD);
    if (isPcapng(head)) this.#reader = new PcapngReader(this.#dissector, this.#reject);
    else {
      if (!isPcap(head)) this.#reject('capture-broken', 0, HEAD, 'neither pcap nor pcapng');
      this.#reader = new PcapReader(this.#dissector, this.#reject);
    }
    return this.#reader;
  }

  #passOver(bytes: Buffer, at: number): number {
    const taken = Math.min(this.#skip, bytes.length - at);
    this.#skip -= taken;
    return at + taken;
  }

  readonly #reject = (reason: RejectReason, offset: number, length: number, detail: string): void => {
    this.#sink.reject({ reason, place: { source: this.#source, offset, length }, detail });
  };
}
