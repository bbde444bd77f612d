/** osquery's results log on Linux and macOS: evented tables, snapshots and differences (formats of its logger plugins). */
import type { EventBase, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { JsonObject } from '../json-object.ts';
import { forwardedHost } from '../macos/sensor-host.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';
import { fileEvents } from './osquery-file.ts';
import { platformOf } from './osquery-platform.ts';
import { columnNumber, endpointSecurityEvents, listedProcess, processEvents } from './osquery-process.ts';
import { isOsqueryResult, readOsqueryResult } from './osquery-row.ts';
import type { OsqueryResult } from './osquery-row.ts';
import { socketEvents } from './osquery-socket.ts';
import { tableOf } from './osquery-table.ts';
import type { OsqueryTable } from './osquery-table.ts';

/** Tables that list what is at the time of the query. The others tell what happened. */
const LISTS: readonly OsqueryTable[] = ['processes', 'process_open_sockets'];

export const osqueryProduct: JsonProduct = {
  id: 'osquery',
  title: 'osquery',
  knows: isOsqueryResult,
  open:
    ({ fallbackHost }) =>
    (record, place) =>
      readOsquery(record, place, fallbackHost),
};

function readOsquery(record: JsonObject, place: Place, fallbackHost: string): ReadRecord {
  const result = readOsqueryResult(record);
  const host = result?.host ?? forwardedHost(record);
  const [first] = result?.rows ?? [];
  if (result === undefined || first === undefined) {
    return { kind: 'osquery rows that went away', host, time: result?.written, events: [] };
  }
  const events: TelemetryEvent[] = [];
  const table = tableOf(first, result.query);
  let broken: string | undefined;
  let time = result.written;
  for (const row of result.rows) {
    const base = baseOf(table, row, result, host ?? fallbackHost, place);
    if (base === undefined) {
      broken ??= `a row of ${table} without a time`;
      continue;
    }
    time = base.time;
    const reading = rowEvents(table, row, base, result.action === 'added');
    if (typeof reading === 'string') broken ??= reading;
    else events.push(...reading);
  }
  return { kind: `osquery ${table}`, host, time, events, broken: table === 'other' ? undefined : broken };
}

function baseOf(
  table: OsqueryTable,
  row: JsonObject,
  result: OsqueryResult,
  host: string,
  place: Place,
): EventBase | undefined {
  const isList = LISTS.includes(table);
  const seconds = isList ? undefined : columnNumber(row, 'time');
  const time = seconds === undefined || seconds === 0 ? result.written : seconds * 1000;
  if (time === undefined) return undefined;
  const platform = platformOf(table, row, result.decorations);
  return { host, time, sensor: isList ? 'osquery' : 'osquery-events', platform, code: table, place };
}

function rowEvents(
  table: OsqueryTable,
  row: JsonObject,
  base: EventBase,
  isNew: boolean,
): readonly TelemetryEvent[] | string {
  switch (table) {
    case 'process_events':
    case 'bpf_process_events':
      return processEvents(row, base);
    case 'es_process_events':
      return endpointSecurityEvents(row, base);
    case 'socket_events':
    case 'bpf_socket_events':
    case 'process_open_sockets':
      return socketEvents(row, base);
    case 'process_file_events':
    case 'es_process_file_events':
      return fileEvents(row, base);
    case 'processes':
      return listedProcess(row, base, isNew);
    case 'other':
      return [];
  }
}
