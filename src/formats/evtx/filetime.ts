/** Seconds from 1601-01-01 to 1970-01-01. */
const EPOCH_DIFFERENCE = 11_644_473_600;
/** 2^32 hundred-nanosecond ticks are 429 seconds and this many ticks. */
const TICKS_OVER = 4_967_296;
const TICKS_PER_SECOND = 10_000_000;
/** From this high word on, times are after the year 9999, where neither ISO text nor exact arithmetic holds. */
const LAST_HIGH_WORD = 0x24c8_5a5e;

/**
 * A FILETIME (100 ns since 1601 UTC, as two 32-bit words) in milliseconds since 1970 UTC, with its fraction;
 * `undefined` where it says nothing: 0, and after the year 9999.
 */
export function filetimeMilliseconds(low: number, high: number): number | undefined {
  if (high >= LAST_HIGH_WORD || (high === 0 && low === 0)) return undefined;
  const ticks = high * TICKS_OVER + low;
  const seconds = high * 429 + Math.floor(ticks / TICKS_PER_SECOND) - EPOCH_DIFFERENCE;
  return seconds * 1000 + (ticks % TICKS_PER_SECOND) / 10_000;
}

/** A FILETIME as Windows writes it in event XML: `2020-09-04T20:09:55.0351234Z`; plain ticks after the year 9999. */
export function filetimeText(low: number, high: number): string {
  if (high >= LAST_HIGH_WORD) return ((BigInt(high) << 32n) | BigInt(low)).toString();
  const ticks = high * TICKS_OVER + low;
  const seconds = high * 429 + Math.floor(ticks / TICKS_PER_SECOND) - EPOCH_DIFFERENCE;
  const day = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${day}.${String(ticks % TICKS_PER_SECOND).padStart(7, '0')}Z`;
}
