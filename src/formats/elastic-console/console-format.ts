/**
 * Documents of Elasticsearch as people copy them out of Kibana: pretty-printed, one behind the other, with raw strings
 * between three quotes, and with braces lost in the copying. Read only where it is no plain JSON.
 */
import { ByteWindow } from '../byte-window.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { DEEPEST_JSON, LONGEST_JSON_RECORD } from '../json/json-limits.ts';
import { deliverJson, rejectJson } from '../json/json-record.ts';
import { stringEnd, TRIPLE, withoutTripleQuotes } from './triple-quotes.ts';

/** Where a document begins: on a line of its own, with its index as the first key. */
const BEGINNING = /(?:^|\n)[ \t,]*(\{\s{0,200}"_index"\s{0,20}:)/g;
/** What may stand between documents. */
const BETWEEN = /^[\s,[\]]*$/;

/** Closing brackets that may be lost. */
const MOST_MISSING = 2;

export const elasticConsoleFormat: Format = {
  id: 'elastic-console',
  title: 'Elasticsearch documents (console)',
  sniff: (head) =>
    /^\uFEFF?\s{0,200}\[?\s{0,200}\{\s{0,200}"_index"\s{0,20}:/.test(head.toString('utf8', 0, 2048)),
  open: (source, sink) => new ConsoleDecoder(source, sink),
};

class ConsoleDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #window = new ByteWindow(0);

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    this.#window.append(bytes, 0, bytes.length);
    // Whole documents are cut off once much has come; what is left is less than one document.
    if (this.#window.length > LONGEST_JSON_RECORD) this.#read(false);
  }

  end(): void {
    this.#read(true);
  }

  #read(final: boolean): void {
    const window = this.#window;
    const text = window.bytes.toString('latin1', 0, window.length);
    const starts = [...text.matchAll(BEGINNING)].map(
      (match) => match.index + match[0].length - (match[1]?.length ?? 0),
    );
    const ends = [...starts.slice(1), text.length];
    if (starts[0] !== undefined && starts[0] > 0) this.#between(text, 0, starts[0]);
    let done = starts[0] ?? 0;
    for (const [index, start] of starts.entries()) {
      const end = ends[index] ?? text.length;
      if (end === text.length && !final && end - start <= LONGEST_JSON_RECORD) break;
      this.#document(text, start, end, final && end === text.length);
      done = end;
    }
    if (starts.length === 0 && (final || text.length > LONGEST_JSON_RECORD)) {
      this.#between(text, 0, text.length);
      done = text.length;
    }
    window.drop(done);
  }

  #document(text: string, start: number, end: number, last: boolean): void {
    const origin = this.#window.origin;
    if (end - start > LONGEST_JSON_RECORD) {
      rejectJson(this.#sink, this.#source, 'record-too-long', origin + start, end - start);
      return;
    }
    const { close, missing } = objectEnd(text, start, end);
    if (close >= 0) {
      this.#deliver(start, close + 1, '');
      this.#between(text, close + 1, end);
      return;
    }
    const length = text.slice(start, end).trimEnd().length;
    rejectJson(this.#sink, this.#source, last ? 'truncated' : 'json-broken', origin + start, length);
    // Copied without its last braces it is still whole in all that counts: it is told of, and read.
    const mendable = missing.length > 0 && missing.length <= MOST_MISSING;
    if (mendable && text[start + length - 1] === '}') this.#deliver(start, start + length, missing);
  }

  #deliver(start: number, end: number, missing: string): void {
    const raw = this.#window.bytes.toString('utf8', start, end);
    const plain = Buffer.from(withoutTripleQuotes(raw) + missing);
    const placed = new LengthSink(this.#sink, end - start);
    deliverJson(placed, this.#source, plain, 0, plain.length, this.#window.origin + start, 'json-broken');
  }

  /** Braces and other text that belong to no document. */
  #between(text: string, start: number, end: number): void {
    const stray = text.slice(start, end);
    if (BETWEEN.test(stray)) return;
    const offset = this.#window.origin + start + (stray.length - stray.trimStart().length);
    rejectJson(this.#sink, this.#source, 'json-broken', offset, stray.trim().length);
  }
}

/**
 * `close`: index of the brace that closes the object which begins at `start`, or -1; `missing` are then the brackets
 * that would, if the text does not end inside a string.
 */
function objectEnd(
  text: string,
  start: number,
  end: number,
): { readonly close: number; readonly missing: string } {
  const open: string[] = [];
  for (let i = start; i < end; i++) {
    const char = text[i];
    if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
      if (open.length > DEEPEST_JSON) return { close: -1, missing: '' };
    } else if (char === '}' || char === ']') {
      open.pop();
      if (open.length === 0) return { close: i, missing: '' };
    } else if (char === '"') {
      const close = text.startsWith(TRIPLE, i) ? text.indexOf(TRIPLE, i + 3) + 2 : stringEnd(text, i);
      if (close < i || close >= end) return { close: -1, missing: '' };
      i = close;
    }
  }
  return { close: -1, missing: open.toReversed().join('') };
}

/** The record as it stands in the source is shorter or longer than the JSON that was made of it. */
class LengthSink implements RecordSink {
  readonly #sink: RecordSink;
  readonly #length: number;
  readonly raw: RecordSink['raw'];
  readonly windows: RecordSink['windows'];
  readonly wantsWindows: RecordSink['wantsWindows'];
  readonly wantsJson: RecordSink['wantsJson'];

  constructor(sink: RecordSink, length: number) {
    this.#sink = sink;
    this.#length = length;
    this.raw = sink.raw.bind(sink);
    this.windows = sink.windows.bind(sink);
    this.wantsWindows = sink.wantsWindows.bind(sink);
    this.wantsJson = sink.wantsJson.bind(sink);
  }

  json(value: unknown, offset: number): void {
    this.#sink.json(value, offset, this.#length);
  }

  reject(rejected: Parameters<RecordSink['reject']>[0]): void {
    this.#sink.reject({ ...rejected, place: { ...rejected.place, length: this.#length } });
  }
}
