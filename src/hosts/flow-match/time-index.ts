import type { JoinedFlow } from './joined-flow.ts';

/** So many flows to one destination at one time are looked at; a hostile log may hold any number. */
const MOST_NEAR = 64;

/** Flows by a key and their start. */
export class TimeIndex {
  readonly #byKey = new Map<string, JoinedFlow[]>();

  /** Flows without a key are left out. */
  constructor(flows: readonly JoinedFlow[], keyOf: (flow: JoinedFlow) => string | undefined) {
    for (const flow of flows) {
      const key = keyOf(flow);
      if (key === undefined) continue;
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, [flow]);
      else known.push(flow);
    }
    for (const list of this.#byKey.values()) list.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  }

  /** Those that start from `from` to `to`, in order, a bounded number of them. */
  near(key: string, from: number, to: number): readonly JoinedFlow[] {
    const list = this.#byKey.get(key) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle]?.start ?? Number.POSITIVE_INFINITY) < from) low = middle + 1;
      else high = middle;
    }
    const near: JoinedFlow[] = [];
    for (let i = low; i < list.length && near.length < MOST_NEAR; i++) {
      const flow = list[i];
      if (flow === undefined || flow.start > to) break;
      near.push(flow);
    }
    return near;
  }

  all(key: string): readonly JoinedFlow[] {
    return this.#byKey.get(key) ?? [];
  }
}
