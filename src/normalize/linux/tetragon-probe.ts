import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, FileActivity, TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import { portNumber, wholeNumber } from '../loose-value.ts';
import { tetragonProcess, tetragonUser } from './tetragon-process.ts';

const MOST_ARGUMENTS = 16;
/** `security_file_permission`: what the process is about to do with the file. */
const MAY_WRITE = 2;
const OUTBOUND = /connect$|^udpv?6?_send|^tcp_send/;
const INBOUND = /accept/;
const CLOSE = /^tcp_close$|^inet_release$/;
const FILE_CHANGES = /^security_path_truncate$|^security_inode_(?:create|rename)$/;

/** A policy's probe: a socket or a file among the arguments tells what the process did. Other probes tell nothing here. */
export function tetragonProbeEvents(
  body: JsonObject,
  process: JsonObject,
  base: EventBase,
): readonly TelemetryEvent[] {
  const name = text(body['function_name']) ?? text(body['event']) ?? '';
  const list = Array.isArray(body['args']) ? body['args'].slice(0, MOST_ARGUMENTS).filter(isObject) : [];
  for (const argument of list) {
    const socket = argument['sock_arg'] ?? argument['skb_arg'];
    if (isObject(socket)) return socketEvents(name, socket, body, process, base);
    const address = argument['sockaddr_arg'];
    if (isObject(address)) return addressEvents(name, address, body, process, base);
    const file = argument['file_arg'] ?? argument['path_arg'];
    if (isObject(file)) return fileEvents(name, file, list, process, base);
  }
  return [];
}

function socketEvents(
  name: string,
  socket: JsonObject,
  body: JsonObject,
  process: JsonObject,
  base: EventBase,
): readonly Connection[] {
  const remoteAddress = canonicalAddress(text(socket['daddr']) ?? '');
  const isAct = OUTBOUND.test(name) || INBOUND.test(name) || CLOSE.test(name);
  if (!isAct || remoteAddress === undefined || isUnset(remoteAddress)) return [];
  const remotePort = portNumber(socket['dport']);
  // A datagram's socket has no destination of its own.
  if (remotePort === 0) return [];
  return [
    {
      kind: 'connection',
      ...base,
      ...tetragonProcess(process),
      user: tetragonUser(process),
      protocol: protocolOf(socket, name),
      direction: INBOUND.test(name) ? 'inbound' : OUTBOUND.test(name) ? 'outbound' : 'unknown',
      localAddress: ownAddress(socket['saddr']),
      localPort: portNumber(socket['sport']),
      remoteAddress,
      remotePort,
      remoteName: undefined,
      failed: failed(body),
    },
  ];
}

function addressEvents(
  name: string,
  address: JsonObject,
  body: JsonObject,
  process: JsonObject,
  base: EventBase,
): readonly Connection[] {
  const remoteAddress = canonicalAddress(text(address['addr']) ?? '');
  const remotePort = portNumber(address['port']);
  if (!OUTBOUND.test(name) || remoteAddress === undefined || remotePort === 0) return [];
  return [
    {
      kind: 'connection',
      ...base,
      ...tetragonProcess(process),
      user: tetragonUser(process),
      protocol: name.startsWith('udp') || remotePort === 53 ? 'udp' : 'tcp',
      direction: 'outbound',
      localAddress: '',
      localPort: 0,
      remoteAddress,
      remotePort,
      remoteName: undefined,
      failed: failed(body),
    },
  ];
}

function fileEvents(
  name: string,
  file: JsonObject,
  list: readonly JsonObject[],
  process: JsonObject,
  base: EventBase,
): readonly FileActivity[] {
  const path = text(file['path']);
  if (path === undefined || !path.startsWith('/')) return [];
  const mask = list.map((argument) => wholeNumber(argument['int_arg'])).find((value) => value !== undefined);
  const isChange =
    FILE_CHANGES.test(name) || (name === 'security_file_permission' && ((mask ?? 0) & MAY_WRITE) !== 0);
  return [{ kind: 'file', ...base, ...tetragonProcess(process), path, action: isChange ? 'write' : 'read' }];
}

/** Tetragon's network events of its own: the ends of a connection, with bytes when it closed. */
export function tetragonFlow(
  kind: string,
  body: JsonObject,
  process: JsonObject,
  base: EventBase,
): readonly Connection[] | string {
  const source = canonicalAddress(text(body['source_ip']) ?? '');
  const destination = canonicalAddress(text(body['destination_ip']) ?? '');
  if (source === undefined || destination === undefined) return 'a connection without addresses';
  const isInbound = kind === 'process_accept';
  const [local, remote] = isInbound ? ([destination, source] as const) : ([source, destination] as const);
  const ports = [portNumber(body['source_port']), portNumber(body['destination_port'])] as const;
  const stats = isObject(body['stats']) ? body['stats'] : {};
  return [
    {
      kind: 'connection',
      ...base,
      ...tetragonProcess(process),
      user: tetragonUser(process),
      protocol: (text(body['protocol']) ?? 'unknown').toLowerCase(),
      direction: isInbound ? 'inbound' : kind === 'process_connect' ? 'outbound' : 'unknown',
      localAddress: local,
      localPort: isInbound ? ports[1] : ports[0],
      remoteAddress: remote,
      remotePort: isInbound ? ports[0] : ports[1],
      remoteName: text(body['destination_names']),
      end: kind === 'process_close' ? base.time : undefined,
      bytesOut: wholeNumber(stats['bytes_sent']),
      bytesIn: wholeNumber(stats['bytes_received']),
    },
  ];
}

function protocolOf(socket: JsonObject, name: string): string {
  const told = (text(socket['protocol']) ?? '').replace(/^IPPROTO_/, '').toLowerCase();
  if (told !== '' && told !== 'ip') return told;
  return name.startsWith('udp') ? 'udp' : 'tcp';
}

function ownAddress(value: unknown): string {
  const address = canonicalAddress(text(value) ?? '') ?? '';
  return isUnset(address) ? '' : address;
}

function isUnset(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** The return value, where the policy asks for it; EINPROGRESS is none. */
function failed(body: JsonObject): boolean | undefined {
  const result = isObject(body['return']) ? body['return']['int_arg'] : undefined;
  return typeof result === 'number' && result < 0 && result !== -115 ? true : undefined;
}
