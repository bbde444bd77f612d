/** Suricata EVE (network.md section 2). */
import { canonicalAddress } from '../../../event/address.ts';
import type { HostAddress, TelemetryEvent } from '../../../event/event.ts';
import { isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import type { JsonProduct, ReadRecord } from '../../product.ts';
import type { Sighting } from '../flow-draft.ts';
import { hostAddress } from '../host-address.ts';
import { amount, moment, sensorName } from '../wire-values.ts';
import { asText } from '../zeek/zeek-json-fields.ts';
import { readEveDns } from './eve-dns.ts';
import { eveEntropy } from './eve-entropy.ts';
import { evePacket, readEveFlow, readEveNetflow } from './eve-flow.ts';
import { eveOf, eveType, isEve, isEveDocument } from './eve-record.ts';
import { eveSession, readEveFile, readEveHttp, readEveQuic, readEveTls } from './eve-sessions.ts';
import { EveStats } from './eve-stats.ts';

type EveReader = (record: JsonObject, sighting: Sighting) => TelemetryEvent | string | undefined;

/** Event types that become events. A new one is one line here. */
const READERS: ReadonlyMap<string, EveReader> = new Map<string, EveReader>([
  ['flow', readEveFlow],
  ['netflow', readEveNetflow],
  ['tls', readEveTls],
  ['quic', readEveQuic],
  ['http', readEveHttp],
  ['fileinfo', readEveFile],
  ['dns', readEveDns],
  ['dhcp', readEveDhcp],
  ['ssh', eveSession('ssh')],
  ['ftp', eveSession('ftp')],
  ['ftp_data', eveSession('ftp-data')],
  ['smtp', eveSession('smtp')],
  ['smb', eveSession('smb')],
  ['rdp', eveSession('rdp')],
  ['ike', eveSession('ike')],
]);

/** Types by name, so that the account of what was read stays a bounded set. */
const OTHERS = new Set(
  (
    'alert anomaly drop stats http2 krb5 nfs tftp snmp sip rfb mqtt modbus dnp3 enip dcerpc pgsql ldap websocket arp ' +
    'bittorrent_dht telnet mdns pop3 doh2 frame packet engine verdict'
  ).split(' '),
);

export const suricataProduct: JsonProduct = {
  id: 'suricata',
  title: 'Suricata EVE',
  knows: (record) => isEve(record) || (isEveDocument(record) && eveOf(record) !== undefined),
  open({ fallbackHost }) {
    const stats = new EveStats();
    return (document, place) => {
      const eve = eveOf(document);
      if (eve === undefined) return { kind: 'Suricata other', host: undefined, time: undefined, events: [] };
      const { record } = eve;
      const type = eveType(record) ?? '';
      const host = sensorName(asText(record['host'])) ?? sensorName(eve.sensor) ?? fallbackHost;
      const time = moment(record['timestamp']);
      const kind = `Suricata ${READERS.has(type) || OTHERS.has(type) ? type : 'other'}`;
      const read: ReadRecord = { kind, host, time, events: [] };
      const matters = READERS.has(type) || type === 'stats' || isObject(record['metadata']);
      if (!matters) return read;
      if (time === undefined) return { ...read, broken: 'the record has no time that can be read' };
      const sighting: Sighting = { sensor: 'suricata', code: type.slice(0, 32), host, time, place };
      const event = type === 'stats' ? stats.read(record, sighting) : readEvent(type, record, sighting);
      if (typeof event === 'string') return { ...read, broken: event };
      return event === undefined ? read : { ...read, events: [event] };
    };
  },
};

function readEvent(
  type: string,
  record: JsonObject,
  sighting: Sighting,
): TelemetryEvent | string | undefined {
  const event = READERS.get(type)?.(record, sighting);
  // Entropy is left in whatever event the rule's match brought forth, alerts foremost.
  const own = typeof event === 'object' && event.kind === 'flow' ? event : undefined;
  const packet = own === undefined ? evePacket(record, sighting) : undefined;
  const flow = own ?? packet?.flow;
  const entropy = flow === undefined ? undefined : eveEntropy(record, packet?.fromServer === true);
  if (flow === undefined || entropy === undefined) return event;
  return { ...flow, payloadOut: entropy.out, payloadIn: entropy.in };
}

/** With `extended` logging a lease names its host. */
function readEveDhcp(record: JsonObject, sighting: Sighting): HostAddress | undefined {
  const dhcp = isObject(record['dhcp']) ? record['dhcp'] : {};
  if (dhcp['dhcp_type'] !== 'ack') return undefined;
  const assigned = canonicalAddress(asText(dhcp['assigned_ip']) ?? '');
  const address =
    assigned === undefined || assigned === '0.0.0.0'
      ? canonicalAddress(asText(dhcp['client_ip']) ?? '')
      : assigned;
  if (address === undefined || address === '0.0.0.0') return undefined;
  const lease = amount(dhcp['lease_time']);
  return hostAddress(sighting, {
    name: asText(dhcp['hostname']),
    address,
    mac: asText(dhcp['client_mac']),
    until: lease === undefined ? undefined : sighting.time + lease * 1000,
  });
}
