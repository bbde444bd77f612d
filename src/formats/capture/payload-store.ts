import { blockClassFor, BlockPool } from './block-pool.ts';
import type { CaptureCounts } from './capture-counts.ts';
import { FlowList } from './flow-list.ts';
import type { FlowTable } from './flow-table.ts';
import { MARK, SIDE, SIDE_MARK, sideWords, WORD } from './flow-layout.ts';
import { countWords } from './payload/byte-measure.ts';

const NONE = -1;
const EMPTY = Buffer.alloc(0);
/** In place of counts: the payload is encrypted by a protocol that said so, and its bytes are evenly spread anyway. */
const SEALED = -2;
const COUNTS_CLASS = blockClassFor(1024);
/** A beginning of up to this many bytes is cheap enough to keep, and to count the bytes of when the flow ends. */
const SHORT = 2048;
/** A handshake record of version 3.x; `SSH-`; a long header of QUIC version 1. */
const TLS_HANDSHAKE = 0x1603;
const SSH_BANNER = 0x5353482d;
const QUIC_LONG = 0xc000_0000;
/** Bytes further on in a stream are not counted. */
const MOST_COUNTED = 0xffff_ffff;
/** Long beginnings given up for one that grows. */
const MOST_GIVEN_UP = 64;

/**
 * What is kept of the payload of each direction of the table's opened flow: its beginning, byte for byte at its place
 * in the stream, and, once it is longer than a few packets, how often each byte value occurred.
 */
export class PayloadStore {
  readonly pool: BlockPool;
  readonly #table: FlowTable;
  readonly #counts: CaptureCounts;
  readonly #headBytes: number;
  /** Flows with long beginnings, those that became long first at its old end. */
  readonly #long: FlowList;
  #flow: number = NONE;
  #viewed: Buffer = EMPTY;
  #view: DataView = new DataView(EMPTY.buffer, 0, 0);

  constructor(table: FlowTable, memoryBytes: number, headBytes: number, counts: CaptureCounts) {
    this.pool = new BlockPool(memoryBytes);
    this.#table = table;
    this.#counts = counts;
    this.#headBytes = Math.min(65_536, headBytes);
    this.#long = new FlowList(table, WORD.longerOlder, WORD.longerNewer);
  }

  /** A new flow has nothing yet. */
  begin(): void {
    const { words, base } = this.#table;
    for (let direction = 0; direction < 2; direction++) {
      const side = base + sideWords(direction);
      words[side + SIDE.head] = NONE;
      words[side + SIDE.counts] = NONE;
      words[side + SIDE.ranges] = NONE;
      words[side + SIDE.headLimit] = this.#headBytes;
    }
  }

  /** Gives back what the opened flow holds. */
  release(flow: number): void {
    const table = this.#table;
    if (table.words[table.base + WORD.marks]! & MARK.inLongList) this.#long.remove(flow);
    for (let direction = 0; direction < 2; direction++) {
      const side = table.base + sideWords(direction);
      for (const word of [SIDE.head, SIDE.counts, SIDE.ranges]) {
        const handle = table.words[side + word]!;
        if (handle >= 0) this.pool.free(handle);
        table.words[side + word] = NONE;
      }
    }
  }

  /** Bytes up to `place` are about to come: when that is no longer short, counting begins. */
  expect(flow: number, side: number, place: number): void {
    if (place <= SHORT || this.#table.words[side + SIDE.counts] !== NONE) return;
    this.#flow = flow;
    this.#beginCounts(side);
  }

  /**
   * Keeps and counts `length` captured bytes, which stand at `place` in the stream. `side` is the direction's first
   * word; bytes must not be given twice.
   */
  take(flow: number, side: number, place: number, bytes: Buffer, at: number, length: number): void {
    if (length === 0) return;
    this.#flow = flow;
    const { words } = this.#table;
    const limit = words[side + SIDE.headLimit]!;
    if (place < limit) {
      const kept = Math.min(length, limit - place);
      const head = this.#roomFor(side, place + kept);
      if (head !== NONE) {
        const start = this.pool.offsetOf(head) + place;
        bytes.copy(this.pool.bytesOf(head), start, at, at + kept);
      }
    }
    // Counts of 32 bits cannot overflow before this.
    if (place + length <= MOST_COUNTED) this.#count(side, bytes, at, length);
  }

  /** No byte from `place` on is kept: something there was never captured, or memory is short. */
  limitHead(side: number, place: number): void {
    const { words } = this.#table;
    if (place < words[side + SIDE.headLimit]!) words[side + SIDE.headLimit] = place;
  }

  #count(side: number, bytes: Buffer, at: number, length: number): void {
    const { words } = this.#table;
    const handle = words[side + SIDE.counts]!;
    if (handle < 0) return;
    const counts = this.pool.wordsOf(handle);
    const first = this.pool.wordIndexOf(handle);
    if (bytes !== this.#viewed) {
      this.#viewed = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    countWords(counts, first, this.#view, at, at + length);
  }

  /** From now on byte values are counted; those kept so far are counted first. */
  #beginCounts(side: number): void {
    const table = this.#table;
    if (this.#isSealed(side)) {
      table.words[side + SIDE.counts] = SEALED;
      return;
    }
    const handle = this.#allocate(COUNTS_CLASS);
    if (handle === NONE) return;
    table.words[side + SIDE.counts] = handle;
    const first = this.pool.wordIndexOf(handle);
    this.pool.wordsOf(handle).fill(0, first, first + 256);
    const head = table.words[side + SIDE.head]!;
    if (head === NONE) return;
    const bytes = this.pool.bytesOf(head);
    const start = this.pool.offsetOf(head);
    const limit = Math.min(SHORT, table.words[side + SIDE.headLimit]!);
    const position = table.doubles[(side + SIDE.position) >> 1]!;
    this.#count(side, bytes, start, Math.min(position, limit));
    const ranges = table.words[side + SIDE.ranges]!;
    if (ranges === NONE || (table.words[side + SIDE.marks]! & SIDE_MARK.sequenceKnown) === 0) return;
    const list = this.pool.wordsOf(ranges);
    const index = this.pool.wordIndexOf(ranges);
    const next = table.words[side + SIDE.next]!;
    for (let i = 0; i < table.words[side + SIDE.marks]! >>> SIDE_MARK.rangesShift; i++) {
      const begin = Math.min(limit, position + ((list[index + 2 * i]! - next) | 0));
      const end = Math.min(limit, position + ((list[index + 2 * i + 1]! - next) | 0));
      this.#count(side, bytes, start + begin, end - begin);
    }
  }

