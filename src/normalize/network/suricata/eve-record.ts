import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { carriedRecord } from '../carried-record.ts';

/** A Suricata EVE record by its own field names, with the sensor that shipped it where a shipper says. */
export interface EveRecord {
  readonly record: JsonObject;
  readonly sensor: string | undefined;
}

/** Suricata's own marks: a type of event with a flow or an address, or the sensor's own statistics. */
export function isEve(record: JsonObject): boolean {
  const type = eveType(record);
  if (type === undefined || record['timestamp'] === undefined) return false;
  if (type === 'stats') return isObject(record['stats']);
  // pmacct also writes `event_type`, and other names for addresses.
  return (
    (record['src_ip'] !== undefined && record['dest_ip'] !== undefined) ||
    (record['flow_id'] !== undefined && (record['proto'] !== undefined || isObject(record[type])))
  );
}

/** Objects that some shippers leave without the type of event they are of. */
const TELLING = ['alert', 'flow', 'tls', 'dns', 'http', 'quic', 'ssh'];

export function eveType(record: JsonObject): string | undefined {
  const type = record['event_type'];
  if (typeof type === 'string') return type;
  if (type !== undefined || record['flow_id'] === undefined || record['dest_ip'] === undefined)
    return undefined;
  return TELLING.find((name) => isObject(record[name]));
}

/** The document of Elastic's Suricata module around a record. */
export function isEveDocument(record: JsonObject): boolean {
  return at(record, 'event.module') === 'suricata' || at(record, 'suricata.eve.event_type') !== undefined;
}

/** What of ECS was EVE's. Flow counters have moved too, but are also kept in the original that is carried along. */
const MOVED: readonly (readonly [string, string])[] = [
  ['src_ip', 'source.ip'],
  ['src_port', 'source.port'],
  ['dest_ip', 'destination.ip'],
  ['dest_port', 'destination.port'],
  ['proto', 'network.transport'],
  ['community_id', 'network.community_id'],
  ['app_proto', 'network.protocol'],
];

/** `undefined` when the document carries no event of Suricata. */
export function eveOf(record: JsonObject): EveRecord | undefined {
  if (isEve(record)) return { record, sensor: undefined };
  const shipper = at(record, 'observer.hostname') ?? at(record, 'host.name') ?? at(record, 'agent.hostname');
  const sensor = typeof shipper === 'string' ? shipper : undefined;
  const original = carriedRecord(record);
  if (original !== undefined && isEve(original)) return { record: original, sensor };
  const eve = nestedEve(record);
  if (eve === undefined) return undefined;
  for (const [own, path] of MOVED) eve[own] ??= at(record, path);
  eve['timestamp'] ??= record['@timestamp'];
  const flow = {
    start: at(record, 'event.start'),
    end: at(record, 'event.end'),
    bytes_toserver: at(record, 'source.bytes'),
    bytes_toclient: at(record, 'destination.bytes'),
    pkts_toclient: at(record, 'destination.packets'),
    ...(isObject(eve['flow']) ? eve['flow'] : {}),
  };
  if (eve['event_type'] === 'flow') eve['flow'] = flow;
  if (eve['event_type'] === 'http') {
    eve['http'] = {
      hostname: at(record, 'url.domain') ?? at(record, 'destination.domain'),
      url: at(record, 'url.original'),
      http_method: at(record, 'http.request.method'),
      http_user_agent: at(record, 'user_agent.original'),
      status: at(record, 'http.response.status_code'),
      ...(isObject(eve['http']) ? eve['http'] : {}),
    };
  }
  return { record: eve, sensor };
}

/** `suricata.eve` as one object, whether nested or written as dotted keys. */
function nestedEve(record: JsonObject): Record<string, unknown> | undefined {
  const nested = at(record, 'suricata.eve');
  if (isObject(nested)) return { ...nested };
  const eve: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    if (!key.startsWith('suricata.eve.')) continue;
    const names = key.slice('suricata.eve.'.length).split('.', 3);
    const [outer, inner] = names;
    if (outer === undefined || outer === '' || outer === '__proto__') continue;
    if (inner === undefined) eve[outer] = value;
    else {
      const known = eve[outer];
      eve[outer] = { ...(isObject(known) ? known : {}), [inner]: value };
    }
  }
  return eve['event_type'] === undefined ? undefined : eve;
}
