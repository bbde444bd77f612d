/**
 * Connections whose host does not know its own end (auditd), and flows whose sensor does not (proxies): only the called end and
 * the time are left. One connection and one flow alone are a match; several are several possibilities, never a silent pick.
 */
import type { Connection } from '../../event/event.ts';
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

interface Edge {
  readonly connection: Connection;
  readonly flow: JoinedFlow;
  readonly sourceIsOwn: boolean;
}

export class DestinationMatcher {
  readonly #connections: readonly Connection[];
  readonly #flows: TimeIndex;
  readonly #clocks: HostClocks;
  readonly #addresses: HostAddressBook;
  readonly #hostName: (host: string) => string;
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
    this.#flows = new TimeIndex(flows, (flow) =>
      flow.destinationAddress === '' ? undefined : `${flow.destinationAddress}|${flow.destinationPort}`,
    );
    this.#clocks = clocks;
    this.#addresses = addresses;
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
    const tolerance = this.#clocks.toleranceOf(connection);
    const near = this.#flows.near(calledKey(connection), time - tolerance, time + tolerance);
    const fitting = near.filter((flow) => this.#mayBe(connection, flow));
    // The audit system does not tell the protocol: what it was taken for counts where it fits.
    const told = fitting.filter((flow) => protocolsOf(connection).includes(flow.protocol));
    return (told.length > 0 ? told : fitting).map((flow) => ({
      connection,
      flow,
      sourceIsOwn: this.#owner(flow) === this.#hostName(connection.host) || isLocalEnd(connection, flow),
    }));
  }

  #mayBe(connection: Connection, flow: JoinedFlow): boolean {
    if (!hasPorts(flow.protocol)) return false;
    // Both know the own end and differ: another connection. The own port alone may have been translated.
    if (connection.localPort !== 0 && flow.sourcePort !== 0 && isLocalEnd(connection, flow)) return false;
    if (connection.failed === true && flow.established === true) return false;
    const owner = this.#owner(flow);
    if (owner !== undefined && owner !== this.#hostName(connection.host)) return false;
    const taken = this.#taken.get(flow);
    return taken === undefined || taken.has(claimantOf(connection, this.#hostName));
  }

  #owner(flow: JoinedFlow): string | undefined {
    return this.#addresses.hostOf(flow.sourceAddress, flow.start);
  }

  /** Destinations a host called once and the sensors saw called once measure its clock where no 5-tuple did. */
  #measure(): void {
    const calls = new Map<string, Connection | undefined>();
    for (const connection of this.#connections) {
      const key = `${connection.host}|${connection.sensor}|${calledKey(connection)}`;
      calls.set(key, calls.has(key) ? undefined : connection);
    }
    const pairs: (readonly [Connection, number])[] = [];
    for (const connection of calls.values()) {
      if (connection === undefined || this.#clocks.hasPairs(connection)) continue;
      const flows = this.#flows.all(calledKey(connection)).filter((flow) => this.#mayBe(connection, flow));
      const [only, second] = flows;
      if (only !== undefined && second === undefined) pairs.push([connection, connection.time - only.start]);
    }
    for (const [connection, difference] of pairs) this.#clocks.addPair(connection, difference);
  }
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
