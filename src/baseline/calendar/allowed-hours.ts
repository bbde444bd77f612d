/**
 * ATT&CK's TimeWindow: the hours in which transfers are allowed, on the wall clock and calendar of the site. Days that the
 * calendar closes (holidays) allow nothing but what a window says of holidays.
 */
import { wallDate } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

export interface AllowedHours {
  /** IANA zone of the hosts, `Europe/Berlin`. */
  readonly zone: string;
  /** 1 Monday to 7 Sunday, 8 for a day of `holidays`. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is exclusive and may lie before `from` (over midnight). Equal: the whole day. */
  readonly from: number;
  readonly to: number;
  /** Local dates, `2026-12-25`, that count as day 8 instead of their weekday. */
  readonly holidays: readonly string[];
}

export const HOLIDAY = 8;
const DAY = 86_400_000;

/** Is a transfer at this moment allowed? */
export function isAllowed(time: number, hours: AllowedHours, clock: ZoneClock): boolean {
  const { wall, minute } = clock.at(time);
  if (hours.from === hours.to) return isOpen(wall, hours);
  if (hours.from < hours.to) return minute >= hours.from && minute < hours.to && isOpen(wall, hours);
  // Over midnight: the early hours belong to the day on which the window began.
  if (minute >= hours.from) return isOpen(wall, hours);
  return minute < hours.to && isOpen(wall - DAY, hours);
}

/** Is the day of a wall-clock moment one of the window's days? */
function isOpen(wall: number, hours: AllowedHours): boolean {
  const date = wallDate(wall);
  const weekday = ((((Math.floor(wall / DAY) + 3) % 7) + 7) % 7) + 1;
  return hours.days.includes(hours.holidays.includes(date) ? HOLIDAY : weekday);
}
