import { BINXML_TOKEN } from '../../src/formats/evtx/binxml-token.ts';
import { BINXML_TYPE } from '../../src/formats/evtx/binxml-type.ts';
import { crc32 } from '../../src/formats/evtx/crc32.ts';
import { CHUNK_MAGIC, CHUNK_SIZE, RECORD_MAGIC } from '../../src/formats/evtx/evtx-layout.ts';
import { EvtxWriterBytes } from '../../src/stories/evtx-writer-bytes.ts';
import { EvtxWriterElements } from '../../src/stories/evtx-writer-elements.ts';
import { EvtxWriterNames } from '../../src/stories/evtx-writer-names.ts';
import { writeEvtx } from '../../src/stories/evtx-writer.ts';

/** A value of a template instance: raw bytes, or a fragment that is written in place. */
export interface HandMadeValue {
  readonly type: number;
  readonly bytes?: Buffer;
  readonly fragment?: (chunk: HandMadeChunk) => void;
}

/** Writes records as the story writer never does: fragments in values, UserData, arrays, broken structures. */
export class HandMadeChunk {
  readonly out: EvtxWriterBytes = new EvtxWriterBytes(2 * CHUNK_SIZE, 512);
  readonly #names: EvtxWriterNames = new EvtxWriterNames(this.out);
  readonly elements: EvtxWriterElements = new EvtxWriterElements(this.out, this.#names);
  #records = 0;

  record(content: () => void): void {
    const { out } = this;
    const start = out.position;
    this.#records += 1;
    out.bytes(RECORD_MAGIC);
    out.u32(0);
    out.u64(BigInt(this.#records));
    out.u64(132_437_237_950_350_000n);
    content();
    const size = out.position + 4 - start;
    out.u32(size);
    out.buffer.writeUInt32LE(size, start + 4);
  }

  /** A template instance with its definition; gives where the definition lies. */
  instance(template: () => void, values: readonly HandMadeValue[]): number {
    const { out } = this;
    this.#beginInstance(out.position + 10);
    const definition = out.position;
    out.u32(0);
    out.bytes(Buffer.alloc(16, 7));
    const size = out.openSize();
    this.fragmentHeader();
    template();
    out.u8(BINXML_TOKEN.endOfStream);
    out.closeSize(size);
    this.#values(values);
    return definition;
  }

  /** An instance of a template that is defined elsewhere. */
  reference(definition: number, values: readonly HandMadeValue[]): void {
    this.#beginInstance(definition);
    this.#values(values);
  }

  fragmentHeader(): void {
    this.out.bytes(Buffer.from([BINXML_TOKEN.fragmentHeader, 1, 1, 0]));
  }

  /** The System section with fixed texts, as far as the reader needs one. */
  system(eventId: string): void {
    this.elements.element('System', {}, () => {
      this.elements.element('Provider', { Name: 'Hand-Made' });
      this.elements.element('EventID', {}, eventId);
      this.elements.element('Computer', {}, 'WS01');
    });
  }

  /** A whole file of this one chunk. */
  file(): Buffer {
    const chunk = this.out.buffer.subarray(0, CHUNK_SIZE);
    CHUNK_MAGIC.copy(chunk);
    chunk.writeUInt32LE(this.out.position, 48);
    chunk.writeUInt32LE(crc32(chunk, 512, this.out.position), 52);
    chunk.writeUInt32LE(crc32(chunk, 128, 512, crc32(chunk, 0, 120)), 124);
    return Buffer.concat([writeEvtx([]), chunk]);
  }

  #beginInstance(definition: number): void {
    const { out } = this;
    out.u8(BINXML_TOKEN.templateInstance);
    out.u8(1);
    out.bytes(Buffer.alloc(4, 7));
    out.u32(definition);
  }

  #values(values: readonly HandMadeValue[]): void {
    const { out } = this;
    out.u32(values.length);
    const descriptors = out.position;
    out.position += 4 * values.length;
    for (const [index, value] of values.entries()) {
      const start = out.position;
      value.fragment?.(this);
      if (value.bytes !== undefined) out.bytes(value.bytes);
      out.buffer.writeUInt16LE(out.position - start, descriptors + 4 * index);
      out.buffer.writeUInt8(value.type, descriptors + 4 * index + 2);
    }
  }
}

/** A value that holds BinXML. */
export function fragmentValue(fragment: (chunk: HandMadeChunk) => void): HandMadeValue {
  return { type: BINXML_TYPE.binXml, fragment };
}
