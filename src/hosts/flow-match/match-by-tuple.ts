/** Connections whose host knows both ends: the 5-tuple finds the flow, the time confirms it. */
import type { Connection } from '../../event/event.ts';
import { SENSORS } from '../../event/sensor.ts';
import { protocolName } from '../../normalize/network/protocol-name.ts';
import { areWhole, flowEnds, hasPorts, tupleKey } from './flow-ends.ts';
import type { FlowMatch } from './flow-match.ts';
import { FARTHEST_WANDER, WORST_SKEW } from './host-clocks.ts';
import type { HostClocks } from './host-clocks.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { seconds } from './readable-seconds.ts';

/** Several tellings of one connection lie this close together. */
const SAME_MOMENT = 60_000;

/** Source ports a host hands out; the chance that two connections to one destination have the same is one in so many. */
const PORTS_HANDED_OUT = 16_384;

/** Unlikely enough to take a 5-tuple that is used once for proof, whatever the clocks say. */
const RARELY_BY_CHANCE = 0.02;

const SURE = 0.8;
const TRANSLATED = 0.6;
const WANDERED = 0.6;
const BY_TUPLE_ALONE = 0.5;
/** Its clock is known, and this connection does not keep to it. */
const AGAINST_THE_CLOCK = 0.4;

interface Moment {
  readonly key: string;
  first: number;
  last: number;
  connection: Connection;
}

export class TupleMatcher {
  readonly #clocks: HostClocks;
  readonly #flows = new Map<string, JoinedFlow[]>();
  /** By the own port and the called end: the own address was translated, or is not told. */
  readonly #byPort = new Map<string, JoinedFlow[]>();
  /** When each tuple was used, by each sensor of a host: their clocks differ. */
  readonly #moments = new Map<string, Moment>();
  readonly #called = new Map<string, { flows: number; connections: number }>();

  constructor(connections: readonly Connection[], flows: readonly JoinedFlow[], clocks: HostClocks) {
    this.#clocks = clocks;
    for (const flow of flows) this.#index(flow);
    for (const connection of connections) {
      this.#countCall(connection).connections++;
      for (const key of keysOf(connection)) this.#noteMoment(key, connection);
    }
    for (const { key, connection, first, last } of this.#moments.values()) {
      const [only, second] = this.#flows.get(key) ?? [];
      if (only !== undefined && second === undefined && last - first <= SAME_MOMENT)
        clocks.addPair(connection, first - only.start);
    }
  }

  /** Empty when the host does not know its own end, or no sensor saw the connection. */
  match(connection: Connection): readonly FlowMatch[] {
    for (const key of keysOf(connection)) {
      const flows = this.#flows.get(key);
      if (flows === undefined) continue;
      const inTime = this.#inTime(connection, flows);
      if (inTime.length > 0)
        return several(inTime, SURE, this.#reason(connection, inTime, '5-tuple and time match'));
      const alone = this.#aloneInAll(connection, key, flows);
      if (alone !== undefined) return [alone];
    }
    return this.#matchByPort(connection);
  }

  /** The sensor stands behind an address translation that keeps the port, or the host did not tell its address. */
  #matchByPort(connection: Connection): readonly FlowMatch[] {
    if (connection.localPort === 0 || connection.remotePort === 0) return [];
    const flows =
      this.#byPort.get(portKey(connection.localPort, connection.remoteAddress, connection.remotePort)) ?? [];
    const inTime = this.#inTime(connection, flows);
    const reason = 'port, called end and time match; the own address is another one at the sensor';
    return several(inTime, TRANSLATED, this.#reason(connection, inTime, reason));
  }

  #inTime(connection: Connection, flows: readonly JoinedFlow[]): readonly JoinedFlow[] {
    const time = this.#clocks.timeOf(connection);
    const tolerance = this.#clocks.toleranceOf(connection, true);
    const fitting = flows.filter(
      (flow) =>
        flow.start - tolerance <= time && time <= Math.max(flow.start, flow.end ?? flow.start) + tolerance,
    );
    if (fitting.length < 2) return fitting;
    // A port that was used again soon: the connection opened the flow that starts with it.
    const opened = fitting.filter((flow) => Math.abs(flow.start - time) <= tolerance);
    return opened.length > 0 ? opened : fitting;
  }

