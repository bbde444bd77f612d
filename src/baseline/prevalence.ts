/** How many of how many, with what the numbers allow to be said. A bare percentage of a small fleet says nothing. */

export interface Prevalence {
  /** Hosts (or users) that share it, the one asked about not counted. */
  readonly seen: number;
  readonly of: number;
  /** Mean of the Jeffreys posterior, (seen + 0.5) / (of + 1): what rarity is decided by. */
  readonly jeffreys: number;
  /** Wilson score interval at 95 %. */
  readonly lower: number;
  readonly upper: number;
  /** False when `seen` or `of` is an estimate of a sketch. */
  readonly exact: boolean;
}

/** Two-sided 95 %. */
const Z = 1.959_963_984_540_054;

/**
 * `seen` of `of` with its bounds; both at least 0. Estimates may disagree, so `seen` is held to `of`.
 *
 * @example prevalenceOf(0, 49).jeffreys // 0.01: none of 49 others, rare at 2 %
 */
export function prevalenceOf(seen: number, of: number, exact = true): Prevalence {
  const all = Math.max(0, of);
  const some = Math.min(Math.max(0, seen), all);
  const { lower, upper } = wilson(some, all);
  return { seen: some, of: all, jeffreys: (some + 0.5) / (all + 1), lower, upper, exact };
}

/** Wilson (1927) score interval; 0 to 1 when nothing was counted. */
function wilson(seen: number, of: number): { lower: number; upper: number } {
  if (of === 0) return { lower: 0, upper: 1 };
  const share = seen / of;
  const square = (Z * Z) / of;
  const centre = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  const lower = (centre - spread) / (1 + square);
  const upper = (centre + spread) / (1 + square);
  // Rounding must not carry a bound past what was counted.
  return {
    lower: seen === 0 ? 0 : Math.min(Math.max(0, lower), share),
    upper: seen === of ? 1 : Math.max(Math.min(1, upper), share),
  };
}
