import { blockClassFor } from './block-pool.ts';
import { SIDE, SIDE_MARK } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import type { PayloadStore } from './payload-store.ts';

const NONE = -1;
/** Datagrams of one direction whose bounds are remembered; a block of the smallest size holds their lengths. */
export const MOST_DATAGRAMS = 64;
const LENGTHS_CLASS = blockClassFor(MOST_DATAGRAMS * 2);

/** Appends the datagrams of one direction of the table's opened flow, and remembers where the first ones end. */
export class Datagrams {
  readonly #table: FlowTable;
  readonly #store: PayloadStore;

  constructor(table: FlowTable, store: PayloadStore) {
    this.#table = table;
    this.#store = store;
  }

  /** A datagram of `length` bytes, of which `captured` stand at `bytes[at]`. */
  append(flow: number, side: number, length: number, bytes: Buffer, at: number, captured: number): void {
    const { words, doubles } = this.#table;
    doubles[(side + SIDE.payloadBytes) >> 1]! += length;
    const place = doubles[(side + SIDE.position) >> 1]!;
    this.#store.expect(flow, side, place + captured);
    this.#store.take(flow, side, place, bytes, at, captured);
    doubles[(side + SIDE.position) >> 1] = place + captured;
    const cut = length - captured;
    if (cut > 0)
      words[side + SIDE.snapped] = Math.min(0xffff_ffff, (words[side + SIDE.snapped]! >>> 0) + cut);
    this.#remember(side, captured);
  }

  /** How many datagrams of the direction have remembered bounds. */
  count(side: number): number {
    return this.#table.words[side + SIDE.marks]! >>> SIDE_MARK.rangesShift;
  }

  /** Length of the datagram, as far as it was captured. */
  lengthOf(side: number, index: number): number {
    const block = this.#table.words[side + SIDE.ranges]!;
    const at = this.#store.pool.offsetOf(block) + 2 * index;
    return this.#store.pool.bytesOf(block).readUInt16LE(at);
  }

  #remember(side: number, length: number): void {
    const { words } = this.#table;
    const count = this.count(side);
    if (count === MOST_DATAGRAMS) return;
    let block = words[side + SIDE.ranges]!;
    if (block === NONE) block = this.#store.pool.allocate(LENGTHS_CLASS);
    if (block === NONE) return;
    words[side + SIDE.ranges] = block;
    this.#store.pool.bytesOf(block).writeUInt16LE(length, this.#store.pool.offsetOf(block) + 2 * count);
    words[side + SIDE.marks] =
      (words[side + SIDE.marks]! & ((1 << SIDE_MARK.rangesShift) - 1)) |
      ((count + 1) << SIDE_MARK.rangesShift);
  }
}
