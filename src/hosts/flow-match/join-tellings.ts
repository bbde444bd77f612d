/** Tellings of several sensors made into one flow. */
import type { PayloadFacts, TlsFacts } from '../../event/event.ts';
import type { Sensor } from '../../event/sensor.ts';
import { likelyServer } from '../../normalize/network/likely-server.ts';
import { mergeTold, withPlace } from './flow-telling.ts';
import type { FlowTelling, Told } from './flow-telling.ts';
import { tupleKey } from './flow-ends.ts';
import type { JoinedFlow } from './joined-flow.ts';

/** Whose counts stand where several counted: who saw every byte first. */
const COUNTING: readonly Sensor[] = ['capture', 'zeek', 'suricata', 'firewall', 'netflow', 'proxy'];

/** Of several names for the protocol the one that tells most; the rest by the alphabet. */
const SERVICES = ['quic', 'tls', 'ssh', 'http', 'smtp', 'ftp', 'ftp-data', 'dns'];

/** `start` and `end` on the clock of the sensor all others are measured by; `offsetOf` gives what a telling is ahead of it. */
export function joinTellings(
  tellings: readonly FlowTelling[],
  offsetOf: (telling: FlowTelling) => number,
): JoinedFlow | undefined {
  const first = tellings[0];
  if (first === undefined) return undefined;
  const { ends, protocol } = first;
  const ordered = tellings.length === 1 ? tellings : tellings.toSorted(compareTellings);
  const byLow = openedByLow(ordered);
  let start = Number.POSITIVE_INFINITY;
  let end: number | undefined;
  let payloadFromLow: PayloadFacts | undefined;
  let payloadFromHigh: PayloadFacts | undefined;
  let places = first.places;
  for (const one of ordered) {
    const offset = offsetOf(one);
    start = Math.min(start, one.start - offset);
    if (one.end !== undefined) end = Math.max(end ?? one.end - offset, one.end - offset);
    payloadFromLow ??= one.payloadFromLow;
    payloadFromHigh ??= one.payloadFromHigh;
    if (one !== first) for (const place of one.places) places = withPlace(places, place);
  }
  const counted = countedBy(ordered);
  const wire = counted !== undefined && counted.payloadLow === undefined && counted.payloadHigh === undefined;
  const fromLow = wire ? counted.wireLow : counted?.payloadLow;
  const fromHigh = wire ? counted.wireHigh : counted?.payloadHigh;
  const translation = told(ordered, (one) => one.translations);
  return {
    id: `${tupleKey(protocol, ends)}|${Math.round(start)}`,
    protocol,
    sourceAddress: byLow ? ends.low : ends.high,
    sourcePort: byLow ? ends.lowPort : ends.highPort,
    destinationAddress: byLow ? ends.high : ends.low,
    destinationPort: byLow ? ends.highPort : ends.lowPort,
    start,
    end,
    bytesOut: byLow ? fromLow : fromHigh,
    bytesIn: byLow ? fromHigh : fromLow,
    wireBytes: wire,
    established: established(ordered, protocol, fromLow, fromHigh),
    service: service(ordered),
    tls: tlsOf(ordered),
    http: told(ordered, (one) => one.http),
    payloadOut: byLow ? payloadFromLow : payloadFromHigh,
    payloadIn: byLow ? payloadFromHigh : payloadFromLow,
    destinationName: told(ordered, (one) => one.names),
    user: told(ordered, (one) => one.users),
    translatedSource: translation?.address,
    translatedSourcePort: translation?.port,
    sensors: sensorsOf(ordered),
    places,
  };
}

function compareTellings(a: FlowTelling, b: FlowTelling): number {
  return rank(a.sensor) - rank(b.sensor) || (a.sensorHost < b.sensorHost ? -1 : 1);
}

/** Lists of sensors are few; flows share them. */
const SENSOR_LISTS = new Map<string, readonly Sensor[]>();

function sensorsOf(tellings: readonly FlowTelling[]): readonly Sensor[] {
  const key = tellings.map((one) => one.sensor).join();
  let list = SENSOR_LISTS.get(key);
  if (list === undefined) {
    list = [...new Set(tellings.map((one) => one.sensor))].sort();
    if (SENSOR_LISTS.size < 1000) SENSOR_LISTS.set(key, list);
  }
  return list;
}

function rank(sensor: Sensor): number {
  const place = COUNTING.indexOf(sensor);
  return place < 0 ? COUNTING.length : place;
}

/** The end most surely told to have opened it; else by ports, else whoever stands first in the alphabet. */
function openedByLow(tellings: readonly FlowTelling[]): boolean {
  let low = 0;
  let high = 0;
  for (const one of tellings) {
    low = Math.max(low, one.openedByLow);
    high = Math.max(high, one.openedByHigh);
  }
  if (low !== high) return low > high;
  const ends = tellings[0]?.ends;
  return ends === undefined || likelyServer(ends.lowPort, ends.highPort) !== 'source';
}

/** Who counted payload, else who counted packets. */
function countedBy(tellings: readonly FlowTelling[]): FlowTelling | undefined {
  return (
    tellings.find((one) => one.payloadLow !== undefined || one.payloadHigh !== undefined) ??
    tellings.find((one) => one.wireLow !== undefined || one.wireHigh !== undefined)
  );
}

function established(
  tellings: readonly FlowTelling[],
  protocol: string,
  fromLow: number | undefined,
  fromHigh: number | undefined,
): boolean | undefined {
  if (tellings.some((one) => one.established === true)) return true;
  if (tellings.some((one) => one.established === false)) return false;
  // Halves of a flow that both carried bytes. A refusal of TCP has some too.
  return protocol !== 'tcp' && (fromLow ?? 0) > 0 && (fromHigh ?? 0) > 0 ? true : undefined;
}

function service(tellings: readonly FlowTelling[]): string | undefined {
  const [first, second] = tellings;
  if (second === undefined && first !== undefined && first.services.length < 2) return first.services[0];
  const names = new Set(tellings.flatMap((one) => one.services));
  const known = [...names].filter((name) => name !== 'none').sort();
  return SERVICES.find((name) => names.has(name)) ?? known[0] ?? (names.has('none') ? 'none' : undefined);
}

function told<T>(
  tellings: readonly FlowTelling[],
  of: (telling: FlowTelling) => readonly Told<T>[],
): T | undefined {
  let all: readonly Told<T>[] = [];
  for (const one of tellings) all = mergeTold(all, of(one));
  return all[0]?.value;
}

/** Each fact from the first handshake that has it: one sensor computes JA3, another JA4. */
function tlsOf(tellings: readonly FlowTelling[]): TlsFacts | undefined {
  let all: readonly Told<TlsFacts>[] = [];
  for (const one of tellings) all = mergeTold(all, one.tls);
  if (all.length === 0) return undefined;
  const fact = (of: (tls: TlsFacts) => string | undefined): string | undefined => {
    for (const { value } of all) if (of(value) !== undefined) return of(value);
    return undefined;
  };
  return {
    serverName: fact((tls) => tls.serverName),
    version: fact((tls) => tls.version),
    cipher: fact((tls) => tls.cipher),
    alpn: fact((tls) => tls.alpn),
    ja3: fact((tls) => tls.ja3),
    ja3s: fact((tls) => tls.ja3s),
    ja4: fact((tls) => tls.ja4),
    subject: fact((tls) => tls.subject),
    issuer: fact((tls) => tls.issuer),
  };
}
