/**
 * JSON that `log show` or `log stream` wrote behind lines of text: which predicate it filters by, what it leaves out.
 * What follows is read as the JSON it is, at its own offsets.
 */
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { openJsonLines } from '../json/json-lines.ts';
import { jsonLayout } from '../json/json-layout.ts';
import { openJsonText } from '../json/json-text.ts';
import type { Layout, RawRecords } from '../raw-record.ts';
import type { RejectedRecord } from '../rejected-record.ts';
import type { WindowsRecord } from '../windows-record.ts';

const PREAMBLE =
  /^(?:(?:Filtering the log data|Skipping (?:info|debug)|Timestamp )[^\n]{0,1000}\n\s*){1,8}(?=[[{])/;
const LONGEST_PREAMBLE = 8192;

export const logPreambleFormat: Format = {
  id: 'unified-log-json',
  title: 'macOS unified log (JSON)',
  sniff: (head) => preambleLength(head) > 0,
  open: (source, sink) => new PreambleDecoder(source, sink),
};

function preambleLength(head: Buffer): number {
  const text = head.toString('latin1', 0, Math.min(head.length, LONGEST_PREAMBLE));
  return PREAMBLE.exec(text)?.[0].length ?? 0;
}

class PreambleDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  /** Bytes until the preamble is known to be complete. */
  #head = Buffer.alloc(0);
  #inner: RecordDecoder | undefined;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    if (this.#inner !== undefined) {
      this.#inner.push(bytes);
      return;
    }
    this.#head = Buffer.concat([this.#head, bytes]);
    if (this.#head.length > LONGEST_PREAMBLE) this.#begin();
  }

  end(): void {
    if (this.#inner === undefined) this.#begin();
    this.#inner?.end();
  }

  #begin(): void {
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    const length = preambleLength(head);
    const rest = head.subarray(length);
    const sink = new ShiftedSink(this.#sink, length);
    const open = jsonLayout(rest) === 'text' ? openJsonText : openJsonLines;
    this.#inner = open(this.#source, sink);
    this.#inner.push(rest);
  }
}

/** Adds what was skipped to every offset. */
class ShiftedSink implements RecordSink {
  readonly #sink: RecordSink;
  readonly #by: number;

  constructor(sink: RecordSink, by: number) {
    this.#sink = sink;
    this.#by = by;
  }

  wantsJson(bytes: Buffer, start: number, end: number): boolean {
    return this.#sink.wantsJson(bytes, start, end);
  }

  wantsWindows(provider: string, eventId: number): boolean {
    return this.#sink.wantsWindows(provider, eventId);
  }

  json(value: unknown, offset: number, length: number): void {
    this.#sink.json(value, offset + this.#by, length);
  }

  windows(record: WindowsRecord, offset: number, length: number): void {
    this.#sink.windows(record, offset + this.#by, length);
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void {
    this.#sink.raw(layout, record, offset + this.#by, length);
  }

  reject(rejected: RejectedRecord): void {
    const { place } = rejected;
    this.#sink.reject({ ...rejected, place: { ...place, offset: place.offset + this.#by } });
  }
}
