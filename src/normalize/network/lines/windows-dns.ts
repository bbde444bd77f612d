/**
 * The Windows name server's debug log, a line a packet:
 * `6/5/2013 10:00:32 AM 0E70 PACKET  00000000033397A0 UDP Rcv 10.161.60.71 5b47   Q [0001   D   NOERROR] A (4)some(3)com(0)`.
 * The date is written in the server's own way and its local time.
 */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { Place } from '../../../event/place.ts';
import type { ReadRecord, SourceContext } from '../../product.ts';
import { nameLookup } from '../flow-draft.ts';
import { dnsName } from '../wire-values.ts';
import { lineRead } from './network-line-product.ts';

const PACKET =
  /^(\S{8,10}) (\d{1,2}:\d\d:\d\d)(?: ([AaPp])\.?[Mm]\.?)? [0-9A-Fa-f]{3,8} PACKET +[0-9A-Fa-f]{8,16} (?:UDP|TCP) (Rcv|Snd) (\S{2,45}) +[0-9a-fA-F]{4} (R| ) \S \[[^\]]{1,40}\] (\S{1,16}) +(\S{1,400})$/;

export function openWindowsDns({ fallbackHost }: SourceContext): (text: string, place: Place) => ReadRecord {
  const dates = new DateOrder();
  return (text, place) => {
    const found = PACKET.exec(text.trimEnd());
    const kind = 'Windows DNS packet';
    if (found === null) return lineRead('Windows DNS other', fallbackHost, undefined, undefined);
    const [, date = '', clock = '', half, direction, client, answer, , labels] = found;
    const time = dates.timeOf(date, clock, half);
    // What the server itself asks of others is no client's question.
    const name = direction === 'Rcv' && answer !== 'R' ? dnsName(joined(labels ?? '')) : undefined;
    if (name === undefined) return lineRead(kind, fallbackHost, time, undefined);
    if (time === undefined) return lineRead(kind, fallbackHost, time, 'the time cannot be read');
    const sighting = { sensor: 'dns-log', code: 'windows', host: fallbackHost, time, place } as const;
    return lineRead(kind, fallbackHost, time, nameLookup(sighting, name, [], [], client));
  };
}

/** `(3)www(7)example(3)com(0)`. */
function joined(labels: string): string {
  return labels
    .split(/\(\d{1,3}\)/)
    .filter((label) => label !== '')
    .join('.');
}

/** Whether a server writes the day or the month first is known from the first date whose day is above 12. */
class DateOrder {
  #dayFirst = false;

  timeOf(date: string, clock: string, half: string | undefined): number | undefined {
    const parts = date.split(/[/.-]/).map(Number);
    let [first = 0, second = 0, third = 0] = parts;
    if (parts.length === 1 && /^\d{8}$/.test(date))
      [first, second, third] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))];
    let hour = Number(clock.slice(0, clock.indexOf(':')));
    if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
    const rest = clock.slice(clock.indexOf(':'));
    const timed = (year: number, month: number, day: number): number | undefined =>
      parseTimestamp(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}${rest}Z`)?.time;
    if (first > 999) return timed(first, second, third);
    if (first > 12 || date.includes('.')) this.#dayFirst = true;
    else if (second > 12) this.#dayFirst = false;
    const year = third < 100 ? third + 2000 : third;
    return this.#dayFirst ? timed(year, second, first) : timed(year, first, second);
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
