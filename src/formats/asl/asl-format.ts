/**
 * Apple System Log files (`/var/log/asl/*.asl`, up to macOS 10.11 for all, later for a few programs): a chain of
 * records and the strings they share. Layout after asl_file.h and plaso's description.
 */
import { ByteWindow } from '../byte-window.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import type { AslRecord } from './asl-record.ts';

const MAGIC = Buffer.from('ASL DB\0\0\0\0\0\0', 'latin1');
const HEADER_LENGTH = 80;
const FIRST_RECORD = 16;
/** Bytes of a record up to its strings. */
const FIXED = 68;
/** syslogd closes a file at 25 MB. */
const LONGEST = 64 * 1024 * 1024;
const LONGEST_STRING = 1024 * 1024;
const MOST_RECORDS = 1_000_000;

export const aslFormat: Format = {
  id: 'asl',
  title: 'Apple System Log',
  sniff: (head) => head.subarray(0, MAGIC.length).equals(MAGIC),
  open: (source, sink) => new AslDecoder(source, sink),
};

/** Strings lie anywhere in the file, so it is read once it is whole. */
class AslDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #window = new ByteWindow(0);
  #length = 0;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length <= LONGEST) this.#window.append(bytes, 0, bytes.length);
  }

  end(): void {
    const bytes = this.#window.bytes.subarray(0, this.#window.length);
    if (this.#length > LONGEST) {
      this.#reject(0, this.#length, 'record-too-long', 'This log is longer than any that the system writes.');
      return;
    }
    if (bytes.length < HEADER_LENGTH) {
      this.#reject(0, bytes.length, 'truncated', 'This log ends inside its header.');
      return;
    }
    let at = offsetAt(bytes, FIRST_RECORD);
    let last = 0;
    for (let count = 0; at !== 0 && count < MOST_RECORDS; count++) {
      // Offsets only grow; one that does not would go round in circles.
      if (at <= last || at + FIXED > bytes.length) {
        this.#reject(
          Math.min(at, bytes.length),
          0,
          'truncated',
          'The chain of records leads out of the log.',
        );
        return;
      }
      const length = 6 + bytes.readUInt32BE(at + 2);
      this.#sink.raw('asl', readRecord(bytes, at), at, length);
      last = at;
      at = offsetAt(bytes, at + 6);
    }
  }

  #reject(offset: number, length: number, reason: 'record-too-long' | 'truncated', detail: string): void {
    this.#sink.reject({ reason, place: { source: this.#source, offset, length }, detail });
  }
}

function readRecord(bytes: Buffer, at: number): AslRecord {
  const seconds = offsetAt(bytes, at + 22);
  const nanoseconds = bytes.readUInt32BE(at + 30);
  return {
    time: seconds * 1000 + Math.min(999_999_999, nanoseconds) / 1e6,
    pid: bytes.readUInt32BE(at + 38),
    host: stringAt(bytes, at + FIXED),
    sender: stringAt(bytes, at + FIXED + 8),
    message: stringAt(bytes, at + FIXED + 24),
  };
}

/** A string of up to seven bytes stands in its own reference; longer ones where it points. */
function stringAt(bytes: Buffer, at: number): string | undefined {
  if (at + 8 > bytes.length) return undefined;
  const first = bytes.readUInt8(at);
  if (first >= 0x80) return bytes.toString('utf8', at + 1, at + 1 + Math.min(7, first - 0x80));
  const target = offsetAt(bytes, at);
  if (target === 0 || target + 6 > bytes.length || bytes.readUInt16BE(target) !== 1) return undefined;
  const length = bytes.readUInt32BE(target + 2);
  if (length > LONGEST_STRING || target + 6 + length > bytes.length) return undefined;
  return bytes.toString('utf8', target + 6, target + 6 + length).replace(/\0$/, '');
}

/** 64 bits; inexact above 2^53, where no offset of a file lies. */
function offsetAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);
}
