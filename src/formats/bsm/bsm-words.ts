/** Words of praudit's output, which both its text and its XML use. */
import { parseTimestamp } from '../../event/timestamp.ts';
import type { BsmRecord } from './bsm-record.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** ctime(3), local time without a zone: `Sat Feb  1 18:21:45 2014`. */
const CTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) [ ]?(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/;

/** Milliseconds; text is read as if UTC, numbers are seconds. `extra` is praudit's ` + 431 msec`. */
export function bsmTime(text: string, extra: string): number | undefined {
  const milliseconds = Math.min(999, Number(/\d{1,9}/.exec(extra)?.[0] ?? 0));
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000 + milliseconds;
  const match = CTIME.exec(text);
  if (match === null) return undefined;
  const [, month = '', day = '', clock = '', year = ''] = match;
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const time = parseTimestamp(`${year}-${number}-${day.padStart(2, '0')} ${clock}`)?.time;
  return time === undefined ? undefined : time + milliseconds;
}

/** `success`, `failure : Operation now in progress`, or the number of the error (-r). */
export function bsmOutcome(word: string): BsmRecord['outcome'] {
  if (word === 'success' || word === '0') return 'success';
  if (/progress|Interrupted/i.test(word) || word === '36' || word === '4' || word === '150') return 'pending';
  return word.startsWith('failure') || /^\d+$/.test(word) ? 'failure' : undefined;
}

export function bsmNumber(word: string): number | undefined {
  if (/^0x[0-9a-f]{1,12}$/i.test(word) || /^\d{1,15}$/.test(word)) return Number(word);
  return undefined;
}
