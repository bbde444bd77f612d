/**
 * Timestamps as telemetry writes them. V8's own parser is never used: it reads zone-less text as local time.
 */

export interface ParsedTime {
  /** Milliseconds since 1970, with the sub-millisecond part as a fraction. Zone-less text is read as if UTC. */
  readonly time: number;
  /** False when the text named no zone: the caller must know which one it was. */
  readonly zoned: boolean;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTE = 60_000;

/**
 * Reads `2020-09-04 20:09:55.035`, `2020-05-14T07:00:30.8914235Z`, `...+02:00`; no date that no calendar has.
 *
 * Digit by digit, because every record has several: a regular expression took ten times as long.
 */
export function parseTimestamp(text: string): ParsedTime | undefined {
  if (text.length < 19 || text.length > 40) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // A leap second is written :60; it is carried into the next minute, as clocks without leap seconds do.
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return undefined;
  if (!isOneOf(text, 4, '-/') || !isOneOf(text, 7, '-/') || !isOneOf(text, 10, 'T ')) return undefined;
  if (text[13] !== ':' || text[16] !== ':') return undefined;
  let end = 19;
  let fraction = 0;
  if (text[19] === '.' || text[19] === ',') {
    while (end < 29 && isDigit(text, end + 1)) end++;
    if (end === 19 || end === 29) return undefined;
    fraction = Number(`0.${text.slice(20, end + 1)}`) * 1000;
    end++;
  }
  const days = daysBefore(year) + dayOfYear(year, month, day);
  const time = days * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  if (end === text.length) return { time, zoned: false };
  return zoned(time, text.slice(text[end] === ' ' ? end + 1 : end));
}

function zoned(time: number, zone: string): ParsedTime | undefined {
  if (zone === 'Z') return { time, zoned: true };
  if (!isOneOf(zone, 0, '+-') || !(zone.length === 5 || (zone.length === 6 && zone[3] === ':')))
    return undefined;
  const hours = digits(zone, 1, 2);
  const minutes = digits(zone, zone.length - 2, 2);
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return undefined;
  const offset = (hours * 60 + minutes) * MINUTE;
  return { time: zone.startsWith('-') ? time + offset : time - offset, zoned: true };
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

function isOneOf(text: string, index: number, characters: string): boolean {
  const character = text[index];
  return character !== undefined && characters.includes(character);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** Days from 1970-01-01 to the first of January of `year`, in the Gregorian calendar. */
function daysBefore(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162;
}

function dayOfYear(year: number, month: number, day: number): number {
  let days = day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += daysIn(year, earlier);
  return days;
}
