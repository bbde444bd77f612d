import { byteOrderMarkLength } from '../byte-order-mark.ts';
import { ByteWindow } from '../byte-window.ts';
import type { RecordDecoder, RecordSink } from '../format.ts';
import { AuditLines, SYSMON_DIALECT } from './audit-lines.ts';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** The kernel's records end at 9 KB; enriched and carried by syslog they are longer. */
const LONGEST_LINE = 1024 * 1024;

/** Cuts a stream of bytes into lines. A line that is too long is reported and the next one read. */
export class AuditDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #lines: AuditLines;
  /** The beginning of a line whose end has not been seen. */
  readonly #carry: ByteWindow;
  /** Offset of the next byte to be pushed. */
  #offset: number;
  /** Offset of an over-long line being skipped, or -1. */
  #skipFrom = -1;

  constructor(source: string, sink: RecordSink, firstOffset: number) {
    this.#source = source;
    this.#sink = sink;
    this.#offset = firstOffset;
    this.#carry = new ByteWindow(firstOffset);
    this.#lines = new AuditLines(
      source,
      (group, offset, length) => sink.raw('audit', group, offset, length),
      (rejected) => sink.reject(rejected),
      (text, offset, length) => sink.raw('text-line', { dialect: SYSMON_DIALECT, text }, offset, length),
    );
  }

  /** Records and events that were left out unread, by kind. */
  get skipped(): ReadonlyMap<string, number> {
    return this.#lines.skipped;
  }

  push(bytes: Buffer): void {
    let start = 0;
    if (this.#skipFrom >= 0 || this.#carry.length > 0) {
      const newline = bytes.indexOf(NEWLINE);
      this.#extend(bytes, 0, newline < 0 ? bytes.length : newline);
      if (newline >= 0) this.#finish(this.#offset + newline, true);
      start = newline < 0 ? bytes.length : newline + 1;
    }
    for (let newline = bytes.indexOf(NEWLINE, start); newline >= 0; newline = bytes.indexOf(NEWLINE, start)) {
      this.#line(bytes, start, newline, this.#offset + start, true);
      start = newline + 1;
    }
    if (start < bytes.length) {
      this.#carry.origin = this.#offset + start;
      this.#extend(bytes, start, bytes.length);
    }
    this.#offset += bytes.length;
  }

  end(): void {
    this.#finish(this.#offset, false);
    this.#lines.end();
  }

  #extend(bytes: Buffer, start: number, end: number): void {
    if (this.#skipFrom >= 0) return;
    const carry = this.#carry;
    if (carry.length + end - start > LONGEST_LINE) {
      this.#skipFrom = carry.length === 0 ? this.#offset + start : carry.origin;
      carry.drop(carry.length);
    } else carry.append(bytes, start, end);
  }

  #finish(endOffset: number, whole: boolean): void {
    if (this.#skipFrom >= 0) {
      this.#tooLong(this.#skipFrom, endOffset - this.#skipFrom);
      this.#skipFrom = -1;
      return;
    }
    const carry = this.#carry;
    if (carry.length === 0) return;
    this.#line(carry.bytes, 0, carry.length, carry.origin, whole);
    carry.drop(carry.length);
  }

  #line(bytes: Buffer, lineStart: number, lineEnd: number, lineOffset: number, whole: boolean): void {
    if (lineEnd - lineStart > LONGEST_LINE) {
      this.#tooLong(lineOffset, lineEnd - lineStart);
      return;
    }
    const mark = lineOffset === 0 ? byteOrderMarkLength(bytes, lineStart, lineEnd) : 0;
    const start = lineStart + mark;
    const end = lineEnd > start && bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    if (end === start) return;
    const offset = lineOffset + mark;
    this.#lines.line(bytes, start, end, offset, offset + end - start, whole);
  }

  #tooLong(offset: number, length: number): void {
    const place = { source: this.#source, offset, length };
    const detail = `a line of ${length} bytes; the longest that is read has ${LONGEST_LINE}`;
    this.#sink.reject({ reason: 'record-too-long', place, detail });
  }
}
