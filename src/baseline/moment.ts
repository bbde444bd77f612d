/** Units of event time as the baseline keeps it: whole seconds, hours and days since 1970 UTC, epochs of 32 days. */

export const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
export const HOURS_PER_EPOCH = 32 * 24;
/** How many epochs are kept: 64 to 96 days back from the newest. */
export const EPOCHS = 3;

/** The last moment that fits an hour of 20 bits: the year 2089. Logs may claim any time; later ones are refused. */
export const LATEST = 2 ** 20 * HOUR - 1;

/** Can the moment be kept at all? */
export function isKeepable(time: number): boolean {
  return time >= 0 && time <= LATEST;
}

export function epochOfHour(hour: number): number {
  return Math.floor(hour / HOURS_PER_EPOCH);
}

export function secondOf(time: number): number {
  return Math.floor(time / SECOND);
}
