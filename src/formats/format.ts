import type { Layout, RawRecords } from './raw-record.ts';
import type { RejectedRecord } from './rejected-record.ts';
import type { WindowsRecord } from './windows-record.ts';

/** Takes what a decoder reads. One sink serves one source member; offsets count from that member's first byte. */
export interface RecordSink {
  /**
   * The byte gate: may this record matter? Called with the raw bytes of one JSON record before it is parsed.
   * `false` must be certain; a record that was refused is counted by the sink itself. Records of one Buffer object come
   * in order of their start; other content always comes as another object, so a sink may remember what it found.
   */
  wantsJson(bytes: Buffer, start: number, end: number): boolean;
  /** The same question for a binary or XML Windows event whose provider and id are already known. */
  wantsWindows(provider: string, eventId: number): boolean;
  json(value: unknown, offset: number, length: number): void;
  windows(record: WindowsRecord, offset: number, length: number): void;
  /** A record with a layout of its own. */
  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void;
  reject(rejected: RejectedRecord): void;
}

/** Reads one member from its first byte to its last. Never throws on bad input: it calls `sink.reject`. */
export interface RecordDecoder {
  /** The decoder may keep no reference to `bytes` after it returns: the caller reuses the buffer. */
  push(bytes: Buffer): void;
  end(): void;
  /** Records that were left out unread because they cannot matter, by kind; complete after `end`. */
  readonly skipped?: ReadonlyMap<string, number>;
}

/** A way records are laid out in bytes. Formats know nothing of products. */
export interface Format {
  readonly id: string;
  /** For people: "EVTX", "JSON lines". */
  readonly title: string;
  /** Is this the layout of a member that begins with `head` (up to 64 KiB, UTF-8 unless binary)? */
  sniff(head: Buffer): boolean;
  open(source: string, sink: RecordSink): RecordDecoder;
  /**
   * Line-based formats whose lines mean the same without those before them: opens at a line that begins at `offset`, so
   * that large files are read by range and followed ones go on where they were left.
   */
  openAt?(source: string, sink: RecordSink, offset: number): RecordDecoder;
}
