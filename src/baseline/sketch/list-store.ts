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
    return countIn(this.#arena.pageOf(record), this.#arena.offsetOf(record) + COUNTS_AT, slot);
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
    moveUp(this.#arena.pageOf(address), start + at * width, start + count * width, width);
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

  /** Words that lists take whose two words of counts are at `at`. */
  room(words: Uint32Array, at: number): number {
    let room = 0;
    for (const slot of LIST_SLOTS) room += capacityFor(countIn(words, at, slot)) * LIST_WIDTHS[slot];
    return room;
  }

  /**
   * Takes all lists of a record as they were written, at `from` two words of counts, then the items. The record has none
   * yet; they go to the block of `room` words at `block`, in the record's page.
   */
  load(record: number, block: number, words: Uint32Array, from: number): void {
    const page = this.#arena.pageOf(record);
    const start = this.#arena.offsetOf(record);
    const shift = start - record;
    page[start + COUNTS_AT] = words[from] ?? 0;
    page[start + COUNTS_AT + 1] = words[from + 1] ?? 0;
    let list = block;
    let at = from + 2;
    for (const slot of LIST_SLOTS) {
      const count = countIn(words, from, slot);
      const width = LIST_WIDTHS[slot];
      page[start + LISTS_AT + slot] = count === 0 ? 0 : list;
      const end = at + count * width;
      for (let into = list + shift; at < end; at++, into++) page[into] = words[at] ?? 0;
      list += capacityFor(count) * width;
    }
  }

  #copy(from: number, to: number, words: number): void {
    const source = this.#arena.pageOf(from);
    const start = this.#arena.offsetOf(from);
    const target = this.#arena.pageOf(to);
    const into = this.#arena.offsetOf(to);
    if (words > LONG) target.set(source.subarray(start, start + words), into);
    else for (let i = 0; i < words; i++) target[into + i] = source[start + i] ?? 0;
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

/** Items of a list by the two words of counts at `at`, 16 bits each. */
export function countIn(words: Uint32Array, at: number, slot: ListSlot): number {
  const word = words[at + (slot >>> 1)] ?? 0;
  return (slot & 1) === 0 ? word & 0xffff : word >>> 16;
}

/** Moves the words from `from` to `to` up by `width`; most are too few for the machine's own way to pay. */
export function moveUp(page: Uint32Array, from: number, to: number, width: number): void {
  if (to - from > LONG) page.copyWithin(from + width, from, to);
  else for (let at = to - 1; at >= from; at--) page[at + width] = page[at] ?? 0;
}

/** Items a block has room for: a power of two, so that the count alone tells the size. */
function capacityFor(count: number): number {
  return count <= 1 ? count : 1 << (32 - Math.clz32(count - 1));
}

function isFull(count: number): boolean {
  return (count & (count - 1)) === 0;
}
