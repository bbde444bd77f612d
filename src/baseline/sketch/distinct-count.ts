/** How many distinct things a bounded sample of hashes stands for (k minimum values, Bar-Yossef et al. 2002). */

export interface DistinctCount {
  readonly count: number;
  /** True while every member is kept: then `count` is no estimate. */
  readonly exact: boolean;
  /** Standard error as a share of `count`; 0 when exact. */
  readonly relativeError: number;
}

/** `kept` smallest hashes of at most `limit`, the largest of them `largest` (32 unsigned bits). */
export function distinctCount(kept: number, limit: number, largest: number): DistinctCount {
  if (kept < limit) return { count: kept, exact: true, relativeError: 0 };
  const share = (largest + 1) / 2 ** 32;
  return {
    count: Math.max(kept, Math.round((kept - 1) / share)),
    exact: false,
    relativeError: 1 / Math.sqrt(Math.max(1, kept - 2)),
  };
}
