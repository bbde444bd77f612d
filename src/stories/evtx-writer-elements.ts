import { BINXML_TOKEN, MORE_FOLLOWS } from '../formats/evtx/binxml-token.ts';
import { BINXML_TYPE } from '../formats/evtx/binxml-type.ts';
import type { EvtxWriterBytes } from './evtx-writer-bytes.ts';
import type { EvtxWriterNames } from './evtx-writer-names.ts';

/** A fixed text, or the number and type of a substitution. */
export type EvtxWriterContent = string | { readonly slot: number; readonly type: number };

const NO_DEPENDENCY = 0xffff;

/** Writes the elements of template definitions as BinXML. */
export class EvtxWriterElements {
  readonly #out: EvtxWriterBytes;
  readonly #names: EvtxWriterNames;

  constructor(out: EvtxWriterBytes, names: EvtxWriterNames) {
    this.#out = out;
    this.#names = names;
  }

  /** Writes an element; `content` is a text, a substitution, or writes the child elements. */
  element(
    name: string,
    attributes: Readonly<Record<string, EvtxWriterContent>>,
    content?: EvtxWriterContent | (() => void),
  ): void {
    const out = this.#out;
    const entries = Object.entries(attributes);
    out.u8(BINXML_TOKEN.openStartElement | (entries.length > 0 ? MORE_FOLLOWS : 0));
    out.u16(NO_DEPENDENCY);
    const size = out.openSize();
    this.#names.write(name);
    if (entries.length > 0) this.#attributes(entries);
    if (content === undefined) {
      out.u8(BINXML_TOKEN.closeEmptyElement);
    } else {
      out.u8(BINXML_TOKEN.closeStartElement);
      if (typeof content === 'function') content();
      else this.content(content);
      out.u8(BINXML_TOKEN.endElement);
    }
    out.closeSize(size);
  }

  #attributes(entries: readonly (readonly [string, EvtxWriterContent])[]): void {
    const size = this.#out.openSize();
    for (const [index, [name, value]] of entries.entries()) {
      this.#out.u8(BINXML_TOKEN.attribute | (index + 1 < entries.length ? MORE_FOLLOWS : 0));
      this.#names.write(name);
      this.content(value);
    }
    this.#out.closeSize(size);
  }

  /** Writes what stands in the element that is open. */
  content(content: EvtxWriterContent): void {
    const out = this.#out;
    if (typeof content === 'string') {
      out.u8(BINXML_TOKEN.value);
      out.u8(BINXML_TYPE.string);
      out.u16(content.length);
      out.utf16(content);
      return;
    }
    out.u8(BINXML_TOKEN.optionalSubstitution);
    out.u16(content.slot);
    out.u8(content.type);
  }
}
