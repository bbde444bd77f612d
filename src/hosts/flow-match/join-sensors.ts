import { comparePlaces } from '../../event/place.ts';
import { flowEnds, hasPorts, tupleKey } from './flow-ends.ts';
import type { FlowTelling } from './flow-telling.ts';
import type { JoinedFlows } from './flow-table.ts';
import { joinTellings } from './join-tellings.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { SensorClocks, sensorKey } from './sensor-clocks.ts';

/** What is left between two clocks once their offset is taken off: late records, whole seconds. */
const TOLERANCE = 5_000;

/** Joins what several sensors told of the same flows; `single` are flows that no other sensor can be found for. */
export function joinSensors(tellings: readonly FlowTelling[], single: readonly FlowTelling[]): JoinedFlows {
  const clocks = new SensorClocks(tellings);
  const offsetOf = (telling: FlowTelling): number => clocks.offsetOf(telling);
  const groups = new Map<string, FlowTelling[]>();
  const inner = innerTuples(tellings);
  for (const telling of tellings) {
    const own = tupleKey(telling.protocol, telling.ends);
    const key = innerTuple(inner.get(own) ?? [], telling, offsetOf) ?? own;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [telling]);
    else group.push(telling);
  }
  const flows: JoinedFlow[] = [];
  const push = (one: JoinedFlow | undefined): void => {
    if (one !== undefined) flows.push(one);
  };
  for (const [key, group] of groups) {
    for (const cluster of clusters(group, offsetOf)) {
      // Who saw the flow before it was translated names its ends.
      cluster.sort((a, b) => Number(isTuple(b, key)) - Number(isTuple(a, key)));
      push(joinTranslated(cluster, key, offsetOf));
    }
  }
  for (const telling of single) push(joinTellings([telling], offsetOf));
  flows.sort(compareFlows);
  return { flows: withOwnIds(flows), clocks: clocks.clocks };
}

/**
 * Tellings of one tuple that are one flow: at most one of each sensor, close in time. Each telling in order of time joins the
 * flow that is open and lacks its sensor.
 */
function clusters(
  group: readonly FlowTelling[],
  offsetOf: (telling: FlowTelling) => number,
): FlowTelling[][] {
  if (group.length === 1) return [[...group]];
  const start = (one: FlowTelling): number => one.start - offsetOf(one);
  const end = (one: FlowTelling): number => (one.end ?? one.start) - offsetOf(one);
  const sorted = [...group].sort((a, b) => start(a) - start(b) || compareTellings(a, b));
  const all: FlowTelling[][] = [];
  let open: FlowTelling[][] = [];
  for (const telling of sorted) {
    open = open.filter((cluster) => cluster.some((one) => end(one) + TOLERANCE >= start(telling)));
    const fitting = open.filter((cluster) => cluster.every((one) => sensorKey(one) !== sensorKey(telling)));
    const nearest = fitting.toSorted((a, b) => distance(a, telling, start) - distance(b, telling, start))[0];
    if (nearest !== undefined) nearest.push(telling);
    else {
      const cluster = [telling];
      all.push(cluster);
      open.push(cluster);
    }
  }
  return all;
}

function compareTellings(a: FlowTelling, b: FlowTelling): number {
  const [one, other] = [sensorKey(a), sensorKey(b)];
  if (one !== other) return one < other ? -1 : 1;
  const [place, otherPlace] = [a.places[0], b.places[0]];
  return place === undefined || otherPlace === undefined ? 0 : comparePlaces(place, otherPlace);
}

function distance(
  cluster: readonly FlowTelling[],
  telling: FlowTelling,
  start: (one: FlowTelling) => number,
): number {
  return Math.min(...cluster.map((one) => Math.abs(start(one) - start(telling))));
}

/** Flows behind a translation, by the tuple that is seen outside of it. */
function innerTuples(tellings: readonly FlowTelling[]): Map<string, FlowTelling[]> {
  const inner = new Map<string, FlowTelling[]>();
  for (const telling of tellings) {
    const translation = telling.translations[0]?.value;
    if (translation?.port === undefined || !hasPorts(telling.protocol)) continue;
    const { ends } = telling;
    const byLow = telling.openedByLow >= telling.openedByHigh;
    const outer = flowEnds(
      translation.address,
      translation.port,
      byLow ? ends.high : ends.low,
      byLow ? ends.highPort : ends.lowPort,
    );
    const key = tupleKey(telling.protocol, outer);
    const known = inner.get(key);
    if (known === undefined) inner.set(key, [telling]);
    else known.push(telling);
  }
  return inner;
}

/** The tuple before translation, where exactly one flow was translated to this one at that time. */
function innerTuple(
  translated: readonly FlowTelling[],
  telling: FlowTelling,
  offsetOf: (telling: FlowTelling) => number,
): string | undefined {
  const start = telling.start - offsetOf(telling);
  const end = (telling.end ?? telling.start) - offsetOf(telling);
  const keys = new Set<string>();
  for (const one of translated) {
    const from = one.start - offsetOf(one) - TOLERANCE;
    const to = (one.end ?? one.start) - offsetOf(one) + TOLERANCE;
    if (from <= end && to >= start) keys.add(tupleKey(one.protocol, one.ends));
  }
  return keys.size === 1 ? [...keys][0] : undefined;
}

function isTuple(telling: FlowTelling, key: string): boolean {
  return tupleKey(telling.protocol, telling.ends) === key;
}

/**
 * Tellings from both sides of a translation speak of different ends. The ends are those of the inner ones; the outer ones'
 * bytes count for the same opener.
 */
function joinTranslated(
  cluster: readonly FlowTelling[],
  key: string,
  offsetOf: (telling: FlowTelling) => number,
): JoinedFlow | undefined {
  const inside = cluster.filter((one) => isTuple(one, key));
  const outside = cluster.filter((one) => !isTuple(one, key));
  if (inside.length === 0 || outside.length === 0) return joinTellings(cluster, offsetOf);
  const own = joinTellings(inside, offsetOf);
  const other = joinTellings(outside, offsetOf);
  if (own === undefined || other === undefined) return own ?? other;
  // The port that stays the same on both sides is the destination's.
  const counts =
    !other.wireBytes && own.wireBytes
      ? other
      : own.bytesOut === undefined && own.bytesIn === undefined
        ? other
        : own;
  return {
    ...own,
    bytesOut: counts.bytesOut,
    bytesIn: counts.bytesIn,
    wireBytes: counts.wireBytes,
    established: own.established ?? other.established,
    service:
      own.service === undefined || own.service === 'none' ? (other.service ?? own.service) : own.service,
    tls: own.tls ?? other.tls,
    http: own.http ?? other.http,
    payloadOut: own.payloadOut ?? other.payloadOut,
    payloadIn: own.payloadIn ?? other.payloadIn,
    destinationName: own.destinationName ?? other.destinationName,
    sensors: [...new Set([...own.sensors, ...other.sensors])].sort(),
    places: [...own.places, ...other.places].slice(0, 4),
  };
}

function compareFlows(a: JoinedFlow, b: JoinedFlow): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  const [place, other] = [a.places[0], b.places[0]];
  return place === undefined || other === undefined ? 0 : comparePlaces(place, other);
}

/** Flows of one tuple and moment (a hostile log) still have ids of their own. */
function withOwnIds(flows: readonly JoinedFlow[]): JoinedFlow[] {
  let last = '';
  let again = 0;
  return flows.map((flow) => {
    again = flow.id === last ? again + 1 : 0;
    last = flow.id;
    return again === 0 ? flow : { ...flow, id: `${flow.id}|${again}` };
  });
}
