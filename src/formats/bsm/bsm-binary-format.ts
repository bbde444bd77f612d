/** The audit trail as the kernel writes it (`/var/audit`, `/dev/auditpipe`). Deprecated since macOS 11, off since 14. */
import { ByteWindow } from '../byte-window.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { HEADER_IDS, readBsmRecord, TRAILER_ID } from './bsm-tokens.ts';

const FILE_ID = 0x11;
/** id, size, version, event, modifier */
const SHORTEST = 18;
/** The kernel writes no longer ones (MAX_AUDIT_RECORD_SIZE is 32 KiB); exec with all its words may be. */
const LONGEST = 4 * 1024 * 1024;
const TRAILER_LENGTH = 7;
const SLASH = 0x2f;
const LONGEST_FILE_TOKEN = 1024;
/** Versions of the record format: 11 for twenty years; 1, 2 and 10 before. */
const VERSIONS = new Set([1, 2, 10, 11]);

export const bsmBinaryFormat: Format = {
  id: 'bsm',
  title: 'OpenBSM audit trail',
  sniff: (head) => {
    const start = head[0] === FILE_ID ? fileTokenLength(head, 0) : 0;
    const size = recordSize(head, start);
    if (size < 0) return false;
    // The trailer repeats the size: that is certain.
    return start + size > head.length || endsWithTrailer(head, start, size);
  },
  open: (source, sink) => new BsmDecoder(source, sink),
};

class BsmDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #window = new ByteWindow(0);
  /** Offset of bytes that belong to no record, or -1. */
  #lostFrom = -1;

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    this.#window.append(bytes, 0, bytes.length);
    this.#read(false);
  }

  end(): void {
    this.#read(true);
    const { origin, length } = this.#window;
    if (length > 0) this.#lose(origin);
    this.#reportLost(origin + length, true);
  }

  #read(final: boolean): void {
    const { bytes, length, origin } = this.#window;
    const view = bytes.subarray(0, length);
    let at = 0;
    while (at < length) {
      if (view[at] === FILE_ID && at + LONGEST_FILE_TOKEN > length && !final) break;
      const file = view[at] === FILE_ID ? fileTokenLength(view, at) : 0;
      if (file > 0) {
        at += file;
        continue;
      }
      const size = recordSize(view, at);
      if (size > 0 && at + size > length && !final) break;
      if (size === 0 && !final) break;
      if (size > 0 && at + size <= length && endsWithTrailer(view, at, size)) {
        this.#reportLost(origin + at, false);
        this.#record(view, at, size);
        at += size;
      } else {
        this.#lose(origin + at);
        at++;
      }
    }
    this.#window.drop(at);
  }

  #record(view: Buffer, at: number, size: number): void {
    const offset = this.#window.origin + at;
    const record = readBsmRecord(view, at, at + size);
    if (record === undefined) {
      const place = { source: this.#source, offset, length: size };
      this.#sink.reject({
        reason: 'audit-broken',
        place,
        detail: 'An audit record holds a token that cannot be read.',
      });
    } else this.#sink.raw('bsm', record, offset, size);
  }

  #lose(offset: number): void {
    if (this.#lostFrom < 0) this.#lostFrom = offset;
  }

  #reportLost(until: number, final: boolean): void {
    if (this.#lostFrom < 0) return;
    const place = { source: this.#source, offset: this.#lostFrom, length: until - this.#lostFrom };
    this.#lostFrom = -1;
    const detail = 'These bytes of the audit trail belong to no whole record.';
    this.#sink.reject({ reason: final ? 'truncated' : 'audit-broken', place, detail });
  }
}

/** Size of the record that begins at `at`: -1 when none does, 0 when more bytes must tell. */
function recordSize(bytes: Buffer, at: number): number {
  if (!HEADER_IDS.has(bytes[at] ?? -1)) return -1;
  if (at + 6 > bytes.length) return 0;
  const size = bytes.readUInt32BE(at + 1);
  return size >= SHORTEST + TRAILER_LENGTH && size <= LONGEST && VERSIONS.has(bytes[at + 5] ?? -1)
    ? size
    : -1;
}

function endsWithTrailer(bytes: Buffer, at: number, size: number): boolean {
  const trailer = at + size - TRAILER_LENGTH;
  return (
    bytes[trailer] === TRAILER_ID &&
    bytes.readUInt16BE(trailer + 1) === 0xb105 &&
    bytes.readUInt32BE(trailer + 3) === size
  );
}

/** The token that opens and closes a trail file: time and name of the file. 0 when it is none. */
function fileTokenLength(bytes: Buffer, at: number): number {
  if (at + 12 > bytes.length || bytes[at + 11] !== SLASH) return 0;
  const length = 11 + bytes.readUInt16BE(at + 9);
  return length <= LONGEST_FILE_TOKEN && bytes[at + length - 1] === 0 ? length : 0;
}
