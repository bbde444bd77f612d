/**
 * Connections whose host does not know its own end (auditd), and flows whose sensor does not (proxies): only the called end and
 * the time are left. One connection and one flow alone are a match; several are several possibilities, never a silent pick.
 */
import type { Connection } from '../../event/event.ts';
import { clockSkew } from './clock-skew.ts';
import { SENSORS } from '../../event/sensor.ts';
import { claimantOf } from './claimant.ts';
import { hasPorts } from './flow-ends.ts';
import type { FlowMatch } from './flow-match.ts';
import type { HostAddressBook } from './host-address-book.ts';
import type { HostClocks } from './host-clocks.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { protocolsOf } from './match-by-tuple.ts';
import { TimeIndex } from './time-index.ts';

const ALONE = 0.6;
/** The sensor's source address is not known to be the host's. */
const SOURCE_UNKNOWN = 0.5;

/** From the call to its first packet on an idle host, and the steps of the audit system's clock. */
const AT_ONCE = 25;

interface Edge {
  readonly connection: Connection;
  readonly flow: JoinedFlow;
  readonly sourceIsOwn: boolean;
}

export class DestinationMatcher {
  readonly #connections: readonly Connection[];
  readonly #flows: TimeIndex;
  readonly #clocks: HostClocks;
  readonly #hostName: (host: string) => string;
  /** Hosts whose address the source of a flow was; nobody in particular for most. */
  readonly #owners = new Map<JoinedFlow, string>();
  readonly #taken: ReadonlyMap<JoinedFlow, ReadonlySet<string>>;

  constructor(
    connections: readonly Connection[],
    flows: readonly JoinedFlow[],
    clocks: HostClocks,
    addresses: HostAddressBook,
    hostName: (host: string) => string,
    taken: ReadonlyMap<JoinedFlow, ReadonlySet<string>>,
  ) {
    this.#connections = connections.filter((connection) => connection.direction !== 'inbound');
    this.#flows = new TimeIndex(flows, (flow) => {
      if (flow.destinationAddress === '') return undefined;
      const owner = addresses.hostOf(flow.sourceAddress, flow.start);
      if (owner !== undefined) this.#owners.set(flow, owner);
      return `${owner ?? ''}|${flow.destinationAddress}|${flow.destinationPort}`;
    });
    this.#clocks = clocks;
    this.#hostName = hostName;
    this.#taken = taken;
    this.#measure();
  }

  matchAll(): ReadonlyMap<Connection, readonly FlowMatch[]> {
    const edges: Edge[] = [];
    for (const connection of this.#connections) edges.push(...this.#edges(connection));
    const claims = countClaims(edges, this.#hostName);
    const matches = new Map<Connection, FlowMatch[]>();
    for (const edge of edges) {
      const { connection } = edge;
      const match = rate(edge, claims, claimantOf(connection, this.#hostName));
      const known = matches.get(connection);
      if (known === undefined) matches.set(connection, [match]);
      else known.push(match);
    }
    return matches;
  }

  #edges(connection: Connection): Edge[] {
    const time = this.#clocks.timeOf(connection);
    const tolerance = this.#clocks.toleranceOf(connection, false);
    const near = this.#keysOf(connection).flatMap((key) =>
      this.#flows.near(key, time - tolerance, time + tolerance),
    );
    const fitting = near.filter((flow) => this.#mayBe(connection, flow));
    // The audit system does not tell the protocol: what it was taken for counts where it fits.
    const told = fitting.filter((flow) => protocolsOf(connection).includes(flow.protocol));
    return this.#closest(connection, told.length > 0 ? told : fitting).map((flow) => ({
      connection,
      flow,
      sourceIsOwn: this.#owners.get(flow) === this.#hostName(connection.host) || isLocalEnd(connection, flow),
    }));
  }

  /** Where the clock is well known, flows that start with the call rule out those that merely start near it. */
  #closest(connection: Connection, flows: readonly JoinedFlow[]): readonly JoinedFlow[] {
    if (flows.length < 2 || !this.#clocks.isMeasured(connection)) return flows;
    const time = this.#clocks.timeOf(connection);
    const usual = Math.max(
      SENSORS[connection.sensor].exactClock ? AT_ONCE : 2_000,
      5 * this.#clocks.skewOf(connection).spread,
    );
    const close = flows.filter((flow) => Math.abs(flow.start - time) <= usual);
    return close.length > 0 ? close : flows;
  }

  #mayBe(connection: Connection, flow: JoinedFlow): boolean {
    if (!hasPorts(flow.protocol)) return false;
    // Both know the own end and differ: another connection. The own port alone may have been translated.
    if (connection.localPort !== 0 && flow.sourcePort !== 0 && isLocalEnd(connection, flow)) return false;
    if (connection.failed === true && flow.established === true) return false;
    const taken = this.#taken.get(flow);
    return taken === undefined || taken.has(claimantOf(connection, this.#hostName));
  }

  /** Flows of the host's own addresses to where it called, and those of addresses that are nobody's in particular. */
  #keysOf(connection: Connection): readonly string[] {
    const called = calledKey(connection);
    return [`${this.#hostName(connection.host)}|${called}`, `|${called}`];
  }

  /**
   * Measures clocks where no 5-tuple did: a destination that a host called as often as the sensors saw it called pairs calls
   * and flows in their order, if one difference fits all pairs.
   */
  #measure(): void {
    const calls = new Map<string, Connection[]>();
    for (const connection of this.#connections) {
      const key = `${connection.host}|${connection.sensor}|${calledKey(connection)}`;
      const known = calls.get(key);
      if (known === undefined) calls.set(key, [connection]);
      else known.push(connection);
    }
    const pairs: (readonly [Connection, number])[] = [];
    for (const group of calls.values()) {
      const [first] = group;
      if (first === undefined || this.#clocks.hasPairs(first) || group.length > MOST_PAIRED) continue;
      const called = this.#keysOf(first).flatMap((key) => this.#flows.all(key));
      if (called.length > MOST_CALLED) continue;
      const flows = called.filter((flow) => this.#mayBe(first, flow)).sort((a, b) => a.start - b.start);
      if (flows.length === group.length) pairs.push(...pairsInOrder(group, flows));
    }
    for (const [connection, difference] of pairs) this.#clocks.addPair(connection, difference);
  }
}

