/** When each pid was started and given back, over all records: tells whether a pid can still be the same process. */
import type { ProcessFacts } from './process-facts.ts';

export class PidHistory {
  readonly #starts = new Map<number, number[]>();
  readonly #ends = new Map<number, number[]>();

  constructor(facts: ProcessFacts) {
    for (const { launch } of facts.launches.values()) note(this.#starts, launch.pid, launch.time);
    for (const { end } of facts.ends.values()) note(this.#ends, end.pid, end.time);
    for (const times of [...this.#starts.values(), ...this.#ends.values()]) times.sort((a, b) => a - b);
  }

  /** Was the pid started again after `from` and no later than `to`? */
  startedBetween(pid: number, from: number, to: number): boolean {
    return firstAfter(this.#starts.get(pid), from) <= to;
  }

  /** Did a process of this pid end after `from` and no later than `to`? */
  endedBetween(pid: number, from: number, to: number): boolean {
    return firstAfter(this.#ends.get(pid), from) <= to;
  }
}

function note(times: Map<number, number[]>, pid: number | undefined, time: number): void {
  if (pid === undefined) return;
  const known = times.get(pid);
  if (known === undefined) times.set(pid, [time]);
  else known.push(time);
}

/** Smallest time beyond `from`, by halving. */
function firstAfter(times: readonly number[] | undefined, from: number): number {
  if (times === undefined) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? from) > from) high = middle;
    else low = middle + 1;
  }
  return times[low] ?? Number.POSITIVE_INFINITY;
}
