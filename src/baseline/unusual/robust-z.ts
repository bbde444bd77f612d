/**
 * How far a value lies from its like, in robust units (Iglewicz and Hoaglin): 0.6745 (x - median) / MAD. Where more than
 * half of the values are equal the MAD is 0; then the mean absolute deviation stands in (as IBM documents it), and where
 * that is 0 as well there is no scale, only the statement that the value is the first of its kind.
 */

export type RobustMethod = 'mad' | 'mean-deviation' | 'constant' | 'first-non-constant';

export interface RobustZ {
  /** `undefined` for `first-non-constant`: there is no scale to measure by. */
  readonly z: number | undefined;
  readonly method: RobustMethod;
  readonly median: number;
  /** MAD or mean absolute deviation, whichever was used; 0 when all values are equal. */
  readonly spread: number;
  readonly samples: number;
}

/** `undefined` when there is nothing to compare with. */
export function robustZ(value: number, sample: readonly number[]): RobustZ | undefined {
  const middle = medianOf(sample);
  if (middle === undefined) return undefined;
  const deviations = sample.map((one) => Math.abs(one - middle));
  const base = { median: middle, samples: sample.length };
  const mad = medianOf(deviations) ?? 0;
  if (mad > 0) return { ...base, z: (0.6745 * (value - middle)) / mad, method: 'mad', spread: mad };
  const mean = deviations.reduce((sum, one) => sum + one, 0) / deviations.length;
  if (mean > 0) {
    return { ...base, z: (value - middle) / (1.2533 * mean), method: 'mean-deviation', spread: mean };
  }
  if (value === middle) return { ...base, z: 0, method: 'constant', spread: 0 };
  return { ...base, z: undefined, method: 'first-non-constant', spread: 0 };
}

/** Mean of the two middle values when their number is even; `undefined` of nothing. */
export function medianOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const work = Float64Array.from(values);
  const half = work.length >>> 1;
  const upper = select(work, half);
  if (work.length % 2 === 1) return upper;
  // Selecting left the smaller half before it.
  let lower = work[0] ?? upper;
  for (let i = 1; i < half; i++) lower = Math.max(lower, work[i] ?? lower);
  return (lower + upper) / 2;
}

/** The value that would stand at `rank` if they were sorted (Hoare's selection); those before it are no larger. */
function select(work: Float64Array, rank: number): number {
  let left = 0;
  let right = work.length - 1;
  while (left < right) {
    const pivot = work[(left + right) >>> 1] ?? 0;
    let low = left;
    let high = right;
    while (low <= high) {
      while ((work[low] ?? pivot) < pivot) low++;
      while ((work[high] ?? pivot) > pivot) high--;
      if (low > high) break;
      const swapped = work[low] ?? 0;
      work[low++] = work[high] ?? 0;
      work[high--] = swapped;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return work[rank] ?? 0;
}