/** Calls of one destination that are paired with flows by their order. */
const MOST_PAIRED = 1000;

/** A destination that is called more often measures no clock: everybody calls it. */
const MOST_CALLED = 5000;

/** How far pairs may be from their common difference. */
const SAME_DIFFERENCE = 1_000;

/** Further apart, a series of calls at equal distances could be paired with the wrong ones. */
const LARGEST_OF_SERIES = 5_000;

function pairsInOrder(
  connections: readonly Connection[],
  flows: readonly JoinedFlow[],
): readonly (readonly [Connection, number])[] {
  const ordered = connections.toSorted((a, b) => a.time - b.time);
  const pairs = ordered.map(
    (connection, index) => [connection, connection.time - (flows[index]?.start ?? 0)] as const,
  );
  if (pairs.length < 2) return pairs;
  const common = clockSkew(pairs.map(([, difference]) => difference))?.offset ?? 0;
  const fits =
    Math.abs(common) <= LARGEST_OF_SERIES &&
    pairs.every(([, difference]) => Math.abs(difference - common) <= SAME_DIFFERENCE);
  return fits ? pairs : [];
}

/** Who claims each flow, and how many connections of one process and destination may be which flows. */
interface Claims {
  readonly processes: ReadonlyMap<JoinedFlow, ReadonlySet<string>>;
  readonly flowsOf: ReadonlyMap<Connection, number>;
  readonly connectionsOf: ReadonlyMap<string, number>;
}

function countClaims(edges: readonly Edge[], hostName: (host: string) => string): Claims {
  const processes = new Map<JoinedFlow, Set<string>>();
  const flowsOf = new Map<Connection, number>();
  const connectionsOf = new Map<string, number>();
  for (const { connection, flow } of edges) {
    const process = claimantOf(connection, hostName);
    const claimants = processes.get(flow);
    if (claimants === undefined) processes.set(flow, new Set([process]));
    else claimants.add(process);
    flowsOf.set(connection, (flowsOf.get(connection) ?? 0) + 1);
    const key = `${process}|${flow.id}`;
    connectionsOf.set(key, (connectionsOf.get(key) ?? 0) + 1);
  }
  return { processes, flowsOf, connectionsOf };
}

function rate({ connection, flow, sourceIsOwn }: Edge, claims: Claims, process: string): FlowMatch {
  const claimants = claims.processes.get(flow)?.size ?? 1;
  const flows = claims.flowsOf.get(connection) ?? 1;
  // As many connections of one process as flows: whichever is which, they are its own.
  const own = claims.connectionsOf.get(`${process}|${flow.id}`) ?? 1;
  const choices = Math.max(claimants, flows - own + 1);
  const base = sourceIsOwn ? ALONE : SOURCE_UNKNOWN;
  const confidence = Math.round((base / choices) * 100) / 100;
  const what = 'the called address, port and time match';
  const doubt = sourceIsOwn ? '' : '; whose the source address was is not known';
  if (choices === 1)
    return { flow, how: 'destination', confidence, reason: `${what}, and nothing else does${doubt}` };
  const others =
    claimants > 1
      ? `${claimants} processes called it at that time`
      : `${flows} flows went there at that time`;
  return { flow, how: 'destination', confidence, reason: `${what}, but ${others}${doubt}` };
}

function calledKey({ remoteAddress, remotePort }: Connection): string {
  return `${remoteAddress}|${remotePort}`;
}

function isLocalEnd(connection: Connection, flow: JoinedFlow): boolean {
  return connection.localAddress !== '' && connection.localAddress === flow.sourceAddress;
}
