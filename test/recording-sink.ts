import type { RecordDecoder, RecordSink } from '../src/formats/format.ts';
import type { Layout, RawRecords } from '../src/formats/raw-record.ts';
import type { RejectedRecord } from '../src/formats/rejected-record.ts';
import type { WindowsRecord } from '../src/formats/windows-record.ts';

/** A record as a decoder handed it over. */
export interface SeenRecord {
  readonly value: unknown;
  readonly offset: number;
  readonly length: number;
}

/** Keeps all that a decoder gives; the gates say yes unless a test replaces them. */
export class RecordingSink implements RecordSink {
  readonly records: SeenRecord[] = [];
  readonly rejected: RejectedRecord[] = [];
  /** What the JSON byte gate was shown. */
  readonly offered: string[] = [];
  jsonGate: (text: string) => boolean = () => true;
  windowsGate: (provider: string, eventId: number) => boolean = () => true;

  wantsJson(bytes: Buffer, start: number, end: number): boolean {
    const text = bytes.toString('utf8', start, end);
    this.offered.push(text);
    return this.jsonGate(text);
  }

  wantsWindows(provider: string, eventId: number): boolean {
    return this.windowsGate(provider, eventId);
  }

  json(value: unknown, offset: number, length: number): void {
    this.records.push({ value, offset, length });
  }

  windows(record: WindowsRecord, offset: number, length: number): void {
    this.records.push({ value: record, offset, length });
  }

  raw<L extends Layout>(_layout: L, record: RawRecords[L], offset: number, length: number): void {
    this.records.push({ value: record, offset, length });
  }

  reject(rejected: RejectedRecord): void {
    this.rejected.push(rejected);
  }

  get values(): unknown[] {
    return this.records.map((record) => record.value);
  }

  /** Each rejection as `reason@offset+length`. */
  get reasons(): string[] {
    return this.rejected.map(({ reason, place }) => `${reason}@${place.offset}+${place.length}`);
  }
}

/**
 * Decodes `bytes` cut at `cuts`. Every piece travels in one buffer that is overwritten after each push, so a decoder
 * that keeps a reference to pushed bytes gives wrong records.
 */
export function decodeInPieces(
  open: (source: string, sink: RecordingSink) => RecordDecoder,
  bytes: Buffer,
  cuts: readonly number[] = [],
  sink: RecordingSink = new RecordingSink(),
): RecordingSink {
  const decoder: RecordDecoder = open('member', sink);
  const shared = Buffer.alloc(bytes.length);
  const bounds = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of bounds) {
    bytes.copy(shared, 0, start, end);
    decoder.push(shared.subarray(0, end - start));
    shared.fill(0x7b);
    start = end;
  }
  decoder.end();
  return sink;
}
