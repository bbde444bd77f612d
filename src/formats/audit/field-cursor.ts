import { decimalAt, fieldStart, registerAt, unquoted, valueEnd } from './raw-field.ts';
import type { FieldKey } from './raw-field.ts';

/**
 * Reads fields one after another: the kernel writes them in one order, so each is looked for behind the one before, and
 * from the beginning only where it is not there.
 */
export class FieldCursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** As written, with its quotes. */
  raw(key: FieldKey): string | undefined {
    const start = this.#find(key);
    if (start < 0) return undefined;
    const end = valueEnd(this.#text, start);
    this.#at = end;
    return this.#text.slice(start, end);
  }

  /** Without quotes; `undefined` for what stands for nothing. */
  text(key: FieldKey): string | undefined {
    return unquoted(this.raw(key));
  }

  decimal(key: FieldKey): number | undefined {
    const start = this.#find(key);
    return start < 0 ? undefined : decimalAt(this.#text, start);
  }

  /** The low 32 bits of a hexadecimal register. */
  register(key: FieldKey): number | undefined {
    const start = this.#find(key);
    return start < 0 ? undefined : registerAt(this.#text, start);
  }

  #find(key: FieldKey): number {
    const found = this.#text.indexOf(key, this.#at);
    const start = found < 0 ? fieldStart(this.#text, key) : found + key.length;
    if (start >= 0) this.#at = start;
    return start;
  }
}
