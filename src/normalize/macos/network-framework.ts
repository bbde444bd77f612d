/**
 * Messages of Network.framework in the unified log (subsystem com.apple.network, category connection). They are logged
 * in the process that connects. Programs with sockets of their own (python, nc, openssl) log nothing here, and names
 * and addresses are hashed unless private data is logged (formats/macos.md 5.1).
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, ProcessRef } from '../../event/event.ts';
import { portNumber } from '../loose-value.ts';

/** `[C4 37BD558C-... 127.0.0.1:8000 tcp, url hash: ..., attribution: developer, ...] start` */
const OPENING = /^\[C\d+(?:\.\d+)* [0-9A-F-]{36} (\S+) ([a-z-]+)?,?[^[]*\] (start|cancelled|failed)\b/;
/** `\t[C4 D935AE40-... 127.0.0.1:49281<->127.0.0.1:8000]`, first line of the summary. */
const PAIR = /^\s*\[C\d+(?:\.\d+)* [0-9A-F-]{36} (\S+)<->(\S+)\]/;
const DURATION = /^\s*Duration: (\d+(?:\.\d+)?)s\b/;
const TRANSPORT = /^\s*Duration: [^\n]{0,200}?\b(TCP|QUIC|UDP) @/;
const BYTES = /^\s*bytes in\/out: (\d{1,15})\/(\d{1,15})/;
/** What stands in place of something private. */
const HIDDEN = /<private>|<mask\.hash|\b(?:Hostname|IPv4|IPv6)#[0-9a-f]{8}/;
/** A message is read up to here: summaries are a few hundred characters. */
const LONGEST = 8192;
const MOST_LINES = 40;

export const NETWORK_SUBSYSTEM = 'com.apple.network';

/** Does the message hide what it speaks of? */
export function hidesPrivateData(message: string): boolean {
  return HIDDEN.test(message.slice(0, LONGEST));
}

/** The connection a message tells of; `undefined` for steps in between and for those that name no remote side. */
export function networkConnection(
  message: string,
  base: EventBase,
  process: ProcessRef,
): Connection | undefined {
  const lines = message.slice(0, LONGEST).split('\n', MOST_LINES);
  const opening = OPENING.exec((lines[0] ?? '').slice(0, 2048));
  if (opening === null) return undefined;
  const [, endpoint = '', protocol = '', state = ''] = opening;
  const pair = firstMatch(lines, PAIR);
  const remote = endpointOf(pair?.[2] ?? endpoint);
  const local = endpointOf(pair?.[1] ?? '');
  // A summary counts; its bytes left even where it hides to where. Other messages must say where.
  const bytes = firstMatch(lines, BYTES);
  if (remote.address === '' && remote.name === undefined && bytes === undefined) return undefined;
  const seconds = Number(firstMatch(lines, DURATION)?.[1] ?? 0);
  const began = base.time - seconds * 1000;
  return {
    kind: 'connection',
    ...base,
    ...process,
    time: began,
    user: undefined,
    protocol: transport(protocol, firstMatch(lines, TRANSPORT)?.[1]),
    direction: 'outbound',
    localAddress: local.address,
    localPort: local.port,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteName: remote.name,
    end: state === 'start' ? undefined : base.time,
    bytesIn: bytes?.[1] === undefined ? undefined : Number(bytes[1]),
    bytesOut: bytes?.[2] === undefined ? undefined : Number(bytes[2]),
    failed: state === 'failed' ? true : undefined,
  };
}

/** A connection that may use QUIC says so from its start, and often ends up on TCP: the summary knows. */
function transport(asked: string, used: string | undefined): string {
  if (used !== undefined) return used === 'TCP' ? 'tcp' : 'udp';
  return asked.startsWith('quic') || asked === 'udp' ? 'udp' : 'tcp';
}

function firstMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line.slice(0, 2048));
    if (match !== null) return match;
  }
  return undefined;
}

interface Endpoint {
  readonly address: string;
  readonly name: string | undefined;
  readonly port: number;
}

/** `192.0.2.1:443`, `2001:db8::1.443` (the framework's own IPv6 form), `[2001:db8::1]:443`, `files.example:443`. */
function endpointOf(text: string): Endpoint {
  const split = text.lastIndexOf(text.includes('::') && !text.startsWith('[') ? '.' : ':');
  const host = (split < 0 ? text : text.slice(0, split)).replace(/^\[(.*)\]$/, '$1');
  const port = split < 0 ? 0 : portNumber(text.slice(split + 1));
  const address = canonicalAddress(host);
  if (address !== undefined) return { address, name: undefined, port };
  const isName = !HIDDEN.test(host) && /^[\w-]+(?:\.[\w-]+)+\.?$/.test(host) && host.length <= 255;
  return { address: '', name: isName ? host.toLowerCase().replace(/\.$/, '') : undefined, port };
}
