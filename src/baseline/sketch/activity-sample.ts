/**
 * When something was active and how much it carried: one item for each active hour, the hours with the smallest hashes of
 * each epoch of 32 days once they are too many. A sample of that kind is uniform, so medians, shares and trends of the
 * sample are those of the whole, within a stated error. Larger amounts win, so a replay changes nothing.
 *
 * Three words for each item, sorted by epoch, then hash: hash; hour << 8 | connections; bytes out << 16 | bytes in.
 */
import { EPOCHS, epochOfHour, HOURS_PER_EPOCH } from '../moment.ts';
import { moveUp } from './list-store.ts';
import type { ListStore } from './list-store.ts';

export const ACTIVITY = 0;
const WIDTH = 3;
/** More hours than an epoch has items for are sampled; the hash decides, 20 bits hold the hour. */
const HOUR_SHIFT = 8;
const EPOCH_STEP = HOURS_PER_EPOCH << HOUR_SHIFT;

export class ActivitySample {
  readonly #lists: ListStore;

  constructor(lists: ListStore) {
    this.#lists = lists;
  }

  /**
   * Adds an active hour or raises what is known of it. `hash` tells hours of different hosts apart; `bytes` is
   * `bytesCode(out) << 16 | bytesCode(in)`; `limit` is how many hours are kept of each epoch.
   */
  add(record: number, hash: number, hour: number, connections: number, bytes: number, limit: number): void {
    const count = this.#lists.count(record, ACTIVITY);
    if (count === 0) {
      this.#write(record, 0, hash, (hour << HOUR_SHIFT) | connections, bytes);
      return;
    }
    const address = this.#lists.address(record, ACTIVITY);
    const page = this.#lists.pageOf(address);
    const start = this.#lists.offsetOf(address);
    const epoch = epochOfHour(hour);
    const newest = epochAt(page, start, count - 1);
    if (epoch <= newest - EPOCHS) return;
    if (epoch > newest) {
      const stale = lowerBound(page, start, count, epoch - EPOCHS + 1, 0);
      if (stale > 0) this.#lists.dropFront(record, ACTIVITY, stale, WIDTH);
      this.#write(record, count - stale, hash, (hour << HOUR_SHIFT) | connections, bytes);
      return;
    }
    const end = epoch === newest ? count : lowerBound(page, start, count, epoch + 1, 0);
    const full = end >= limit && epochAt(page, start, end - limit) === epoch;
    // Most hours of a busy profile: not among the smallest, and found so without a search.
    if (full && (page[start + (end - 1) * WIDTH] ?? 0) < hash) return;
    const at = lowerBound(page, start, end, epoch, hash);
    const word = start + at * WIDTH;
    if (at < end && page[word] === hash) {
      raise(page, word, hour, connections, bytes);
      return;
    }
    if (full) {
      moveUp(page, word, start + (end - 1) * WIDTH, WIDTH);
      page[word] = hash;
      page[word + 1] = (hour << HOUR_SHIFT) | connections;
      page[word + 2] = bytes;
      return;
    }
    this.#write(record, at, hash, (hour << HOUR_SHIFT) | connections, bytes);
  }

  #write(record: number, at: number, hash: number, hour: number, bytes: number): void {
    const place = this.#lists.open(record, ACTIVITY, at, WIDTH);
    const page = this.#lists.pageOf(place);
    const word = this.#lists.offsetOf(place);
    page[word] = hash;
    page[word + 1] = hour;
    page[word + 2] = bytes;
  }
}

function epochAt(page: Uint32Array, start: number, index: number): number {
  return epochOfHour((page[start + index * WIDTH + 1] ?? 0) >>> HOUR_SHIFT);
}

/** First item not before (epoch, hash). */
function lowerBound(page: Uint32Array, start: number, count: number, epoch: number, hash: number): number {
  // An item's second word tells its epoch without a division: the hour stands above the connections.
  const first = epoch * EPOCH_STEP;
  const next = first + EPOCH_STEP;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const word = start + middle * WIDTH;
    const hour = page[word + 1] ?? 0;
    if (hour < first || (hour < next && (page[word] ?? 0) < hash)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Each amount by itself; of two hours that share a hash in one epoch the earlier stays. */
function raise(page: Uint32Array, word: number, hour: number, connections: number, bytes: number): void {
  const old = page[word + 1] ?? 0;
  const first = Math.min(old >>> HOUR_SHIFT, hour);
  page[word + 1] = (first << HOUR_SHIFT) | Math.max(old & 0xff, connections);
  const known = page[word + 2] ?? 0;
  const out = Math.max(known >>> 16, bytes >>> 16);
  const into = Math.max(known & 0xffff, bytes & 0xffff);
  page[word + 2] = (out << 16) | into;
}
