import { BINXML_TOKEN } from '../formats/evtx/binxml-token.ts';
import { crc32 } from '../formats/evtx/crc32.ts';
import type { EvtxWriterBytes } from './evtx-writer-bytes.ts';
import { EvtxWriterElements } from './evtx-writer-elements.ts';
import type { EvtxWriterNames } from './evtx-writer-names.ts';
import type { EvtxRecordShape } from './evtx-writer-record.ts';
import { writeEvtxTemplate } from './evtx-writer-template.ts';

const BUCKETS = 32;

/** The templates of one chunk: defined where first used, pointed at afterwards, and listed in 32 buckets. */
export class EvtxWriterTemplates {
  readonly #out: EvtxWriterBytes;
  readonly #elements: EvtxWriterElements;
  readonly #offsets: Map<string, number> = new Map();
  readonly #heads: number[] = Array.from({ length: BUCKETS }, () => 0);

  constructor(out: EvtxWriterBytes, names: EvtxWriterNames) {
    this.#out = out;
    this.#elements = new EvtxWriterElements(out, names);
  }

  /** Writes the beginning of a template instance, and the definition where the chunk has none of this shape yet. */
  writeInstance(shape: EvtxRecordShape): void {
    const out = this.#out;
    const key = JSON.stringify([shape.provider, shape.names, shape.hasMessage]);
    const guid = shapeGuid(key);
    const known = this.#offsets.get(key);
    out.u8(BINXML_TOKEN.templateInstance);
    out.u8(1);
    out.bytes(guid.subarray(0, 4));
    out.u32(known ?? out.position + 4);
    if (known !== undefined) return;
    const bucket = guid.readUInt32LE(0) % BUCKETS;
    this.#offsets.set(key, out.position);
    const definition = out.position;
    out.u32(this.#heads[bucket] ?? 0);
    this.#heads[bucket] = definition;
    out.bytes(guid);
    const size = out.openSize();
    out.bytes(Buffer.from([BINXML_TOKEN.fragmentHeader, 1, 1, 0]));
    writeEvtxTemplate(this.#elements, shape);
    out.u8(BINXML_TOKEN.endOfStream);
    out.closeSize(size);
  }

  /** Where each bucket's list of templates begins, leaving out what was written at or after `end`. */
  buckets(end: number): readonly number[] {
    return this.#heads.map((head) => {
      let offset = head;
      while (offset >= end) offset = this.#out.buffer.readUInt32LE(offset);
      return offset;
    });
  }
}

/** Equal shapes have equal GUIDs in every file. */
function shapeGuid(key: string): Buffer {
  const text = Buffer.from(key, 'utf8');
  const guid = Buffer.alloc(16);
  for (let part = 0; part < 4; part++) guid.writeUInt32LE(crc32(text, 0, text.length, part), 4 * part);
  return guid;
}
