import type { TelemetryEvent } from '../../../event/event.ts';
import type { Place } from '../../../event/place.ts';
import type { ReadRecord, SourceContext } from '../../product.ts';
import { sensorName } from '../wire-values.ts';
import type { LineClock } from './line-clock.ts';
import type { SyslogFrame } from './syslog-frame.ts';

/** Reads the lines of one kind of one member; may keep a bounded state. */
export type NetworkLineReader = (frame: SyslogFrame, place: Place) => ReadRecord;

export type OpenNetworkLines = (context: SourceContext, clock: LineClock) => NetworkLineReader;

/** The sensor a line is of: as syslog names it, else what the member's context says. */
export function lineHost(frame: SyslogFrame, { fallbackHost }: SourceContext): string {
  return sensorName(frame.host) ?? fallbackHost;
}

/** What a reader of lines gives: the event, nothing, or why a line that should have one has none. */
export function lineRead(
  kind: string,
  host: string,
  time: number | undefined,
  event: TelemetryEvent | string | undefined,
): ReadRecord {
  if (event === undefined) return { kind, host, time, events: [] };
  if (typeof event === 'string') return { kind, host, time, events: [], broken: event };
  return { kind, host, time, events: [event] };
}

export const NO_TIME = 'the line has no time, or none with a year';
