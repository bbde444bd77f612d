/** Tetragon's JSON export (cilium/tetragon, api/v1/tetragon): one event a line, keyed by what it is. */
import type { EventBase, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';
import { tetragonFlow, tetragonProbeEvents } from './tetragon-probe.ts';
import { tetragonLaunch, tetragonProcess } from './tetragon-process.ts';
import { isCryptoLibrary } from '../macos/crypto-library.ts';

const KINDS = [
  'process_exec',
  'process_exit',
  'process_kprobe',
  'process_tracepoint',
  'process_lsm',
  'process_uprobe',
  'process_loader',
  'process_connect',
  'process_accept',
  'process_close',
] as const;
type Kind = (typeof KINDS)[number];

/** Kinds that exist and tell nothing here. */
const OTHERS = ['process_listen', 'process_throttle', 'process_usdt', 'rate_limit_info', 'test'];

export const tetragonProduct: JsonProduct = {
  id: 'tetragon',
  title: 'Tetragon',
  knows: (record) =>
    isObject(bodyOf(record)?.[1]) && text(record['node_name'] ?? record['time']) !== undefined,
  open:
    ({ fallbackHost }) =>
    (record, place) =>
      readTetragon(record, place, fallbackHost),
};

function bodyOf(record: JsonObject): readonly [string, unknown] | undefined {
  for (const kind of KINDS) if (Object.hasOwn(record, kind)) return [kind, record[kind]];
  for (const kind of OTHERS) if (Object.hasOwn(record, kind)) return [kind, record[kind]];
  return undefined;
}

function readTetragon(record: JsonObject, place: Place, fallbackHost: string): ReadRecord {
  const [told = '', body] = bodyOf(record) ?? [];
  const kind = KINDS.find((one) => one === told);
  const host = text(record['node_name'])?.toLowerCase();
  const title = `Tetragon ${told}`;
  const details = isObject(body) ? body : {};
  const time = timeOf(record['time']) ?? startTime(details);
  if (kind === undefined) return { kind: title, host, time, events: [] };
  if (time === undefined)
    return { kind: title, host, time, events: [], broken: 'an event of Tetragon without a time' };
  const base: EventBase = {
    host: host ?? fallbackHost,
    time,
    sensor: 'tetragon',
    platform: 'linux',
    code: kind,
    place,
  };
  if (!isObject(details['process'])) {
    return { kind: title, host, time, events: [], broken: 'an event of Tetragon that names no process' };
  }
  const reading = readKind(kind, details, details['process'], base);
  return typeof reading === 'string'
    ? { kind: title, host, time, events: [], broken: reading }
    : { kind: title, host, time, events: reading };
}

function readKind(
  kind: Kind,
  body: JsonObject,
  process: JsonObject,
  base: EventBase,
): readonly TelemetryEvent[] | string {
  switch (kind) {
    case 'process_exec':
      return [
        tetragonLaunch(process, body['parent'], {
          ...base,
          time: timeOf(process['start_time']) ?? base.time,
        }),
      ];
    case 'process_exit':
      return [{ kind: 'end', ...base, ...tetragonProcess(process) }];
    case 'process_connect':
    case 'process_accept':
    case 'process_close':
      return tetragonFlow(kind, body, process, base);
    case 'process_loader':
    case 'process_uprobe': {
      const module = text(body['path']);
      if (module === undefined || !isCryptoLibrary(module)) return [];
      const unsigned = { signed: undefined, signature: undefined, signatureStatus: undefined };
      return [{ kind: 'module', ...base, ...tetragonProcess(process), module, ...unsigned }];
    }
    case 'process_kprobe':
    case 'process_tracepoint':
    case 'process_lsm':
      return tetragonProbeEvents(body, process, base);
  }
}

function startTime(body: JsonObject): number | undefined {
  const process = body['process'];
  return isObject(process) ? timeOf(process['start_time']) : undefined;
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value)?.time : undefined;
}
