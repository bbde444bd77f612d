import { DOUBLE, MARK, WORD } from './flow-layout.ts';
import { FlowList } from './flow-list.ts';
import type { FlowTable } from './flow-table.ts';

const NONE = -1;
/** Flows looked at before one is given up; only when packets come faster than any clock ticks. */
const MOST_LOOKED_AT = 64;

/** What a flow waits for, which decides how long it may be silent. */
export const WAITING = { tcp: 0, udp: 1, closed: 2 } as const;

/**
 * Open flows by how long they have been silent. A packet does not move its flow: that would touch the records of four
 * others. A flow that comes up is moved back when packets of it came since it was put into its list.
 */
export class WaitingFlows {
  readonly #table: FlowTable;
  readonly #idle: readonly number[];
  readonly #lists: readonly FlowList[];

  /** `idle` has the longest silence by what is waited for, in microseconds. */
  constructor(table: FlowTable, idle: readonly number[]) {
    this.#table = table;
    this.#idle = idle;
    this.#lists = idle.map(() => new FlowList(table, WORD.older, WORD.newer));
  }

  /** Puts a flow in, and leaves it opened. */
  add(flow: number, waiting: number, now: number): void {
    const table = this.#table;
    this.#lists[waiting]!.append(flow);
    const { words, doubles, base } = table;
    words[base + WORD.marks] =
      (words[base + WORD.marks]! & ~(3 << MARK.listShift)) | (waiting << MARK.listShift);
    doubles[(base >> 1) + DOUBLE.listed] = now;
  }

  /** Takes the opened flow out, and leaves it opened. */
  remove(flow: number): void {
    this.#lists[this.#waitingOf()]!.remove(flow);
  }

  /** A flow that has been silent for too long, opened; -1 when there is none. */
  silent(now: number): number {
    for (let waiting = 0; waiting < this.#lists.length; waiting++) {
      const flow = this.#silentOf(waiting, now);
      if (flow !== NONE) return flow;
    }
    return NONE;
  }

  /** The flow that has been silent longest, or nearly; -1 when there is none. */
  oldest(now: number): number {
    for (let looked = 0; ; looked++) {
      const flow = this.#firstListed();
      if (flow === NONE || looked === MOST_LOOKED_AT) return flow;
      const { doubles, base } = this.#table;
      const half = base >> 1;
      if (doubles[half + DOUBLE.last]! <= doubles[half + DOUBLE.listed]!) return flow;
      this.#renew(flow, now);
    }
  }

  #silentOf(waiting: number, now: number): number {
    const table = this.#table;
    const list = this.#lists[waiting]!;
    const idle = this.#idle[waiting]!;
    for (;;) {
      const flow = list.oldest;
      if (flow === NONE) return NONE;
      table.open(flow);
      const half = table.base >> 1;
      if (now - table.doubles[half + DOUBLE.listed]! <= idle) return NONE;
      if (now - table.doubles[half + DOUBLE.last]! > idle) return flow;
      this.#renew(flow, now);
    }
  }

  /** Of the first flows of all lists the one that was put in first, opened. */
  #firstListed(): number {
    const table = this.#table;
    let found = NONE;
    let least = Infinity;
    for (const { oldest } of this.#lists) {
      if (oldest === NONE) continue;
      table.open(oldest);
      const listed = table.doubles[(table.base >> 1) + DOUBLE.listed]!;
      if (listed < least) {
        least = listed;
        found = oldest;
      }
    }
    if (found !== NONE) table.open(found);
    return found;
  }

  #renew(flow: number, now: number): void {
    const list = this.#lists[this.#waitingOf()]!;
    list.remove(flow);
    list.append(flow);
    this.#table.doubles[(this.#table.base >> 1) + DOUBLE.listed] = now;
  }

  #waitingOf(): number {
    const { words, base } = this.#table;
    return (words[base + WORD.marks]! >>> MARK.listShift) & 3;
  }
}
