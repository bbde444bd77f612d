/** Logs of one record a line, in a dialect of their own: told apart by their first lines, split here, read in `normalize`. */
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import type { Dialect } from './dialect.ts';

/** A longer line is no log line; it is reported and the next one read. */
const LONGEST_LINE = 1024 * 1024;
const NEWLINE = 0x0a;
const MOST_SNIFFED = 64;
const LONGEST_SNIFFED = 4096;

export function textLinesFormat(dialect: Dialect): Format {
  return {
    id: dialect.id,
    title: dialect.title,
    sniff: (head) => dialect.sniff(firstLines(head)),
    open: (source, sink) => new TextLinesDecoder(dialect.id, source, sink),
  };
}

function firstLines(head: Buffer): string[] {
  const lines: string[] = [];
  for (let start = 0; start < head.length && lines.length < MOST_SNIFFED;) {
    const newline = head.indexOf(NEWLINE, start);
    const end = newline < 0 ? head.length : newline;
    const line = head.toString('utf8', start, Math.min(end, start + LONGEST_SNIFFED)).replace(/\r$/, '');
    if (line.trim() !== '') lines.push(line);
    start = end + 1;
  }
  return lines;
}

class TextLinesDecoder implements RecordDecoder {
  readonly #dialect: string;
  readonly #source: string;
  readonly #sink: RecordSink;
  /** Beginning of a line whose end has not come yet. */
  #open: Buffer[] = [];
  #openLength = 0;
  /** Offset of the first byte of the open line. */
  #offset = 0;

  constructor(dialect: string, source: string, sink: RecordSink) {
    this.#dialect = dialect;
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    for (let start = 0; start < bytes.length;) {
      const newline = bytes.indexOf(NEWLINE, start);
      if (newline < 0) {
        this.#keep(bytes.subarray(start));
        return;
      }
      this.#line(bytes.subarray(start, newline), 1);
      start = newline + 1;
    }
  }

  end(): void {
    if (this.#openLength > 0) this.#line(Buffer.alloc(0), 0);
  }

  #keep(part: Buffer): void {
    // What exceeds the longest line is counted, not kept.
    if (this.#openLength <= LONGEST_LINE) this.#open.push(Buffer.from(part));
    this.#openLength += part.length;
  }

  #line(last: Buffer, newline: number): void {
    const length = this.#openLength + last.length;
    const offset = this.#offset;
    const parts = this.#open;
    this.#offset += length + newline;
    this.#open = [];
    this.#openLength = 0;
    if (length > LONGEST_LINE) {
      const place = { source: this.#source, offset, length };
      const detail = `a line of ${length} bytes; the longest that is read has ${LONGEST_LINE}`;
      this.#sink.reject({ reason: 'record-too-long', place, detail });
      return;
    }
    const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    const text = bytes.toString('utf8').replace(/\r$/, '');
    if (text.trim() !== '') this.#sink.raw('text-line', { dialect: this.#dialect, text }, offset, length);
  }
}