  /** Does the direction begin as TLS, SSH or QUIC do? Most of what crosses a network does, and need not be counted. */
  #isSealed(side: number): boolean {
    const { words, doubles } = this.#table;
    const head = words[side + SIDE.head]!;
    if (head === NONE || Math.min(words[side + SIDE.headLimit]!, doubles[(side + SIDE.position) >> 1]!) < 4)
      return false;
    const start = this.pool.bytesOf(head).readUInt32BE(this.pool.offsetOf(head));
    return (
      start >>> 16 === TLS_HANDSHAKE || start === SSH_BANNER || (start & 0xc0ff_ffff) >>> 0 === QUIC_LONG
    );
  }

  /** The direction's beginning, with room for `length` bytes; -1 when there is none. */
  #roomFor(side: number, length: number): number {
    const table = this.#table;
    const head = table.words[side + SIDE.head]!;
    const held = head === NONE ? 0 : this.pool.sizeOf(head);
    if (held >= length) return head;
    const grown = this.#allocate(blockClassFor(length));
    if (grown === NONE) {
      this.limitHead(side, held);
      this.#markShortened();
      return NONE;
    }
    if (head !== NONE) {
      const from = this.pool.offsetOf(head);
      this.pool.bytesOf(head).copy(this.pool.bytesOf(grown), this.pool.offsetOf(grown), from, from + held);
      this.pool.free(head);
    }
    table.words[side + SIDE.head] = grown;
    if (length > SHORT) this.#rememberLong();
    return grown;
  }

  #rememberLong(): void {
    const table = this.#table;
    if (table.words[table.base + WORD.marks]! & MARK.inLongList) return;
    table.words[table.base + WORD.marks]! |= MARK.inLongList;
    this.#long.append(this.#flow);
  }

  /** A block; when memory is short, at the cost of the oldest long beginnings. Leaves the flow opened. */
  #allocate(sizeClass: number): number {
    const table = this.#table;
    for (let given = 0; ; given++) {
      const handle = this.pool.allocate(sizeClass);
      const victim = this.#long.oldest;
      if (handle !== NONE || victim === NONE || victim === this.#flow || given === MOST_GIVEN_UP)
        return handle;
      this.#long.remove(victim);
      this.#shorten();
      table.open(this.#flow);
    }
  }

  /** Cuts the beginnings of the opened flow to what is short. */
  #shorten(): void {
    const { words, base } = this.#table;
    words[base + WORD.marks]! &= ~MARK.inLongList;
    this.#markShortened();
    for (let direction = 0; direction < 2; direction++) {
      const side = base + sideWords(direction);
      const head = words[side + SIDE.head]!;
      if (head === NONE || this.pool.sizeOf(head) <= SHORT) continue;
      const kept = Buffer.from(
        this.pool.bytesOf(head).subarray(this.pool.offsetOf(head), this.pool.offsetOf(head) + SHORT),
      );
      this.pool.free(head);
      const short = this.pool.allocate(blockClassFor(SHORT));
      words[side + SIDE.head] = short;
      this.limitHead(side, short === NONE ? 0 : SHORT);
      if (short !== NONE) kept.copy(this.pool.bytesOf(short), this.pool.offsetOf(short));
    }
  }

  #markShortened(): void {
    const { words, base } = this.#table;
    if (words[base + WORD.marks]! & MARK.shortened) return;
    words[base + WORD.marks]! |= MARK.shortened;
    this.#counts.shortened++;
  }
}
