import { canonicalAddress } from '../../event/address.ts';
import type { Flow, HttpFacts, NameLookup, SensorHealth, TlsFacts } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { Sensor } from '../../event/sensor.ts';
import { protocolName } from './protocol-name.ts';

/** A flow while its reader fills it: every flow has the same fields in the same order. */
export type FlowDraft = { -readonly [K in keyof Flow]: Flow[K] };

/** Which sensor saw it, when, and where it is written. */
export interface Sighting {
  readonly sensor: Sensor;
  readonly code: string;
  /** The sensor itself, lower case. */
  readonly host: string;
  readonly time: number;
  readonly place: Place;
}

/** A flow between two ends of which nothing else is known yet. Texts that are no address become `''`. */
export function draftFlow(
  sighting: Sighting,
  protocol: string | number | undefined,
  source: string | undefined,
  sourcePort: number | undefined,
  destination: string | undefined,
  destinationPort: number | undefined,
): FlowDraft {
  return {
    kind: 'flow',
    host: sighting.host,
    time: sighting.time,
    sensor: sighting.sensor,
    platform: undefined,
    code: sighting.code,
    place: sighting.place,
    flowId: undefined,
    communityId: undefined,
    protocol: protocolName(protocol),
    sourceAddress: addressOf(source),
    sourcePort: portOf(sourcePort),
    destinationAddress: addressOf(destination),
    destinationPort: portOf(destinationPort),
    end: undefined,
    bytesOut: undefined,
    bytesIn: undefined,
    wireBytes: false,
    established: undefined,
    service: undefined,
    tls: undefined,
    http: undefined,
    payloadOut: undefined,
    payloadIn: undefined,
    destinationName: undefined,
    user: undefined,
    translatedSource: undefined,
    translatedSourcePort: undefined,
  };
}

/** TLS facts with everything the caller does not name unknown. */
export function tlsFacts(known: Partial<TlsFacts>): TlsFacts {
  return {
    serverName: known.serverName,
    version: known.version,
    cipher: known.cipher,
    alpn: known.alpn,
    ja3: known.ja3,
    ja3s: known.ja3s,
    ja4: known.ja4,
    subject: known.subject,
    issuer: known.issuer,
  };
}

/** HTTP facts, or `undefined` when there is none. */
export function httpFacts(known: Partial<HttpFacts>): HttpFacts | undefined {
  const { method, host, path, userAgent, status } = known;
  if (method === undefined && host === undefined && path === undefined && status === undefined)
    return undefined;
  return { method, host, path, userAgent, status };
}

/** A lookup somebody made, seen on the wire or at the name server. */
export function nameLookup(
  sighting: Sighting,
  name: string,
  addresses: readonly string[],
  aliases: readonly string[],
  client: string | undefined,
): NameLookup {
  return {
    kind: 'name',
    host: sighting.host,
    time: sighting.time,
    sensor: sighting.sensor,
    platform: undefined,
    code: sighting.code,
    place: sighting.place,
    uid: undefined,
    pid: undefined,
    image: undefined,
    name,
    addresses,
    aliases,
    clientAddress: client === undefined ? undefined : canonicalAddress(client),
  };
}

/** The sensor says that it did not see everything. */
export function sensorGap(sighting: Sighting, detail: string): SensorHealth {
  return {
    kind: 'health',
    host: sighting.host,
    time: sighting.time,
    sensor: sighting.sensor,
    platform: undefined,
    code: sighting.code,
    place: sighting.place,
    state: 'gap',
    detail,
  };
}

/** Addresses of version 6 repeat from record to record, and bringing one into its one form costs more than finding it. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 8192;

function addressOf(text: string | undefined): string {
  if (text === undefined || text.length > 64) return '';
  if (isPlainIPv4(text)) return text;
  let address = KNOWN.get(text);
  if (address === undefined) {
    address = canonicalAddress(text) ?? '';
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(text, address);
  }
  return address;
}

/** Four numbers up to 255 without leading zeros: already the one form. */
function isPlainIPv4(text: string): boolean {
  let dots = 0;
  let octet = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return false;
      octet = -1;
    } else {
      const digit = code - 48;
      if (digit < 0 || digit > 9 || octet === 0) return false;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return false;
    }
  }
  return dots === 3 && octet >= 0;
}

function portOf(port: number | undefined): number {
  return port !== undefined && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : 0;
}
