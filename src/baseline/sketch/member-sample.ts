/**
 * A set of hosts, users or images that stays small: exact while it fits, then the members with the smallest hashes, each
 * with the second it was first seen. Union and minimum only, so order and repetition do not matter.
 *
 * Two words for each member, sorted by hash: hash, second first seen.
 */
import { distinctCount } from './distinct-count.ts';
import type { DistinctCount } from './distinct-count.ts';
import { moveUp } from './list-store.ts';
import type { ListStore } from './list-store.ts';
import type { ListSlot } from './list-store.ts';

const WIDTH = 2;

/** A set as it was known before a second; what is asked for is computed then. */
export class Members {
  readonly #words: Uint32Array;
  readonly #before: number;
  readonly #limit: number;
  readonly all: DistinctCount;

  constructor(words: Uint32Array, limit: number, before: number) {
    this.#words = words;
    this.#before = before;
    this.#limit = limit;
    const kept = words.length / WIDTH;
    let known = 0;
    for (let i = 1; i < words.length; i += WIDTH) if ((words[i] ?? 0) < before) known++;
    const whole = distinctCount(kept, limit, words[words.length - WIDTH] ?? 0);
    this.all = whole.exact
      ? { ...whole, count: known }
      : { ...whole, count: Math.round((whole.count * known) / kept) };
  }

  /** Seconds when the kept members were first seen, ascending. */
  get firstSeen(): readonly number[] {
    const seconds: number[] = [];
    for (let i = 1; i < this.#words.length; i += WIDTH) {
      const second = this.#words[i] ?? 0;
      if (second < this.#before) seconds.push(second);
    }
    return [...Float64Array.from(seconds).sort()];
  }

  /** Is this member known? `undefined` when the set is sampled and the member fell out of the sample. */
  has(hash: number): boolean | undefined {
    const kept = this.#words.length / WIDTH;
    const index = lowerBound(this.#words, 0, kept, hash);
    if (index < kept && this.#words[index * WIDTH] === hash) {
      return (this.#words[index * WIDTH + 1] ?? 0) < this.#before;
    }
    return kept < this.#limit || index < kept ? false : undefined;
  }
}

export class MemberSample {
  readonly #lists: ListStore;

  constructor(lists: ListStore) {
    this.#lists = lists;
  }

  /** Adds a member or makes its first sighting earlier. `limit` is how many are kept. */
  add(record: number, slot: ListSlot, hash: number, second: number, limit: number): void {
    const count = this.#lists.count(record, slot);
    if (count > 0) {
      const address = this.#lists.address(record, slot);
      const page = this.#lists.pageOf(address);
      const start = this.#lists.offsetOf(address);
      if (count >= limit && (page[start + (count - 1) * WIDTH] ?? 0) < hash) return;
      const at = lowerBound(page, start, count, hash);
      const word = start + at * WIDTH;
      if (at < count && page[word] === hash) {
        if ((page[word + 1] ?? 0) > second) page[word + 1] = second;
        return;
      }
      if (count >= limit) {
        // The largest hash makes room.
        moveUp(page, word, start + (count - 1) * WIDTH, WIDTH);
        page[word] = hash;
        page[word + 1] = second;
        return;
      }
      this.#write(record, slot, at, hash, second);
      return;
    }
    this.#write(record, slot, 0, hash, second);
  }

  #write(record: number, slot: ListSlot, at: number, hash: number, second: number): void {
    const place = this.#lists.open(record, slot, at, WIDTH);
    const page = this.#lists.pageOf(place);
    const word = this.#lists.offsetOf(place);
    page[word] = hash;
    page[word + 1] = second;
  }
}

function lowerBound(page: Uint32Array, start: number, count: number, hash: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((page[start + middle * WIDTH] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
