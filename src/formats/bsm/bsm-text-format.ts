/** The audit trail as praudit prints it: a token a line, or a record a line with -l. */
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { emptyBsmRecord } from './bsm-record.ts';
import type { BsmRecord } from './bsm-record.ts';
import { readTextToken, splitLongLine, textTokenName } from './bsm-text-tokens.ts';

const HEADER = /^(?:header|header_ex|20|21),(\d{1,9}),(?:1|2|10|11),[^,]{1,80},[^,]{0,40},/;
const LONGEST_LINE = 1024 * 1024;
/** A record that goes on for longer is none. */
const LONGEST_RECORD = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

export const bsmTextFormat: Format = {
  id: 'bsm-text',
  title: 'OpenBSM audit trail (praudit)',
  sniff: (head) => {
    const lines = head.toString('latin1', 0, 4096).split('\n', 8);
    const first = lines.find((line) => line.trim() !== '' && !line.startsWith('file,')) ?? '';
    return HEADER.test(first);
  },
  open: (source, sink) => new BsmTextDecoder(source, sink),
};

class BsmTextDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  #carry = Buffer.alloc(0);
  /** Offset of the first byte of the carry. */
  #offset = 0;
  #record: BsmRecord | undefined;
  #start = 0;
  /** Size that the header names; the trailer repeats it. */
  #size = '';
  /** Token whose line may go on. */
  #token = '';
  #text = '';

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    const all = this.#carry.length === 0 ? bytes : Buffer.concat([this.#carry, bytes]);
    let start = 0;
    for (let newline = all.indexOf(NEWLINE); newline >= 0; newline = all.indexOf(NEWLINE, start)) {
      this.#line(all.subarray(start, newline), this.#offset + start, newline + 1 - start);
      start = newline + 1;
    }
    if (all.length - start > LONGEST_LINE) {
      this.#reject(this.#offset + start, all.length - start, 'record-too-long');
      start = all.length;
    }
    this.#carry = Buffer.from(all.subarray(start));
    this.#offset += start;
  }

  end(): void {
    if (this.#carry.length > 0) this.#line(this.#carry, this.#offset, this.#carry.length);
    if (this.#record !== undefined) {
      const end = this.#offset + this.#carry.length;
      this.#reject(this.#start, end - this.#start, 'truncated');
    }
  }

  #line(bytes: Buffer, offset: number, length: number): void {
    const line = bytes.toString('utf8').replace(/\r$/, '');
    const header = HEADER.exec(line);
    if (header === null) {
      this.#further(line, offset, length);
      return;
    }
    // Without its trailer the record before lacks its end.
    if (this.#record !== undefined) this.#reject(this.#start, offset - this.#start, 'audit-broken');
    this.#record = emptyBsmRecord();
    this.#start = offset;
    this.#size = header[1] ?? '';
    this.#token = '';
    const parts = line.includes(',trailer,') || line.includes(',19,') ? splitLongLine(line) : [line];
    for (const part of parts) this.#further(part, offset, length);
  }

  #further(line: string, offset: number, length: number): void {
    const record = this.#record;
    if (record === undefined) {
      if (line.trim() !== '' && !line.startsWith('file,')) this.#reject(offset, length, 'line-broken');
      return;
    }
    const name = textTokenName(line);
    if (offset + length - this.#start > LONGEST_RECORD) {
      this.#record = undefined;
      this.#reject(this.#start, offset + length - this.#start, 'record-too-long');
      return;
    }
    if (name === undefined) {
      this.#text += `\n${line}`;
      return;
    }
    this.#closeToken(record);
    this.#token = name;
    this.#text = line;
    if (name === 'trailer' && line.slice(line.indexOf(',') + 1).trim() === this.#size) {
      this.#token = '';
      this.#record = undefined;
      this.#sink.raw('bsm', record, this.#start, offset + length - this.#start);
    }
  }

  #closeToken(record: BsmRecord): void {
    if (this.#token !== '') readTextToken(this.#token, this.#text, record);
  }

  #reject(
    offset: number,
    length: number,
    reason: 'truncated' | 'audit-broken' | 'line-broken' | 'record-too-long',
  ): void {
    const place = { source: this.#source, offset, length };
    this.#sink.reject({ reason, place, detail: 'These lines of the audit trail are no whole record.' });
  }
}
