import { blockClassFor } from './block-pool.ts';
import { SIDE, SIDE_MARK } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import type { PayloadStore } from './payload-store.ts';

const NONE = -1;
/** Stretches received ahead of their turn that one direction may have; a block of the smallest size holds them. */
const MOST_RANGES = 16;
const RANGES_CLASS = blockClassFor(MOST_RANGES * 8);
/** The largest window TCP has (RFC 7323); a segment further ahead belongs to something else. */
const LARGEST_WINDOW = 0x4000_0000;

/**
 * Puts the segments of one direction of the table's opened flow at their places: what came before is not taken again,
 * what comes ahead of its turn is taken at once and remembered as a stretch, so no payload waits in memory. Where
 * segments overlap, the bytes that came first hold.
 */
export class TcpStream {
  readonly #table: FlowTable;
  readonly #store: PayloadStore;
  /** What the last segment was: bytes taken anew, and bytes that were there before. */
  fresh = 0;
  repeated = 0;

  #flow = NONE;
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the next byte expected would stand in `#bytes`, and how many were captured from there on. */
  #origin = 0;
  #limit = 0;

  constructor(table: FlowTable, store: PayloadStore) {
    this.#table = table;
    this.#store = store;
  }

  /** The sequence number of the first byte of the stream, unless it is known already. */
  begin(side: number, sequence: number): void {
    const { words } = this.#table;
    if (words[side + SIDE.marks]! & SIDE_MARK.sequenceKnown) return;
    words[side + SIDE.next] = sequence;
    words[side + SIDE.marks]! |= SIDE_MARK.sequenceKnown;
  }

  /** `length` bytes at `sequence`, of which `captured` stand at `bytes[at]`. */
  segment(
    flow: number,
    side: number,
    sequence: number,
    length: number,
    bytes: Buffer,
    at: number,
    captured: number,
  ): void {
    const { words } = this.#table;
    this.fresh = 0;
    this.begin(side, sequence);
    // Relative to the next byte expected: negative is over, positive is ahead.
    const ahead = (sequence - words[side + SIDE.next]!) | 0;
    const end = ahead + length;
    if (ahead <= LARGEST_WINDOW && end > 0) {
      this.#flow = flow;
      this.#bytes = bytes;
      this.#origin = at - ahead;
      this.#limit = captured + ahead;
      this.#store.expect(flow, side, this.#table.doubles[(side + SIDE.position) >> 1]! + end);
      if (ahead <= 0 && words[side + SIDE.ranges] === NONE) this.#takeInOrder(side, end);
      else this.#takeAround(side, Math.max(0, ahead), end);
    }
    this.repeated = length - this.fresh;
    addSaturated(words, side + SIDE.retransmitted, this.repeated);
  }

  /** Every hole that is left was never captured. */
  finish(side: number): void {
    while (this.#rangeCount(side) > 0) this.#closeHole(side);
  }

  #takeInOrder(side: number, end: number): void {
    this.#take(side, 0, end);
    this.#advance(side, end);
  }

  /** The next byte expected is `by` further on. */
  #advance(side: number, by: number): void {
    const { words, doubles } = this.#table;
    words[side + SIDE.next]! += by;
    doubles[(side + SIDE.position) >> 1]! += by;
    this.#origin += by;
    this.#limit -= by;
  }

  #take(side: number, begin: number, end: number): void {
    const { words, doubles } = this.#table;
    this.fresh += end - begin;
    doubles[(side + SIDE.payloadBytes) >> 1]! += end - begin;
    const place = doubles[(side + SIDE.position) >> 1]! + begin;
    const there = Math.max(0, Math.min(end, this.#limit) - begin);
    if (there < end - begin) {
      addSaturated(words, side + SIDE.snapped, end - begin - there);
      this.#store.limitHead(side, place + there);
    }
    this.#store.take(this.#flow, side, place, this.#bytes, this.#origin + begin, there);
  }

  /** Takes what of `[begin, end)` is not there yet and merges it with the stretches. */
  #takeAround(side: number, begin: number, end: number): void {
    const { words } = this.#table;
    const block = this.#rangesOf(side);
    if (block === NONE) {
      addSaturated(words, side + SIDE.missed, begin);
      this.#advance(side, begin);
      this.#takeInOrder(side, end - begin);
      return;
    }
    const list = this.#store.pool.wordsOf(block);
    const first = this.#store.pool.wordIndexOf(block);
    const next = words[side + SIDE.next]!;
    const count = this.#rangeCount(side);
    let from = begin;
    let mergedBegin = begin;
    let mergedEnd = end;
    let before = 0;
    let after = 0;
    for (let i = 0; i < count; i++) {
      const rangeBegin = (list[first + 2 * i]! - next) | 0;
      const rangeEnd = (list[first + 2 * i + 1]! - next) | 0;
      if (rangeEnd < begin) before = i + 1;
      else if (rangeBegin <= end) {
        if (rangeBegin > from) this.#take(side, from, rangeBegin);
        from = Math.max(from, rangeEnd);
        mergedBegin = Math.min(mergedBegin, rangeBegin);
        mergedEnd = Math.max(mergedEnd, rangeEnd);
      } else after++;
    }
    if (from < end) this.#take(side, from, end);
    const kept = before + (mergedBegin > 0 ? 1 : 0);
    const tail = first + 2 * (count - after);
    list.copyWithin(first + 2 * kept, tail, tail + 2 * after);
    if (mergedBegin > 0) {
      list[first + 2 * before] = next + mergedBegin;
      list[first + 2 * before + 1] = next + mergedEnd;
    } else this.#advance(side, mergedEnd);
    this.#setRangeCount(side, kept + after);
    if (kept + after === MOST_RANGES) this.#closeHole(side);
  }

  /** Gives up the first hole: what would fill it is no longer waited for. */
  #closeHole(side: number): void {
    const { words } = this.#table;
    const block = words[side + SIDE.ranges]!;
    const list = this.#store.pool.wordsOf(block);
    const first = this.#store.pool.wordIndexOf(block);
    const next = words[side + SIDE.next]!;
    const place = this.#table.doubles[(side + SIDE.position) >> 1]!;
    addSaturated(words, side + SIDE.missed, (list[first]! - next) | 0);
    this.#store.limitHead(side, place);
    this.#advance(side, (list[first + 1]! - next) | 0);
    const left = this.#rangeCount(side) - 1;
    list.copyWithin(first, first + 2, first + 2 + 2 * left);
    this.#setRangeCount(side, left);
  }

  #rangesOf(side: number): number {
    const { words } = this.#table;
    const block = words[side + SIDE.ranges]!;
    if (block !== NONE) return block;
    return (words[side + SIDE.ranges] = this.#store.pool.allocate(RANGES_CLASS));
  }

  #rangeCount(side: number): number {
    return this.#table.words[side + SIDE.marks]! >>> SIDE_MARK.rangesShift;
  }

  #setRangeCount(side: number, count: number): void {
    const { words } = this.#table;
    const marks = words[side + SIDE.marks]!;
    words[side + SIDE.marks] =
      (marks & ((1 << SIDE_MARK.rangesShift) - 1)) | (count << SIDE_MARK.rangesShift);
  }
}

function addSaturated(words: Int32Array, index: number, more: number): void {
  if (more > 0) words[index] = Math.min(0xffff_ffff, (words[index]! >>> 0) + more);
}
