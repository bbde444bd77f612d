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
  reject(rejected: RejectedRecord): void;
}

/** Reads one member from its first byte to its last. Never throws on bad input: it calls `sink.reject`. */
export interface RecordDecoder {
  /** The decoder may keep no reference to `bytes` after it returns: the caller reuses the buffer. */
  push(bytes: Buffer): void;
  end(): void;
}

/** A way records are laid out in bytes. Formats know nothing of products. */
export interface Format {
  readonly id: string;
  /** For people: "EVTX", "JSON lines". */
  readonly title: string;
  /** Is this the layout of a member that begins with `head` (up to 64 KiB, UTF-8 unless binary)? */
  sniff(head: Buffer): boolean;
  open(source: string, sink: RecordSink): RecordDecoder;
}
