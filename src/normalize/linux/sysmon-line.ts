/** Events of Sysmon for Linux in lines of syslog. */
import type { Place } from '../../event/place.ts';
import { readEvent } from '../../formats/event-xml/event-reader.ts';
import type { ReadRecord, SourceContext } from '../product.ts';
import { sysmonLinuxProvider } from './sysmon-linux.ts';

export function openSysmonLines({ fallbackHost }: SourceContext): (text: string, place: Place) => ReadRecord {
  return (text, place) => readSysmonLine(text, undefined, fallbackHost, place);
}

/**
 * The event of a line. Syslog cuts long messages (2 KB in Azure), in the middle of the last value: what is left of it is
 * still told.
 */
function wholeEvent(line: string): string {
  const event = line.slice(line.indexOf('<Event'));
  const end = event.lastIndexOf('</Event>');
  if (end >= 0) return event.slice(0, end + 8);
  const value = event.lastIndexOf('<Data ');
  const closed = event.lastIndexOf('</Data');
  if (value < 0) return event;
  if (value < closed) return `${event.slice(0, closed)}</Data></EventData></Event>`;
  if (!event.includes('>', value)) return `${event.slice(0, value)}</EventData></Event>`;
  const torn = event.lastIndexOf('<');
  return `${torn > value ? event.slice(0, torn) : event}</Data></EventData></Event>`;
}

/** Reads a line of syslog that holds an event; `host` is where its carrier says it comes from. */
export function readSysmonLine(
  line: string,
  host: string | undefined,
  fallbackHost: string,
  place: Place,
): ReadRecord {
  const bytes = Buffer.from(wholeEvent(line));
  const kind = 'Linux-Sysmon';
  const record = readEvent(bytes, 0, bytes.length, () => true);
  if (record === undefined || typeof record === 'string') {
    return {
      kind,
      host,
      time: undefined,
      events: [],
      broken: `an event of Sysmon that cannot be read (${record ?? 'refused'})`,
    };
  }
  const named = record.computer.toLowerCase().replace(/\.$/, '');
  const computer = named === '' ? host : named;
  const event = sysmonLinuxProvider.eventIds.includes(record.eventId)
    ? sysmonLinuxProvider.normalize(record, computer ?? fallbackHost, place)
    : undefined;
  return {
    kind: `${kind} ${record.eventId}`,
    host: computer,
    time: record.loggedTime,
    events: event === undefined ? [] : [event],
    broken: record.loggedTime === undefined ? 'an event of Sysmon without a time' : undefined,
  };
}
