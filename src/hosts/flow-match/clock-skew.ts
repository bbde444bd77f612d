/** By how much two clocks differ, from moments of which each told: robust, because some tellings are late or wrong. */

export interface ClockSkew {
  /** Milliseconds to take from the clock in question to get the other one. */
  readonly offset: number;
  /** Pairs it rests on. */
  readonly samples: number;
  /** Median distance of the pairs from the offset, in milliseconds. */
  readonly spread: number;
}

/** With fewer pairs a difference may be chance. */
export const ENOUGH_SAMPLES = 3;

/** The median of the differences; `undefined` without any. */
export function clockSkew(differences: readonly number[]): ClockSkew | undefined {
  if (differences.length === 0) return undefined;
  const offset = median(differences);
  return {
    offset,
    samples: differences.length,
    spread: median(differences.map((difference) => Math.abs(difference - offset))),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
