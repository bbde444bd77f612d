/**
 * `network_connect` of Jamf Protect: not an Endpoint Security event but Jamf's own, from its network extension. The
 * process that connected is the instigator; the top-level process is whoever reported it.
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { portNumber, said, wholeNumber } from '../loose-value.ts';
import { readEsProcess } from './es-process.ts';
import type { EsReading } from './es-message.ts';

const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'ipv6-icmp' };

export function jamfConnection(
  payload: JsonObject,
  record: JsonObject,
  base: EventBase,
  boot: string | undefined,
): EsReading {
  const process = readEsProcess(payload['instigator'], boot) ?? readEsProcess(record['process'], boot);
  if (process === undefined) return { broken: 'a network_connect that names no process' };
  const remote = endpoint(payload['remote_endpoint']);
  const local = endpoint(payload['local_endpoint']);
  const remoteName = said(payload['remote_hostname']) ?? remote.name;
  if (remote.address === '' && remoteName === undefined) {
    return { broken: 'a network_connect that names no remote endpoint' };
  }
  const { uid, pid, image, user } = process;
  const connection: Connection = {
    kind: 'connection',
    ...base,
    uid,
    pid,
    image,
    user,
    protocol: protocolName(payload['socket_protocol'], payload['socket_type']),
    direction: direction(
      payload['direction'] ?? (isObject(payload['file']) ? payload['file']['direction'] : undefined),
    ),
    localAddress: local.address,
    localPort: local.port,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteName: remoteName?.toLowerCase().replace(/\.$/, ''),
  };
  return [connection];
}

interface Endpoint {
  readonly address: string;
  readonly name: string | undefined;
  readonly port: number;
}

/** `host` is an address as a rule, and a name where the flow was opened by name. */
function endpoint(value: unknown): Endpoint {
  if (!isObject(value)) return { address: '', name: undefined, port: 0 };
  const host = said(value['host'] ?? value['hostname'] ?? value['address']);
  const address = host === undefined ? undefined : canonicalAddress(host);
  const port = portNumber(value['port']);
  if (address === '0.0.0.0' || address === '::') return { address: '', name: undefined, port };
  return { address: address ?? '', name: address === undefined ? host : undefined, port };
}

/** IANA number, or by the type of socket: 1 is a stream, 2 are datagrams. */
function protocolName(protocol: unknown, socketType: unknown): string {
  const number = wholeNumber(protocol);
  if (number !== undefined && number > 0) return PROTOCOLS[number] ?? String(number);
  const type = wholeNumber(socketType);
  return type === 1 ? 'tcp' : type === 2 ? 'udp' : 'unknown';
}

/** Words, or the numbers of `NETrafficDirection`: 1 inbound, 2 outbound. */
function direction(value: unknown): Connection['direction'] {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (value === 2 || word.startsWith('out') || word === 'egress') return 'outbound';
  if (value === 1 || word.startsWith('in') || word === 'ingress') return 'inbound';
  return 'unknown';
}
