/** Reads Endpoint Security messages of one member, whoever wrote them: time, host, gaps in their numbers, events. */
import type { EventBase, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { Sensor } from '../../event/sensor.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { said, wholeNumber } from '../loose-value.ts';
import type { JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { bootSession } from './audit-token.ts';
import { knownEsEvent } from './es-event-names.ts';
import { esPayload, readEsEvent } from './es-message.ts';
import type { EsPayload, EsReading } from './es-message.ts';
import { forwardedHost } from './sensor-host.ts';
import { SequenceGaps } from './sequence-gaps.ts';

/** What differs between the products that write ES messages. */
export interface EsDialect {
  readonly sensor: Sensor;
  readonly title: string;
  /** Key of the number over all events of the client. */
  readonly globalNumber: string;
  /** Events of the product's own; `undefined` leaves the message to ES. */
  own(payload: EsPayload, record: JsonObject, base: EventBase): EsReading | undefined;
  /** What every record tells beside its event. */
  beside(record: JsonObject, base: EventBase): readonly TelemetryEvent[];
}

/** Gaps of one member that are told one by one. */
const MOST_GAPS = 500;

export function openEsReader(dialect: EsDialect, context: SourceContext): JsonReader {
  const gaps = new SequenceGaps();
  let told = 0;

  function gapEvents(name: string, record: JsonObject, base: EventBase): TelemetryEvent[] {
    const own = wholeNumber(record['seq_num']);
    const number = own ?? wholeNumber(record[dialect.globalNumber]);
    if (number === undefined || told >= MOST_GAPS) return [];
    // Only its own series tells what is missing of a type: exports of chosen types leave holes in the global one.
    const series = own === undefined ? 'all' : knownEsEvent(name);
    const gap = gaps.next(`${base.host}|${series}`, number);
    if (gap === undefined) return [];
    told++;
    const more = told === MOST_GAPS ? '; further gaps of this file are not told' : '';
    const detail = `${gap.missing} ${series === 'all' ? '' : `${series} `}messages are missing between number ${gap.after} and ${gap.before}${more}`;
    return [{ kind: 'health', ...base, state: 'gap', detail }];
  }

  return (record: JsonObject, place: Place): ReadRecord => {
    const payload = esPayload(record);
    const name = knownEsEvent(payload?.name ?? '');
    const kind = `${dialect.title} ${name}`;
    const host = forwardedHost(record);
    const time = parseTimestamp(said(record['time']) ?? '')?.time;
    if (time === undefined) return { kind, host, time, events: [], broken: 'an ES message without a time' };
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: dialect.sensor,
      platform: 'macos',
      code: name,
      place,
    };
    const beside = [...dialect.beside(record, base), ...gapEvents(name, record, base)];
    if (payload === undefined) return { kind, host, time, events: beside };
    const reading =
      dialect.own(payload, record, base) ?? readEsEvent(payload, record, base, bootSession(record));
    if ('broken' in reading) return { kind, host, time, events: beside, broken: reading.broken };
    return { kind, host, time, events: [...beside, ...reading] };
  };
}
