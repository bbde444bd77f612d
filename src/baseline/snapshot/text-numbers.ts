/** What a file calls the texts of a table: numbers from 1 in the order of their memory. */
import { SlotIndex } from '../storage/slot-index.ts';
import type { TextTable } from '../storage/text-table.ts';

export class TextNumbers {
  /** Texts in the order of their numbers, by their numbers in the table. */
  readonly ids: Uint32Array;
  /** Small beside the texts, so that looking a number up seldom misses the cache. */
  readonly #numbers = new SlotIndex();

  constructor(texts: TextTable) {
    this.ids = texts.ids();
    this.#numbers.reserve(this.ids.length);
    for (let at = 0; at < this.ids.length; at++) this.#numbers.insert(spread(this.ids[at] ?? 0), at + 1);
  }

  /** 0 for 0, which stands for "any". */
  of(id: number): number {
    if (id === 0) return 0;
    const numbers = this.#numbers;
    const hash = spread(id);
    return numbers.addressAt(numbers.seek(hash, numbers.home(hash)));
  }
}

/** Different for different numbers: the multiplier is odd. */
function spread(id: number): number {
  return Math.imul(id, 0x9e3779b1) >>> 0;
}
