/**
 * Small amounts that add up: sums over an hour, a day, a week and a month, and Page's cumulative sum of what each day
 * exceeds the usual by. Five megabytes a day trip no hourly threshold; after a week they are in the sums.
 */
import { HOUR } from '../moment.ts';
import { medianOf } from './robust-z.ts';
import type { UnusualRules } from './unusual-rules.ts';

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
/** The days that are looked at, the days that tell what is usual, and the least history for both. */
const RECENT_DAYS = 30;
const REFERENCE_DAYS = 7;
const LEAST_DAYS = 14;

export interface DripSpan {
  readonly span: DripSpanName;
  readonly bytes: number;
  readonly floor: number;
  /** Above the floor and more than twice what is usual; never so while what is usual is not known. */
  readonly exceeds: boolean;
}

export interface SlowDrip {
  readonly spans: readonly DripSpan[];
  /** Highest cumulative sum of the last 30 days, in bytes above the usual and the slack, and the sum that speaks. */
  readonly cumulativeSum: number;
  readonly threshold: number;
  /** Median day of the reference: the days before the last 30, else the first week. `undefined`: not enough history. */
  readonly usualPerDay: number | undefined;
  readonly activeDays: number;
  /** Highest amount of a single hour of the last 30 days: what an hourly threshold would have seen. */
  readonly highestHour: number;
}

/**
 * `transfers` in any order; those after the hour of `at` are left out. `since` is when anything became known of the sender
 * (milliseconds UTC): a day since then without transfers is a day with none.
 */
export function slowDrip(
  transfers: readonly HourlyBytes[],
  at: number,
  since: number,
  rules: UnusualRules,
): SlowDrip {
  const end = Math.floor(at / HOUR) + 1;
  // Days of 24 h counted back from the moment: no time zone cuts them.
  const days = new Map<number, number>();
  let highestHour = 0;
  for (const { hour, bytes } of transfers) {
    if (hour >= end) continue;
    const day = Math.floor((end - 1 - hour) / 24);
    days.set(day, (days.get(day) ?? 0) + bytes);
    if (day < RECENT_DAYS) highestHour = Math.max(highestHour, bytes);
  }
  const usualPerDay = usualOf(days, Math.floor((end - Math.floor(since / HOUR)) / 24));
  const spans = SPANS.map(([span, hours]): DripSpan => {
    const bytes = transfers.reduce(
      (sum, one) => (one.hour < end && one.hour >= end - hours ? sum + one.bytes : sum),
      0,
    );
    const floor = rules.dripFloors[span];
    // What a day brings may come within one hour of it.
    const usual =
      usualPerDay === undefined ? Number.POSITIVE_INFINITY : usualPerDay * Math.max(1, hours / 24);
    return { span, bytes, floor, exceeds: bytes >= floor && bytes > 2 * usual };
  });
  return {
    spans,
    ...cumulativeSum(days, usualPerDay ?? Number.POSITIVE_INFINITY, rules),
    usualPerDay,
    activeDays: [...days.keys()].filter((day) => day < RECENT_DAYS).length,
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
  for (let day = RECENT_DAYS - 1; day >= 0; day--) {
    sum = Math.max(0, sum + (days.get(day) ?? 0) - usual - slack);
    highest = Math.max(highest, sum);
  }
  return { cumulativeSum: highest, threshold: Math.max(rules.dripSum, 5 * usual) };
}

function usualOf(days: ReadonlyMap<number, number>, history: number): number | undefined {
  if (history < LEAST_DAYS) return undefined;
  const from = history >= RECENT_DAYS + REFERENCE_DAYS ? RECENT_DAYS : history - REFERENCE_DAYS;
  const totals: number[] = [];
  for (let day = from; day < Math.min(history, from + 366); day++) totals.push(days.get(day) ?? 0);
  return medianOf(totals);
}
