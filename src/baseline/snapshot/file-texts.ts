/** The texts of a snapshot by their number in the file: the table's own, its hash, and how many profiles use it. */
import type { TextTable } from '../storage/text-table.ts';

/** Words for each text: number in the table, hash, uses; the fourth keeps them in one line of the cache. */
const WIDTH = 4;

export class FileTexts {
  readonly #table: TextTable;
  #words = new Uint32Array(1024 * WIDTH);
  /** Number 0 is "any" and no text. */
  #count = 1;

  constructor(table: TextTable) {
    this.#table = table;
  }

  /** Texts that came so far. */
  get count(): number {
    return this.#count - 1;
  }

  /** Takes in the next text of the file, `bytes` from `from` to `to`. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const at = this.#count++ * WIDTH;
    if (at >= this.#words.length) {
      const grown = new Uint32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    const id = this.#table.internBytes(bytes, from, to);
    // Held until the end, when it is known how many profiles use it.
    this.#table.hold(id, 1);
    this.#words[at] = id;
    this.#words[at + 1] = this.#table.hash(id);
  }

  /** The table's number of a text, with one use more. */
  use(number: number): number {
    const at = number * WIDTH;
    this.#words[at + 2] = (this.#words[at + 2] ?? 0) + 1;
    return this.#words[at] ?? 0;
  }

  hash(number: number): number {
    return this.#words[number * WIDTH + 1] ?? 0;
  }

  /** Tells the table all uses; texts that no profile used go. */
  close(): void {
    for (let at = WIDTH; at < this.#count * WIDTH; at += WIDTH) {
      const id = this.#words[at] ?? 0;
      this.#table.hold(id, this.#words[at + 2] ?? 0);
      this.#table.letGo(id);
    }
    this.#count = 1;
  }
}
