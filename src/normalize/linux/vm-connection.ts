/**
 * Azure's VMConnection table: what each program of a machine exchanged with each remote end in one minute. It names no
 * process and no local port, and says of no machine whether it is Linux or Windows.
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { text } from '../json-object.ts';
import { portNumber, wholeNumber } from '../loose-value.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';

/** What one row sums up. */
const SPAN = 60_000;

export const vmConnectionProduct: JsonProduct = {
  id: 'vm-connection',
  title: 'Azure VMConnection',
  knows: (record) =>
    record['Type'] === 'VMConnection' ||
    (['Computer', 'ProcessName', 'Direction', 'DestinationIp', 'LinksEstablished'] as const).every((key) =>
      Object.hasOwn(record, key),
    ),
  open:
    ({ fallbackHost }) =>
    (record, place) =>
      readConnection(record, place, fallbackHost),
};

function readConnection(record: JsonObject, place: Place, fallbackHost: string): ReadRecord {
  const host = text(record['Computer'])?.toLowerCase();
  const time = parseTimestamp(text(record['TimeGenerated']) ?? '')?.time;
  const told = (text(record['Direction']) ?? '').toLowerCase();
  const kind = 'VMConnection';
  const source = canonicalAddress(text(record['SourceIp']) ?? '');
  const destination = canonicalAddress(text(record['DestinationIp']) ?? '');
  if (time === undefined || source === undefined || destination === undefined) {
    return { kind, host, time, events: [], broken: 'a VMConnection without a time or an address' };
  }
  const base: EventBase = {
    host: host ?? fallbackHost,
    time,
    sensor: 'vm-connection',
    platform: isWindows(record) ? 'windows' : 'linux',
    code: told === 'inbound' ? 'inbound' : 'outbound',
    place,
  };
  const isInbound = told === 'inbound';
  const port = portNumber(record['DestinationPort']);
  const connection: Connection = {
    kind: 'connection',
    ...base,
    uid: undefined,
    pid: undefined,
    image: text(record['ProcessName']),
    user: undefined,
    protocol: (text(record['Protocol']) ?? 'unknown').toLowerCase(),
    direction: isInbound ? 'inbound' : told === 'outbound' ? 'outbound' : 'unknown',
    localAddress: isInbound ? destination : source,
    localPort: isInbound ? port : 0,
    remoteAddress: isInbound ? source : destination,
    remotePort: isInbound ? 0 : port,
    remoteName: onlyName(text(record['RemoteDnsQuestions'])),
    end: time + SPAN,
    bytesOut: wholeNumber(record['BytesSent']),
    bytesIn: wholeNumber(record['BytesReceived']),
    failed: (wholeNumber(record['LinksFailed']) ?? 0) > 0 && established(record) === 0 ? true : undefined,
  };
  return { kind, host, time, events: [connection] };
}

function established(record: JsonObject): number {
  return (wholeNumber(record['LinksEstablished']) ?? 0) + (wholeNumber(record['LinksLive']) ?? 0);
}

function isWindows(record: JsonObject): boolean {
  return /\.exe$/i.test(text(record['ProcessName']) ?? '');
}

/** A JSON list in a string. Several names of one address do not tell which was meant. */
function onlyName(list: string | undefined): string | undefined {
  if (list === undefined || list.length > 4_096) return undefined;
  try {
    const names: unknown = JSON.parse(list);
    const [first]: readonly unknown[] = Array.isArray(names) && names.length === 1 ? names : [];
    return typeof first === 'string' ? first.toLowerCase().replace(/\.$/, '') : undefined;
  } catch {
    return undefined;
  }
}
