/** Growing lists that belong to records of the arena: an address and a count in the record, the items in blocks. */
import type { WordArena } from '../storage/word-arena.ts';

/** Which of a record's lists. */
export type ListSlot = 0 | 1 | 2 | 3;
export const LIST_SLOTS: readonly ListSlot[] = [0, 1, 2, 3];

/** Items of each list in words: activity, hosts, principals, images. */
export const LIST_WIDTHS = [3, 2, 2, 2] as const;

/** Word of a record where its lists begin: four addresses, then two words with four counts of 16 bits. */
export const LISTS_AT = 13;
export const COUNTS_AT = LISTS_AT + 4;
export const LIST_WORDS = 6;

export class ListStore {
  readonly #arena: WordArena;

  constructor(arena: WordArena) {
    this.#arena = arena;
  }

  count(record: number, slot: ListSlot): number {
    const page = this.#arena.pageOf(record);
    const word = page[this.#arena.offsetOf(record) + COUNTS_AT + (slot >>> 1)] ?? 0;
    return (slot & 1) === 0 ? word & 0xffff : word >>> 16;
  }

  /** Address of the first item; 0 when the list is empty. */
  address(record: number, slot: ListSlot): number {
    return this.#arena.pageOf(record)[this.#arena.offsetOf(record) + LISTS_AT + slot] ?? 0;
  }

  pageOf(address: number): Uint32Array {
    return this.#arena.pageOf(address);
  }

  offsetOf(address: number): number {
    return this.#arena.offsetOf(address);
  }

  /** The items' words as they are now. */
  words(record: number, slot: ListSlot): Uint32Array {
    const length = this.count(record, slot) * LIST_WIDTHS[slot];
    if (length === 0) return EMPTY;
    const words = new Uint32Array(length);
    this.copy(record, slot, words, 0);
    return words;
  }

  /** Copies the items' words and gives the place after them; most lists are too short for a view to pay. */
  copy(record: number, slot: ListSlot, into: Uint32Array, at: number): number {
    const length = this.count(record, slot) * LIST_WIDTHS[slot];
    if (length === 0) return at;
    const address = this.address(record, slot);
    const page = this.#arena.pageOf(address);
    const start = this.#arena.offsetOf(address);
    if (length > LONG) into.set(page.subarray(start, start + length), at);
    else for (let i = 0; i < length; i++) into[at + i] = page[start + i] ?? 0;
    return at + length;
  }

  /** Makes room for one item before the item `at` and gives its address. */
  open(record: number, slot: ListSlot, at: number, width: number): number {
    const count = this.count(record, slot);
    let address = this.address(record, slot);
    if (count === 0 || isFull(count)) {
      const grown = this.#arena.allocate(capacityFor(count + 1) * width);
      if (count > 0) {
        this.#copy(address, grown, count * width);
        this.#arena.release(address, capacityFor(count) * width);
      }
      address = grown;
      this.#setAddress(record, slot, address);
    }
    this.#setCount(record, slot, count + 1);
    const start = this.#arena.offsetOf(address);
    const from = start + at * width;
    if (at < count) this.#arena.pageOf(address).copyWithin(from + width, from, start + count * width);
    return address + at * width;
  }

  /** Takes the first `dropped` items away. */
  dropFront(record: number, slot: ListSlot, dropped: number, width: number): void {
    const count = this.count(record, slot);
    const left = count - dropped;
    const address = this.address(record, slot);
    if (left <= 0) {
      this.clear(record, slot);
      return;
    }
    const before = capacityFor(count) * width;
    const after = capacityFor(left) * width;
    const start = this.#arena.offsetOf(address);
    this.#arena.pageOf(address).copyWithin(start, start + dropped * width, start + count * width);
    if (after < before) {
      const shrunk = this.#arena.allocate(after);
      this.#copy(address, shrunk, left * width);
      this.#arena.release(address, before);
      this.#setAddress(record, slot, shrunk);
    }
    this.#setCount(record, slot, left);
  }

  clear(record: number, slot: ListSlot): void {
    const count = this.count(record, slot);
    if (count > 0) {
      this.#arena.release(this.address(record, slot), capacityFor(count) * LIST_WIDTHS[slot]);
    }
    this.#setAddress(record, slot, 0);
    this.#setCount(record, slot, 0);
  }

  /** Takes a whole list of `count` items as it was written, from `at` on; the record has none yet. */
  load(record: number, slot: ListSlot, count: number, words: Uint32Array, at: number): void {
    if (count === 0) return;
    const width = LIST_WIDTHS[slot];
    const address = this.#arena.allocate(capacityFor(count) * width);
    const page = this.#arena.pageOf(address);
    const start = this.#arena.offsetOf(address);
    for (let i = 0; i < count * width; i++) page[start + i] = words[at + i] ?? 0;
    this.#setAddress(record, slot, address);
    this.#setCount(record, slot, count);
  }

  #copy(from: number, to: number, words: number): void {
    const start = this.#arena.offsetOf(from);
    const items = this.#arena.pageOf(from).subarray(start, start + words);
    this.#arena.pageOf(to).set(items, this.#arena.offsetOf(to));
  }

  #setAddress(record: number, slot: ListSlot, address: number): void {
    this.#arena.pageOf(record)[this.#arena.offsetOf(record) + LISTS_AT + slot] = address;
  }

  #setCount(record: number, slot: ListSlot, count: number): void {
    const page = this.#arena.pageOf(record);
    const word = this.#arena.offsetOf(record) + COUNTS_AT + (slot >>> 1);
    const old = page[word] ?? 0;
    page[word] = (slot & 1) === 0 ? (old & 0xffff0000) | count : (old & 0xffff) | (count << 16);
  }
}

const EMPTY = new Uint32Array(0);
/** Words from which a view of the page is worth making. */
const LONG = 64;

/** Blocks hold a power of two of items, so that the count alone tells the size. */
function capacityFor(count: number): number {
  return count <= 1 ? 1 : 1 << (32 - Math.clz32(count - 1));
}

function isFull(count: number): boolean {
  return (count & (count - 1)) === 0;
}
