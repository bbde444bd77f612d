/** A destination that is taught to be normal in small steps: what is sent grows and grows. */
import type { Activity } from '../sketch/activity-reading.ts';
import { medianOf } from '../unusual/robust-z.ts';
import { HOUR } from '../moment.ts';

export interface VolumeGrowth {
  readonly kind: 'volume-growth';
  /** Median bytes of an active hour in the first and in the last third of the active days. */
  readonly early: number;
  readonly late: number;
  readonly factor: number;
  /** Kendall's tau of the daily medians: 1 grows every day, 0 no trend. */
  readonly trend: number;
  readonly days: number;
  /** Milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

export interface GrowthRules {
  /** Least number of active days. judgement */
  readonly days: number;
  /** Growth between the first and the last third. judgement */
  readonly factor: number;
  /** Kendall's tau. judgement */
  readonly trend: number;
  /** Bytes an hour that the last third must reach. attack: AN0988, 1 MB */
  readonly floor: number;
}

export const DEFAULT_GROWTH_RULES: GrowthRules = { days: 6, factor: 8, trend: 0.5, floor: 1_000_000 };

/** Days of the activity as a series; at most some 96 of them, so pairs are few. */
export function volumeGrowth(
  activity: Activity,
  rules: GrowthRules = DEFAULT_GROWTH_RULES,
): VolumeGrowth | undefined {
  const byDay = new Map<number, number[]>();
  for (const { hour, logOut } of activity.hours) {
    if (logOut === undefined) continue;
    const day = Math.floor(hour / 24);
    const amounts = byDay.get(day);
    if (amounts === undefined) byDay.set(day, [logOut]);
    else amounts.push(logOut);
  }
  const days = [...byDay.entries()].sort(([a], [b]) => a - b);
  if (days.length < rules.days) return undefined;
  const medians = days.map(([, amounts]) => medianOf(amounts) ?? 0);
  const third = Math.max(1, Math.floor(medians.length / 3));
  const early = Math.expm1(medianOf(medians.slice(0, third)) ?? 0);
  const late = Math.expm1(medianOf(medians.slice(-third)) ?? 0);
  const factor = late / Math.max(1, early);
  const trend = kendallTau(medians);
  if (late < rules.floor || factor < rules.factor || trend < rules.trend) return undefined;
  return {
    kind: 'volume-growth',
    early,
    late,
    factor,
    trend,
    days: days.length,
    from: (days[0]?.[0] ?? 0) * 24 * HOUR,
    to: ((days.at(-1)?.[0] ?? 0) + 1) * 24 * HOUR,
  };
}

/** Of values in order: pairs that rise minus pairs that fall, over all pairs. */
export function kendallTau(values: readonly number[]): number {
  let balance = 0;
  let pairs = 0;
  for (let later = 1; later < values.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      balance += Math.sign((values[later] ?? 0) - (values[earlier] ?? 0));
      pairs++;
    }
  }
  return pairs === 0 ? 0 : balance / pairs;
}
