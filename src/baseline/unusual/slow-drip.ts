/**
 * Small amounts that add up: sums over an hour, a day, a week and a month, and Page's cumulative sum of what each day
 * exceeds the usual by. Five megabytes a day trip no hourly threshold; after a week they are in the sums.
 */
import type { UnusualRules } from './unusual-rules.ts';
import { medianOf } from './robust-z.ts';

/** Bytes sent to one destination within one hour since 1970 UTC. */
export interface HourlyBytes {
  readonly hour: number;
  readonly bytes: number;
}

export type DripSpanName = '1h' | '24h' | '7d' | '30d';
const SPANS: readonly (readonly [DripSpanName, number])[] = [
  ['1h', 1],
  ['24h', 24],
  ['7d', 168],
  ['30d', 720],
];

export interface DripSpan {
  readonly span: DripSpanName;
  readonly bytes: number;
  /** What the days before the span would have given. */
  readonly usual: number;
  readonly floor: number;
  readonly exceeds: boolean;
}

export interface SlowDrip {
  readonly spans: readonly DripSpan[];
  /** Highest cumulative sum of the last 30 days, in bytes above the usual and the slack, and the sum that speaks. */
  readonly cumulativeSum: number;
  readonly threshold: number;
  /** Usual bytes a day before the last 30 days (0 for a young destination). */
  readonly usualPerDay: number;
  readonly activeDays: number;
  /** Highest amount of a single hour of the last 30 days: what an hourly threshold would have seen. */
  readonly highestHour: number;
}

/** `transfers` in any order; those after the hour of `at` are left out. */
export function slowDrip(transfers: readonly HourlyBytes[], at: number, rules: UnusualRules): SlowDrip {
  const end = Math.floor(at / 3_600_000) + 1;
  // Days of 24 h counted back from the moment: no time zone cuts them.
  const days = new Map<number, number>();
  let highestHour = 0;
  for (const { hour, bytes } of transfers) {
    if (hour >= end) continue;
    const day = Math.floor((end - 1 - hour) / 24);
    days.set(day, (days.get(day) ?? 0) + bytes);
    if (day < 30) highestHour = Math.max(highestHour, bytes);
  }
  const oldest = Math.max(-1, ...days.keys());
  const usualPerDay = usualBefore(30, days, oldest);
  const spans = SPANS.map(([span, hours]) => {
    const bytes = transfers.reduce(
      (sum, one) => (one.hour < end && one.hour >= end - hours ? sum + one.bytes : sum),
      0,
    );
    // What a day brings may come within one hour of it.
    const usual = usualBefore(Math.ceil(hours / 24), days, oldest) * Math.max(1, hours / 24);
    const floor = rules.dripFloors[span];
    return { span, bytes, usual, floor, exceeds: bytes >= floor && bytes > 2 * usual };
  });
  return {
    spans,
    ...cumulativeSum(days, usualPerDay, rules),
    usualPerDay,
    activeDays: [...days.keys()].filter((day) => day < 30).length,
    highestHour,
  };
}

/** Page (1954): what each day exceeds reference and slack by adds up, what it falls short by takes away, never below 0. */
function cumulativeSum(
  days: ReadonlyMap<number, number>,
  usual: number,
  rules: UnusualRules,
): { cumulativeSum: number; threshold: number } {
  const slack = Math.max(rules.dripSlack, usual / 2);
  let sum = 0;
  let highest = 0;
  for (let day = 29; day >= 0; day--) {
    sum = Math.max(0, sum + (days.get(day) ?? 0) - usual - slack);
    highest = Math.max(highest, sum);
  }
  return { cumulativeSum: highest, threshold: Math.max(rules.dripSum, 5 * usual) };
}

/** Median day before the last `recent` days, idle days included; 0 without at least a week of them. */
function usualBefore(recent: number, days: ReadonlyMap<number, number>, oldest: number): number {
  if (oldest - recent + 1 < 7) return 0;
  const totals: number[] = [];
  for (let day = recent; day <= oldest; day++) totals.push(days.get(day) ?? 0);
  return medianOf(totals) ?? 0;
}
