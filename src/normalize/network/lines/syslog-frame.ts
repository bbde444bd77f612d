/**
 * What syslog puts before a message: RFC 5424, RFC 3164 and the hybrids that files hold (ISO time in a 3164 header, a year in
 * it, Cisco's colon, no host). Cut step by step, each step linear.
 */
import { parseTimestamp } from '../../../event/timestamp.ts';

/** A date without a year: it becomes a time once the year is known. */
export interface YearlessTime {
  readonly month: number;
  readonly day: number;
  /** Milliseconds since midnight. */
  readonly ofDay: number;
}

export interface SyslogFrame {
  /** Milliseconds since 1970; zone-less text read as UTC. */
  readonly time: number | undefined;
  readonly yearless: YearlessTime | undefined;
  readonly host: string | undefined;
  readonly program: string | undefined;
  readonly message: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const PRIORITY = /^<\d{1,3}>:?\s?/;
const RFC5424 = /^1 (\S{1,40}) (\S{1,255}) (\S{1,64}) \S{1,128} \S{1,64} /;
const ISO_TIME = /^(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) +/;
const BSD_TIME =
  /^\*?([A-Z][a-z]{2}) {1,2}(\d{1,2})(?: (\d{4}))? (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: [A-Z]{3,4})?(?: ?: ?| +|$)/;
const PROGRAM = /^([A-Za-z][\w./-]{0,63})(?:\[\d{1,10}\])?: /;
/** Not the epoch time that some logs begin with. */
const HOST = /^(?!\d{9,11}\.\d{3} )([\w.:%-]{1,255}) +(?:: )?/;

/** Headers of relays that are looked through. */
const MOST_RELAYS = 3;

/** A line without a syslog header is all message. */
export function syslogFrame(line: string, relays = 0): SyslogFrame {
  const rest = line.replace(PRIORITY, '');
  const modern = RFC5424.exec(rest);
  if (modern !== null && rest.length < line.length) {
    return {
      time: parseTimestamp(modern[1] ?? '')?.time,
      yearless: undefined,
      host: named(modern[2]),
      program: named(modern[3]),
      message: withoutData(rest.slice(modern[0].length)),
    };
  }
  const iso = ISO_TIME.exec(rest);
  if (iso !== null)
    return framed(rest.slice(iso[0].length), parseTimestamp(iso[1] ?? '')?.time, undefined, relays);
  const bsd = BSD_TIME.exec(rest);
  if (bsd === null)
    return { time: undefined, yearless: undefined, host: undefined, program: undefined, message: rest };
  const yearless = yearlessTime(bsd);
  const year = bsd[3] === undefined ? undefined : Number(bsd[3]);
  const time = year === undefined || yearless === undefined ? undefined : inYear(yearless, year);
  return framed(rest.slice(bsd[0].length), time, time === undefined ? yearless : undefined, relays);
}

/** Milliseconds since 1970, the date taken for one of `year`. */
export function inYear({ month, day, ofDay }: YearlessTime, year: number): number | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
  const midnight = parseTimestamp(text);
  return midnight === undefined ? undefined : midnight.time + ofDay;
}

/** 1 for `Jan`; 0 when it is no month. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function framed(
  rest: string,
  time: number | undefined,
  yearless: YearlessTime | undefined,
  relays: number,
): SyslogFrame {
  let message = rest;
  let host: string | undefined;
  let program = PROGRAM.exec(message);
  if (program === null) {
    const found = HOST.exec(message);
    if (found !== null) {
      host = found[1];
      message = message.slice(found[0].length);
      // A relay may have put its own time and host before those of the device.
      const again = BSD_TIME.exec(message) ?? ISO_TIME.exec(message);
      if (again !== null && relays < MOST_RELAYS) {
        const inner = syslogFrame(message, relays + 1);
        return {
          ...inner,
          time: inner.time ?? time,
          yearless: inner.time === undefined && time === undefined ? (inner.yearless ?? yearless) : undefined,
          host: inner.host ?? host,
        };
      }
      program = PROGRAM.exec(message);
    }
  }
  if (program !== null) message = message.slice(program[0].length);
  return { time, yearless, host, program: program?.[1], message };
}

function yearlessTime(found: RegExpExecArray): YearlessTime | undefined {
  const month = monthNumber(found[1] ?? '');
  const [day, hour, minute, second] = [found[2], found[4], found[5], found[6]].map(Number);
  if (month === 0 || day === undefined || day < 1 || day > 31) return undefined;
  if (hour === undefined || hour > 23 || minute === undefined || minute > 59) return undefined;
  const fraction = found[7] === undefined ? 0 : Number(`0.${found[7]}`) * 1000;
  return { month, day, ofDay: ((hour * 60 + minute) * 60 + (second ?? 0)) * 1000 + fraction };
}

/** RFC 5424 structured data: `-` or `[id name="value"]...`. */
function withoutData(text: string): string {
  if (text.startsWith('- ')) return text.slice(2).replace(/^\ufeff/, '');
  let at = 0;
  while (text[at] === '[') {
    let quoted = false;
    for (at++; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === '"') quoted = !quoted;
      else if (text[at] === ']' && !quoted) break;
    }
    at++;
  }
  return text.slice(at).trimStart();
}

function named(text: string | undefined): string | undefined {
  return text === undefined || text === '-' ? undefined : text;
}
