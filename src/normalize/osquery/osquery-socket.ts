import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { text } from '../json-object.ts';
import { portNumber } from '../loose-value.ts';
import { processOf, userOf } from './osquery-process.ts';

const PROTOCOLS: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'ipv6-icmp',
};
/** `socket.h`: kinds of sockets, where the protocol is not told. */
const TYPES: Readonly<Record<string, string>> = { '1': 'tcp', '2': 'udp' };
const UDP_PORTS: ReadonlySet<number> = new Set([53, 67, 68, 123, 1900, 5353, 5355]);

/**
 * `socket_events`, `bpf_socket_events` and `process_open_sockets`. The pid may be that of a thread (osquery says so), and
 * of a connect the local end is mostly not known yet.
 */
export function socketEvents(row: JsonObject, base: EventBase): readonly TelemetryEvent[] | string {
  const action = text(row['action']) ?? text(row['syscall']) ?? 'open';
  if (action === 'bind' || action === 'listen' || action === 'socket' || action === 'close') return [];
  const told = text(row['remote_address']);
  const remoteAddress = canonicalAddress(told ?? '');
  const remotePort = portNumber(row['remote_port']);
  // Unix sockets and listening ones have no remote end.
  if (remoteAddress === undefined)
    return told === undefined || isUnix(row) ? [] : 'a socket whose address cannot be read';
  if (remotePort === 0 || remoteAddress === '0.0.0.0' || remoteAddress === '::') return [];
  const local = canonicalAddress(text(row['local_address']) ?? '') ?? '';
  const direction = action.startsWith('accept') ? 'inbound' : action === 'open' ? 'unknown' : 'outbound';
  return [
    {
      kind: 'connection',
      ...base,
      ...processOf(row),
      user: userOf(row),
      protocol: protocolOf(row, remotePort),
      direction,
      localAddress: local === '0.0.0.0' || local === '::' ? '' : local,
      localPort: portNumber(row['local_port']),
      remoteAddress,
      remotePort,
      remoteName: undefined,
      failed: text(row['status']) === 'failed' ? true : undefined,
    },
  ];
}

function isUnix(row: JsonObject): boolean {
  return text(row['family']) === '1' || text(row['socket'])?.startsWith('/') === true;
}

/** The column is hidden and not relied on by osquery itself; a connect is TCP unless its port is one of a service of UDP. */
function protocolOf(row: JsonObject, port: number): Connection['protocol'] {
  const told = text(row['protocol']) ?? '';
  if (told !== '' && told !== '0') return PROTOCOLS[told] ?? told;
  return TYPES[text(row['type']) ?? ''] ?? (UDP_PORTS.has(port) ? 'udp' : 'tcp');
}
