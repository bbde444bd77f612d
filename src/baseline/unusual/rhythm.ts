/**
 * How regular connections are: the four beacon scores published by RITA v5 (intervals, sizes, duration, histogram), each a
 * quarter. Exfiltration is bursty, so rhythm is weak evidence, and of few intervals it is none.
 */
import { medianOf } from './robust-z.ts';

export interface Rhythm {
  /** 0 to 1; `undefined` below the least number of intervals. */
  readonly score: number | undefined;
  readonly intervals: number;
  /** Median interval in seconds. */
  readonly period: number | undefined;
  readonly intervalScore: number;
  /** 0 when no sensor told sizes. */
  readonly sizeScore: number;
  readonly durationScore: number;
  readonly histogramScore: number;
}

export interface Observed {
  /** Milliseconds UTC of connections, any order. */
  readonly times: readonly number[];
  /** Bytes sent with each, where known. */
  readonly sizes: readonly number[];
  /** The span that was looked at, milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

const BINS = 24;
/** Below this spread of quartiles (seconds or bytes) skew means nothing. */
const LEAST_QUARTILE_SPREAD = 10;
const LEAST_HOURS = 6;
const IDEAL_RUN = 12;
const LEAST_BIMODAL_HOURS = 11;
const MODE_SENSITIVITY = 0.05;

export function rhythm(observed: Observed, leastIntervals: number): Rhythm {
  const seconds = [...observed.times].sort((a, b) => a - b).map((time) => Math.floor(time / 1000));
  const deltas: number[] = [];
  for (let i = 1; i < seconds.length; i++) {
    const delta = (seconds[i] ?? 0) - (seconds[i - 1] ?? 0);
    if (delta > 0) deltas.push(delta);
  }
  const none = { intervalScore: 0, sizeScore: 0, durationScore: 0, histogramScore: 0 };
  if (deltas.length < leastIntervals) {
    return { score: undefined, intervals: deltas.length, period: undefined, ...none };
  }
  const bins = histogram(seconds, observed.from / 1000, observed.to / 1000);
  const intervalScore = evenness(deltas, 1);
  const sizeScore = observed.sizes.length < 3 ? 0 : evenness(observed.sizes, 0);
  const covered = ((seconds.at(-1) ?? 0) - (seconds[0] ?? 0)) * 1000;
  const durationScore = duration(bins, covered / Math.max(1, observed.to - observed.from));
  const histogramScore = Math.max(flatness(bins), bimodal(bins));
  return {
    score: round((intervalScore + sizeScore + durationScore + histogramScore) / 4),
    intervals: deltas.length,
    period: medianOf(deltas),
    intervalScore,
    sizeScore,
    durationScore,
    histogramScore,
  };
}

/** Mean of the skew score 1 - |Bowley| and of (median - MAD) / median. */
export function evenness(values: readonly number[], whenMedianIsSmall: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const median = medianOf(sorted) ?? 0;
  const half = sorted.length >>> 1;
  const lower = medianOf(sorted.slice(0, half)) ?? median;
  const upper = medianOf(sorted.slice(sorted.length - half)) ?? median;
  const spread = upper - lower;
  const skewed = spread >= LEAST_QUARTILE_SPREAD && median !== lower && median !== upper;
  const skew = skewed ? (lower + upper - 2 * median) / spread : 0;
  const mad = medianOf(sorted.map((one) => Math.abs(one - median))) ?? 0;
  const steady = median >= 1 ? Math.max(0, (median - mad) / median) : whenMedianIsSmall;
  return round((1 - Math.abs(skew) + steady) / 2);
}

function histogram(seconds: readonly number[], from: number, to: number): number[] {
  const bins = Array.from({ length: BINS }, () => 0);
  const width = Math.max(1, to - from) / BINS;
  for (const second of seconds) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((second - from) / width)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

/** Share of the span that is covered, or the longest run of active bins against twelve, round the end. */
function duration(bins: readonly number[], coverage: number): number {
  if (bins.filter((count) => count > 0).length < LEAST_HOURS) return 0;
  let run = 0;
  let longest = 0;
  for (const count of [...bins, ...bins]) {
    run = count > 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return round(Math.min(1, Math.max(coverage, Math.min(longest, BINS) / IDEAL_RUN)));
}

/** 1 - coefficient of variation of the bins. */
function flatness(bins: readonly number[]): number {
  const mean = bins.reduce((sum, count) => sum + count, 0) / bins.length;
  if (mean === 0) return 0;
  const variance = bins.reduce((sum, count) => sum + (count - mean) ** 2, 0) / bins.length;
  return round(Math.max(0, 1 - Math.sqrt(variance) / mean));
}

/** Share of the active bins that the two most frequent heights explain, one outlier forgiven. */
function bimodal(bins: readonly number[]): number {
  const active = bins.filter((count) => count > 0);
  if (active.length < LEAST_BIMODAL_HOURS) return 0;
  const step = Math.ceil(Math.max(...active) * MODE_SENSITIVITY);
  const heights = new Map<number, number>();
  for (const count of active) {
    const height = Math.floor(count / step);
    heights.set(height, (heights.get(height) ?? 0) + 1);
  }
  const [most = 0, next = 0] = [...heights.values()].sort((a, b) => b - a);
  return round(Math.min(1, (most + next) / Math.max(1, active.length - 1)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
