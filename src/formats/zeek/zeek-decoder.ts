import { byteOrderMarkLength } from '../byte-order-mark.ts';
import type { RecordDecoder, RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { readHeaderLine } from './zeek-header.ts';
import type { ZeekHeader } from './zeek-header.ts';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const HASH = 0x23;
const SPACE = 0x20;
const TAB = 0x09;

/** A longer line is no row; it is reported and the next one read. */
const LONGEST_LINE = 1024 * 1024;

/** Cuts a Zeek TSV log into rows. A row that is torn or has grown is handed on: its reader knows what it needs. */
export class ZeekDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  #header: ZeekHeader | undefined;
  /** Beginning of a line whose end has not come yet; what exceeds the longest line is counted, not kept. */
  #open: Buffer[] = [];
  #openLength = 0;
  /** Offset of the first byte that has not been read as part of a line. */
  #offset = 0;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (this.#openLength > 0) this.#joined(bytes.subarray(start, end));
      else this.#line(bytes, start, end);
      this.#offset += end - start + 1 + this.#openLength;
      this.#openLength = 0;
      start = end + 1;
    }
    if (start === bytes.length) return;
    if (this.#openLength <= LONGEST_LINE) this.#open.push(Buffer.from(bytes.subarray(start)));
    this.#openLength += bytes.length - start;
  }

  end(): void {
    if (this.#openLength === 0) return;
    this.#joined(Buffer.alloc(0));
    this.#offset += this.#openLength;
    this.#openLength = 0;
  }

  #joined(last: Buffer): void {
    const parts = this.#open;
    this.#open = [];
    const length = this.#openLength + last.length;
    if (length > LONGEST_LINE) {
      this.#reject(
        'record-too-long',
        length,
        `a line of ${length} bytes; the longest read has ${LONGEST_LINE}`,
      );
      return;
    }
    parts.push(last);
    this.#line(Buffer.concat(parts), 0, length);
  }

  #line(bytes: Buffer, from: number, to: number): void {
    let start = from;
    let end = to;
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
    if (end - start > LONGEST_LINE) {
      const length = to - from;
      this.#reject(
        'record-too-long',
        length,
        `a line of ${length} bytes; the longest read has ${LONGEST_LINE}`,
      );
      return;
    }
    if (this.#offset === 0) start += byteOrderMarkLength(bytes, start, end);
    let first = start;
    while (first < end && (bytes[first] === SPACE || bytes[first] === TAB)) first++;
    if (first === end) return;
    if (bytes[first] === HASH) {
      this.#header = readHeaderLine(bytes.toString('utf8', first, end), this.#header);
      return;
    }
    const header = this.#header;
    if (header === undefined || header.fields.length === 0) {
      this.#reject('line-broken', to - from, 'a row with no header before it that names its fields');
      return;
    }
    const values = bytes.toString('utf8', start, end).split(header.separator);
    this.#sink.raw('zeek-row', { header, values }, this.#offset + start - from, end - start);
  }

  #reject(reason: RejectReason, length: number, detail: string): void {
    this.#sink.reject({ reason, place: { source: this.#source, offset: this.#offset, length }, detail });
  }
}
