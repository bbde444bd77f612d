import { binXmlArrayTexts, binXmlValueText } from './binxml-value.ts';
import { BINXML_ARRAY, BINXML_TYPE } from './binxml-type.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { filetimeMilliseconds } from './filetime.ts';
import type { TemplateText } from './template-plan.ts';

/** Real templates have up to about 60; the table grows where one has more. */
const USUAL_SUBSTITUTIONS = 64;

/** The values one template instance carries: where each lies and what type it has. Reused from record to record. */
export class SubstitutionTable {
  readonly #chunk: ChunkBytes;
  #count = 0;
  #offsets = new Uint32Array(USUAL_SUBSTITUTIONS);
  #sizes = new Uint16Array(USUAL_SUBSTITUTIONS);
  #types = new Uint8Array(USUAL_SUBSTITUTIONS);

  constructor(chunk: ChunkBytes) {
    this.#chunk = chunk;
  }

  /** Reads count, descriptors and places of the values at `offset`; gives where the values end, -1 with a damage. */
  load(offset: number, end: number): number {
    const chunk = this.#chunk;
    this.#count = 0;
    const count = chunk.u32(offset);
    let at = offset + 4 + 4 * count;
    if (at > end) {
      chunk.fail('the values of a template run past the record');
      return -1;
    }
    if (!chunk.afford(4 * count)) return -1;
    if (count > this.#offsets.length) this.#grow(2 * count);
    for (let slot = 0; slot < count; slot++) {
      const size = chunk.u16(offset + 4 + 4 * slot);
      this.#offsets[slot] = at;
      this.#sizes[slot] = size;
      this.#types[slot] = chunk.u8(offset + 6 + 4 * slot);
      at += size;
    }
    if (at > end) {
      chunk.fail('the values of a template run past the record');
      return -1;
    }
    this.#count = count;
    return at;
  }

  /** No values at all, for a fragment without a template. */
  clear(): void {
    this.#count = 0;
  }

  offset(slot: number): number {
    return this.#offsets[slot] ?? 0;
  }

  size(slot: number): number {
    return this.#sizes[slot] ?? 0;
  }

  type(slot: number): number {
    return slot >= 0 && slot < this.#count ? (this.#types[slot] ?? 0) : BINXML_TYPE.null;
  }

  /** The text of a template place; `undefined` where the template has no such place or its value is null. */
  optionalText(text: TemplateText | undefined): string | undefined {
    if (text === undefined || (text.slot >= 0 && this.type(text.slot) === BINXML_TYPE.null)) return undefined;
    return this.text(text);
  }

  text(text: TemplateText): string {
    if (text.slot >= 0) return this.#slotText(text.slot);
    if (text.parts === undefined) return text.fixed;
    let joined = '';
    for (const part of text.parts) joined += typeof part === 'string' ? part : this.#slotText(part);
    return joined;
  }

  /** The elements of an array, each of which Windows shows as an element of its own; a plain value alone. */
  texts(text: TemplateText): readonly string[] {
    const chunk = this.#chunk;
    const type = this.type(text.slot);
    if (type < BINXML_ARRAY) return [this.text(text)];
    const size = this.size(text.slot);
    return chunk.afford(8 * size) ? binXmlArrayTexts(chunk, type, this.offset(text.slot), size) : [];
  }

  /** A whole number, exact up to 2^53; `undefined` if the place holds none. */
  number(text: TemplateText | undefined): number | undefined {
    if (text === undefined) return undefined;
    if (text.slot >= 0) {
      const offset = this.offset(text.slot);
      const type = this.type(text.slot);
      const size = this.size(text.slot);
      if (type === BINXML_TYPE.uint16 && size === 2) return this.#chunk.u16(offset);
      if (type === BINXML_TYPE.uint32 && size === 4) return this.#chunk.u32(offset);
    }
    const digits = this.optionalText(text);
    if (digits === undefined || digits === '') return undefined;
    const value = Number(digits);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }

  /** A time in milliseconds since 1970 UTC, from a FILETIME or from ISO text; `undefined` if it is none. */
  time(text: TemplateText | undefined): number | undefined {
    const chunk = this.#chunk;
    if (text === undefined) return undefined;
    if (this.type(text.slot) === BINXML_TYPE.filetime && this.size(text.slot) === 8) {
      const offset = this.offset(text.slot);
      return filetimeMilliseconds(chunk.u32(offset), chunk.u32(offset + 4));
    }
    const iso = this.text(text);
    // Without its Z a text would be read in the time zone of whoever reads it.
    const milliseconds = iso.endsWith('Z') ? Date.parse(iso) : Number.NaN;
    return Number.isNaN(milliseconds) ? undefined : milliseconds;
  }

  #grow(capacity: number): void {
    this.#offsets = new Uint32Array(capacity);
    this.#sizes = new Uint16Array(capacity);
    this.#types = new Uint8Array(capacity);
  }

  #slotText(slot: number): string {
    const chunk = this.#chunk;
    const type = this.type(slot);
    if (type === BINXML_TYPE.null) return '';
    const size = this.size(slot);
    if (!chunk.afford(8 + size)) return '';
    if (type >= BINXML_ARRAY) return binXmlArrayTexts(chunk, type, this.offset(slot), size).join(',');
    return binXmlValueText(chunk, type, this.offset(slot), size);
  }
}
