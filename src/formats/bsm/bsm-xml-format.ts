/** The audit trail as `praudit -x` prints it. */
import { ByteWindow } from '../byte-window.ts';
import { decodeEntities } from '../event-xml/xml-entities.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { readXmlRecord } from './bsm-xml-record.ts';

const OPEN = Buffer.from('<record ');
const CLOSE = Buffer.from('</record>');
const LONGEST = 4 * 1024 * 1024;

export const bsmXmlFormat: Format = {
  id: 'bsm-xml',
  title: 'OpenBSM audit trail (XML)',
  sniff: (head) => {
    const text = head.toString('latin1', 0, 4096);
    return /^\s*(?:<\?xml[^>]{0,100}\?>\s*)?<audit>\s*(?:<file\b[^>]{0,1024}>[^<]{0,1024}<\/file>\s*)?<record version=/.test(
      text,
    );
  },
  open: (source, sink) => new BsmXmlDecoder(source, sink),
};

class BsmXmlDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #window = new ByteWindow(0);

  constructor(source: string, sink: RecordSink) {
    this.#source = source;
    this.#sink = sink;
  }

  push(bytes: Buffer): void {
    this.#window.append(bytes, 0, bytes.length);
    this.#read();
    if (this.#window.length > LONGEST) {
      this.#reject(0, this.#window.length, 'record-too-long');
      this.#window.drop(this.#window.length);
    }
  }

  end(): void {
    this.#read();
    const view = this.#window.bytes.subarray(0, this.#window.length);
    const start = view.indexOf(OPEN);
    if (start >= 0) this.#reject(start, view.length - start, 'truncated');
  }

  #read(): void {
    const view = this.#window.bytes.subarray(0, this.#window.length);
    let at = 0;
    for (;;) {
      const start = view.indexOf(OPEN, at);
      const end = start < 0 ? -1 : view.indexOf(CLOSE, start);
      if (end < 0) {
        // A tag may be cut between two pushes.
        this.#window.drop(start < 0 ? Math.max(at, view.length - OPEN.length) : start);
        return;
      }
      const again = view.lastIndexOf(OPEN, end);
      if (again > start) this.#reject(start, again - start, 'audit-broken');
      const length = end + CLOSE.length - again;
      const record = readXmlRecord(view.toString('utf8', again, again + length), decodeEntities);
      this.#sink.raw('bsm', record, this.#window.origin + again, length);
      at = end + CLOSE.length;
    }
  }

  #reject(at: number, length: number, reason: 'truncated' | 'audit-broken' | 'record-too-long'): void {
    const place = { source: this.#source, offset: this.#window.origin + at, length };
    this.#sink.reject({ reason, place, detail: 'This part of the audit trail is no whole record.' });
  }
}