  /** Used once by the host and seen once by the sensors: the clocks must be wrong, if chance is unlikely. */
  #aloneInAll(connection: Connection, key: string, flows: readonly JoinedFlow[]): FlowMatch | undefined {
    const [only, second] = flows;
    const moment = this.#moments.get(momentKey(connection, key));
    if (only === undefined || second !== undefined || moment === undefined) return undefined;
    if (!hasPorts(only.protocol) || moment.last - moment.first > SAME_MOMENT) return undefined;
    const difference = connection.time - only.start;
    if (Math.abs(difference) > WORST_SKEW) return undefined;
    const skew = this.#clocks.skewOf(connection);
    const isMeasured = this.#clocks.isMeasured(connection);
    if (isMeasured && Math.abs(difference - skew.offset) <= FARTHEST_WANDER) {
      const reason = `the 5-tuple was used once and seen once, ${seconds(difference - skew.offset)} from what its clock usually differs by`;
      return { flow: only, how: '5-tuple', confidence: WANDERED, reason };
    }
    const called = this.#countCall(connection);
    if ((called.connections * called.flows) / PORTS_HANDED_OUT > RARELY_BY_CHANCE) return undefined;
    const ahead = difference > 0 ? 'ahead' : 'behind';
    const reason = `the 5-tuple was used once and seen once; the host's clock is ${seconds(difference)} ${ahead} of the sensor's`;
    const confidence = isMeasured ? AGAINST_THE_CLOCK : BY_TUPLE_ALONE;
    return { flow: only, how: '5-tuple', confidence, reason };
  }

  #reason(connection: Connection, flows: readonly JoinedFlow[], what: string): string {
    const count = flows.length > 1 ? `; ${flows.length} flows do so` : '';
    if (!this.#clocks.isMeasured(connection)) return `${what}${count}`;
    const { offset, samples } = this.#clocks.skewOf(connection);
    const clock = `its clock of ${SENSORS[connection.sensor].title} is off by ${seconds(offset)} (measured on ${samples} connections)`;
    return `${what}${count}; ${clock}`;
  }

  #index(flow: JoinedFlow): void {
    this.#countCalled(flow.sourceAddress, flow.destinationAddress, flow.destinationPort).flows++;
    const ends = flowEnds(flow.sourceAddress, flow.sourcePort, flow.destinationAddress, flow.destinationPort);
    if (!areWhole(flow.protocol, ends)) return;
    pushTo(this.#flows, tupleKey(flow.protocol, ends), flow);
    if (hasPorts(flow.protocol))
      pushTo(this.#byPort, portKey(flow.sourcePort, flow.destinationAddress, flow.destinationPort), flow);
  }

  #noteMoment(key: string, connection: Connection): void {
    const told = momentKey(connection, key);
    const moment = this.#moments.get(told);
    if (moment === undefined) {
      this.#moments.set(told, { key, first: connection.time, last: connection.time, connection });
      return;
    }
    if (connection.time < moment.first) {
      moment.first = connection.time;
      moment.connection = connection;
    }
    moment.last = Math.max(moment.last, connection.time);
  }

  #countCall(connection: Connection): { flows: number; connections: number } {
    const { localAddress, localPort, remoteAddress, remotePort } = connection;
    return connection.direction === 'inbound'
      ? this.#countCalled(remoteAddress, localAddress, localPort)
      : this.#countCalled(localAddress, remoteAddress, remotePort);
  }

  /** How often one address called another at one port. */
  #countCalled(caller: string, address: string, port: number): { flows: number; connections: number } {
    const key = `${caller}|${address}|${port}`;
    let called = this.#called.get(key);
    if (called === undefined) {
      called = { flows: 0, connections: 0 };
      this.#called.set(key, called);
    }
    return called;
  }
}

/** Tuples a connection may have: the protocol is not always told. */
function keysOf(connection: Connection): string[] {
  const { localAddress, localPort, remoteAddress, remotePort } = connection;
  if (localAddress === '') return [];
  const ends = flowEnds(localAddress, localPort, remoteAddress, remotePort);
  return protocolsOf(connection)
    .filter((protocol) => areWhole(protocol, ends))
    .map((protocol) => tupleKey(protocol, ends));
}

export function protocolsOf({ protocol }: Connection): readonly string[] {
  const name = protocolName(protocol);
  return name === '' || name === 'unknown' ? ['tcp', 'udp'] : [name];
}

/** Several possibilities share what one would have. */
export function several(
  flows: readonly JoinedFlow[],
  confidence: number,
  reason: string,
): readonly FlowMatch[] {
  const share = Math.round((confidence / Math.max(1, flows.length)) * 100) / 100;
  return flows.map((flow) => ({ flow, how: '5-tuple', confidence: share, reason }));
}

function momentKey({ host, sensor }: Connection, key: string): string {
  return `${host}|${sensor}|${key}`;
}

function portKey(port: number, called: string, calledPort: number): string {
  return `${port}|${called}|${calledPort}`;
}

function pushTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
