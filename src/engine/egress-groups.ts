/** Connections of one process to one destination and port, gathered into one egress. */
import type { Attribution, Egress, WireFacts } from '../analytics/host-view.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import { recordTitle, SENSORS } from '../event/sensor.ts';
import type { FlowMatch } from '../hosts/flow-match/flow-match.ts';
import { addPlace } from '../hosts/process-facts.ts';
import type { LearnedName, NameIndex } from '../hosts/name-memory.ts';
import type { Process } from '../hosts/process.ts';
import type { Place } from '../event/place.ts';

interface Group {
  readonly process: Process;
  readonly first: ConnectionFact;
  readonly name: LearnedName | undefined;
  sensorName: string | undefined;
  readonly addresses: Set<string>;
  readonly sensors: Set<string>;
  readonly times: number[];
  readonly places: Place[];
  connections: number;
  from: number;
  to: number;
  attribution: Attribution;
  bytesOut: number | undefined;
  bytesIn: number | undefined;
  wire: WireFacts | undefined;
  /** Flows already counted: several records of one connection may be one flow. */
  readonly counted: Set<string>;
}

/** Enough to find the connection closest to an encryption; first and last are kept anyway. */
const MOST_TIMES = 512;

export class EgressGroups {
  readonly #groups = new Map<string, Group>();
  readonly #names: NameIndex;

  constructor(names: NameIndex) {
    this.#names = names;
  }

  /** Facts come in time order. */
  add(fact: ConnectionFact, process: Process, attribution: Attribution, match?: FlowMatch): void {
    const name = this.#names.nameOf(fact.remoteAddress, process, fact.first);
    const key = `${process.key}|${name?.name ?? fact.remoteAddress}|${fact.protocol}|${fact.remotePort}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = {
        process,
        first: fact,
        name,
        sensorName: undefined,
        addresses: new Set(),
        sensors: new Set(),
        times: [],
        places: [],
        connections: 0,
        from: fact.first,
        to: fact.last,
        attribution,
        bytesOut: undefined,
        bytesIn: undefined,
        wire: undefined,
        counted: new Set(),
      };
      this.#groups.set(key, group);
    }
    group.connections++;
    group.addresses.add(fact.remoteAddress);
    group.from = Math.min(group.from, fact.first);
    group.to = Math.max(group.to, fact.last);
    if (group.times.length < MOST_TIMES) group.times.push(fact.first);
    if (attribution.confidence > group.attribution.confidence) group.attribution = attribution;
    for (const event of fact.told.values()) {
      group.sensors.add(recordTitle(event.sensor, event.code));
      if (
        event.remoteName !== undefined &&
        (group.sensorName === undefined || event.remoteName < group.sensorName)
      ) {
        group.sensorName = event.remoteName;
      }
      process.user ??= event.user;
      process.image ??= event.image;
    }
    for (const place of fact.places) addPlace(group.places, place);
    this.#count(group, fact, match);
  }

  /** Bytes of a network sensor stand over the host's own: they count what went over the wire. */
  #count(group: Group, fact: ConnectionFact, match: FlowMatch | undefined): void {
    if (match === undefined) {
      const own = [...fact.told.values()].find((event) => event.bytesOut !== undefined);
      group.bytesOut = sum(group.bytesOut, own?.bytesOut);
      group.bytesIn = sum(group.bytesIn, own?.bytesIn);
      return;
    }
    const { flow, reason } = match;
    if (group.counted.has(flow.id)) return;
    group.counted.add(flow.id);
    group.bytesOut = sum(group.bytesOut, flow.bytesOut);
    group.bytesIn = sum(group.bytesIn, flow.bytesIn);
    for (const place of flow.places) addPlace(group.places, place);
    for (const sensor of flow.sensors) group.sensors.add(recordTitle(sensor, 'flow'));
    const wire: WireFacts = {
      service: flow.service,
      name: flow.tls?.serverName ?? flow.destinationName ?? flow.http?.host,
      tls: flow.tls,
      http: flow.http,
      payloadOut: flow.payloadOut,
      wireBytes: flow.wireBytes,
      sensors: flow.sensors.map((sensor) => SENSORS[sensor].title),
      places: flow.places,
      reason,
    };
    if (tellsMore(wire, group.wire)) group.wire = wire;
  }

  all(): Egress[] {
    return [...this.#groups.values()].map((group) => ({
      process: group.process,
      address: group.first.remoteAddress,
      port: group.first.remotePort,
      protocol: group.first.protocol,
      name: group.name,
      sensorName: group.sensorName,
      addresses: [...group.addresses].sort(),
      connections: group.connections,
      first: group.from,
      last: group.to,
      times: group.times,
      attribution: group.attribution,
      sensors: [...group.sensors].sort(),
      places: group.places,
      bytesOut: group.bytesOut,
      bytesIn: group.bytesIn,
      wire: group.wire,
    }));
  }
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : a + (b ?? 0);
}

/** Of several flows the one with the longest payload seen stands for the egress, then the first in the alphabet. */
function tellsMore(wire: WireFacts, known: WireFacts | undefined): boolean {
  if (known === undefined) return true;
  const length = (one: WireFacts): number => one.payloadOut?.length ?? 0;
  if (length(wire) !== length(known)) return length(wire) > length(known);
  return JSON.stringify(wire) < JSON.stringify(known);
}
