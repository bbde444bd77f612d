/** Written times of proxies and firewalls, with and without a zone. */
import { parseTimestamp } from '../../../event/timestamp.ts';
import { monthNumber } from './syslog-frame.ts';

/**
 * Milliseconds since 1970; text without a zone is read as UTC. `04/Sep/2020:16:09:55 -0400`, `2024/01/03 13:15:29`,
 * `9/16/19 10:00` (month first, as PAN-OS writes it), `05/02/2025 11:30:29` (day first unless that is no date),
 * `Jul 31 2022 12:46:24`, `Mon Oct 16 22:55:48 2023` and ISO forms.
 */
export function clockTime(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const iso = parseTimestamp(text);
  if (iso !== undefined) return iso.time;
  const log =
    /^(\d{1,2})[/-]([A-Za-z]{3})[/-](\d{4})[: ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: ?([+-]\d{4}))?$/.exec(text);
  if (log !== null) return at(log[3], monthNumber(log[2] ?? ''), log[1], log[4], log[5]);
  const short = /^(\d{1,2})\/(\d{1,2})\/(\d\d) (\d{1,2}:\d\d)$/.exec(text);
  if (short !== null)
    return at(`20${short[3] ?? ''}`, short[1], short[2], `${(short[4] ?? '').padStart(5, '0')}:00`);
  const named =
    /^(?:[A-Za-z]{3} )?([A-Za-z]{3}) {1,2}(\d{1,2})(?: (\d{4}))? (\d\d:\d\d:\d\d)(?: (\d{4}))?$/.exec(text);
  if (named !== null) return at(named[3] ?? named[5], monthNumber(named[1] ?? ''), named[2], named[4]);
  const numbers = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ :](\d\d:\d\d:\d\d)(?: ?([+-]\d{4}))?$/.exec(text);
  if (numbers === null) return undefined;
  const [, first, second, year, clock, zone] = numbers;
  return at(year, second, first, clock, zone) ?? at(year, first, second, clock, zone);
}

function at(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
  clock: string | undefined,
  zone = '',
): number | undefined {
  if (year === undefined || month === undefined || day === undefined || clock === undefined) return undefined;
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseTimestamp(`${date}T${clock}${zone === '' ? 'Z' : zone}`)?.time;
}
