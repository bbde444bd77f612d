import type { EventBase } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { ReadRecord } from '../product.ts';
import type { AuditCall } from './audit-call.ts';
import { callEvents } from './call-events.ts';

/** Where a call was recorded. */
export interface CallSource {
  /** Who wrote the record, for its kind: `auditd`, `LAUREL`. */
  readonly writer: string;
  /** As the record names it. */
  readonly host: string | undefined;
  readonly fallbackHost: string;
  /** Milliseconds with the serial number's fraction. */
  readonly time: number;
  readonly place: Place;
}

/** What all records of the Linux audit system have in common, whoever wrote them down. */
export function auditBase({ host, fallbackHost, time, place }: CallSource, code: string): EventBase {
  return { host: host ?? fallbackHost, time, sensor: 'auditd', platform: 'linux', code, place };
}

/** The record of a call. */
export function readCall(call: AuditCall, source: CallSource): ReadRecord {
  const { events, broken } = callEvents(call, auditBase(source, call.name));
  return {
    kind: `${source.writer} SYSCALL ${call.name}`,
    host: source.host,
    time: source.time,
    events,
    broken,
  };
}
