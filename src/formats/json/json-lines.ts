import { byteOrderMarkLength } from '../byte-order-mark.ts';
import { ByteWindow } from '../byte-window.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { jsonLayout } from './json-layout.ts';
import { LONGEST_JSON_RECORD } from './json-limits.ts';
import { deliverJson, rejectJson } from './json-record.ts';

const NEWLINE = 0x0a;
const SPACE = 0x20;
const RECORD_SEPARATOR = 0x1e;

/** One JSON value a line (NDJSON, JSON Lines, RFC 7464 text sequences). A broken line never affects the next one. */
export const jsonLinesFormat: Format = {
  id: 'json-lines',
  title: 'JSON lines',
  sniff: (head) => jsonLayout(head) === 'lines',
  open: (source, sink) => openJsonLines(source, sink),
  openAt: (source, sink, offset) => openJsonLines(source, sink, offset),
};

/**
 * Opens a decoder that may begin inside a member: `firstOffset` is the offset of the first byte it is given and must
 * be the start of a line. This is how one large file is shared out among threads.
 */
export function openJsonLines(
  source: string,
  sink: RecordSink,
  firstOffset = 0,
  longest: number = LONGEST_JSON_RECORD,
): RecordDecoder {
  return new JsonLinesDecoder(source, sink, firstOffset, longest);
}

class JsonLinesDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #longest: number;
  /** The beginning of a line whose end has not been seen. */
  readonly #carry: ByteWindow;
  /** Offset of the next byte to be pushed. */
  #offset: number;
  /** Offset of an over-long line being skipped, or -1. */
  #skipFrom = -1;

  constructor(source: string, sink: RecordSink, firstOffset: number, longest: number) {
    this.#source = source;
    this.#sink = sink;
    this.#longest = longest;
    this.#offset = firstOffset;
    this.#carry = new ByteWindow(firstOffset);
  }

  push(chunk: Buffer): void {
    // A reader may refill one Buffer; the sink is promised another object for other content.
    const bytes = chunk.subarray();
    let start = 0;
    if (this.#skipFrom >= 0 || this.#carry.length > 0) {
      const newline = bytes.indexOf(NEWLINE);
      this.#extend(bytes, 0, newline < 0 ? bytes.length : newline);
      if (newline >= 0) this.#finish(this.#offset + newline, 'json-broken');
      start = newline < 0 ? bytes.length : newline + 1;
    }
    for (;;) {
      const newline = bytes.indexOf(NEWLINE, start);
      if (newline < 0) break;
      this.#line(bytes, start, newline, this.#offset + start, 'json-broken');
      start = newline + 1;
    }
    if (start < bytes.length) {
      this.#carry.origin = this.#offset + start;
      this.#extend(bytes, start, bytes.length);
    }
    this.#offset += bytes.length;
  }

  end(): void {
    this.#finish(this.#offset, 'truncated');
  }

  #extend(bytes: Buffer, start: number, end: number): void {
    if (this.#skipFrom >= 0) return;
    const carry = this.#carry;
    if (carry.length + end - start > this.#longest) {
      this.#skipFrom = carry.origin;
      carry.drop(carry.length);
    } else carry.append(bytes, start, end);
  }

  #finish(endOffset: number, broken: RejectReason): void {
    if (this.#skipFrom >= 0) {
      rejectJson(this.#sink, this.#source, 'record-too-long', this.#skipFrom, endOffset - this.#skipFrom);
      this.#skipFrom = -1;
      return;
    }
    const carry = this.#carry;
    if (carry.length === 0) return;
    this.#line(carry.bytes.subarray(0, carry.length), 0, carry.length, carry.origin, broken);
    carry.drop(carry.length);
  }

  #line(bytes: Buffer, lineStart: number, lineEnd: number, lineOffset: number, broken: RejectReason): void {
    if (lineEnd - lineStart > this.#longest) {
      rejectJson(this.#sink, this.#source, 'record-too-long', lineOffset, lineEnd - lineStart);
      return;
    }
    let start = lineStart;
    let end = lineEnd;
    if (lineOffset === 0) start += byteOrderMarkLength(bytes, start, end);
    while (start < end && isPadding(bytes[start])) start++;
    while (end > start && isPadding(bytes[end - 1])) end--;
    if (start === end) return;
    const offset = lineOffset + start - lineStart;
    if (!this.#sink.wantsJson(bytes, start, end)) return;
    deliverJson(this.#sink, this.#source, bytes, start, end, offset, broken);
  }
}

function isPadding(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0x09 || byte === 0x0d || byte === RECORD_SEPARATOR;
}
