import type { TelemetryEvent } from '../../../event/event.ts';
import type { Place } from '../../../event/place.ts';
import type { ReadRecord } from '../../product.ts';
import type { ZeekFields } from './zeek-fields.ts';
import type { ZeekLog } from './zeek-logs.ts';

const NO_EVENTS: readonly TelemetryEvent[] = [];

/** Reads one record of a log. `host` is the sensor. */
export function readZeek(log: ZeekLog, fields: ZeekFields, host: string, place: Place): ReadRecord {
  const time = fields.time('ts');
  if (log.read === undefined) return { kind: log.kind, host, time, events: NO_EVENTS };
  if (time === undefined) {
    return {
      kind: log.kind,
      host,
      time,
      events: NO_EVENTS,
      broken: 'the record has no time that can be read',
    };
  }
  const event = log.read(fields, { sensor: 'zeek', code: log.name, host, time, place });
  if (typeof event === 'string') return { kind: log.kind, host, time, events: NO_EVENTS, broken: event };
  return { kind: log.kind, host, time, events: event === undefined ? NO_EVENTS : [event] };
}
