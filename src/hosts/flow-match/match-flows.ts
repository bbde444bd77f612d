/**
 * Which flow of the network sensors each connection of the hosts' own telemetry is. Pure and order-free: the same connections
 * and flows in any order give the same matches. What a record does not say never equals anything.
 */
import type { Connection } from '../../event/event.ts';
import { comparePlaces } from '../../event/place.ts';
import { claimantOf } from './claimant.ts';
import type { HostAddressBook } from './host-address-book.ts';
import { HostClocks } from './host-clocks.ts';
import type { FlowMatch, HostClock, MatchedConnection, UnownedFlow } from './flow-match.ts';
import { OWNING_CONFIDENCE } from './flow-match.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { DestinationMatcher } from './match-by-destination.ts';
import { TupleMatcher } from './match-by-tuple.ts';
import { matchProxied } from './match-proxied.ts';
import { explainUnowned } from './unowned-flows.ts';

export interface MatchSettings {
  readonly addresses: HostAddressBook;
  /** The one name of a host that is known under several; without it names are taken as they are. */
  readonly hostName?: (host: string) => string;
  /** Is this where a proxy listens? Without it the usual ports decide. */
  readonly isProxy?: (address: string, port: number) => boolean;
}

export interface FlowAttribution {
  /** By host, time and place. */
  readonly connections: readonly MatchedConnection[];
  readonly clocks: readonly HostClock[];
  /** Flows that no connection owns surely enough, each with the reason. */
  readonly unowned: readonly UnownedFlow[];
}

/** Where proxies listen unless a site says otherwise. */
const PROXY_PORTS = new Set([3128, 8080, 8118, 8123, 8888]);

export function matchFlows(
  connections: readonly Connection[],
  flows: readonly JoinedFlow[],
  settings: MatchSettings,
): FlowAttribution {
  const hostName = settings.hostName ?? ((host: string): string => host);
  const isProxy = settings.isProxy ?? ((_address: string, port: number): boolean => PROXY_PORTS.has(port));
  const sorted = connections
    .filter(({ remoteAddress }) => remoteAddress !== '')
    .toSorted((a, b) =>
      a.host === b.host ? a.time - b.time || comparePlaces(a.place, b.place) : a.host < b.host ? -1 : 1,
    );
  const clocks = new HostClocks();
  const tuples = new TupleMatcher(sorted, flows, clocks);
  const byTuple = sorted.map((connection) => tuples.match(connection));
  const rest = sorted.filter((_, index) => byTuple[index]?.length === 0);
  const taken = ownersOf(sorted, byTuple, hostName);
  const destinations = new DestinationMatcher(rest, flows, clocks, settings.addresses, hostName, taken);
  const byDestination = destinations.matchAll();
  const proxied = matchProxied(sorted, flows, clocks, settings.addresses, hostName, isProxy);
  const matched = sorted.map((connection, index): MatchedConnection => {
    const own = byTuple[index] ?? [];
    const matches = own.length > 0 ? own : (byDestination.get(connection) ?? []);
    return { connection, matches: [...matches, ...(proxied.get(connection) ?? [])].sort(compareMatches) };
  });
  return {
    connections: matched,
    clocks: clocks.report(),
    unowned: explainUnowned(matched, flows, settings.addresses, hostName, isProxy),
  };
}

/** Flows that one host surely has: nobody else is asked for them. */
function ownersOf(
  connections: readonly Connection[],
  matches: readonly (readonly FlowMatch[])[],
  hostName: (host: string) => string,
): ReadonlyMap<JoinedFlow, ReadonlySet<string>> {
  const owners = new Map<JoinedFlow, Set<string>>();
  for (const [index, connection] of connections.entries()) {
    for (const { flow, confidence } of matches[index] ?? []) {
      if (confidence < OWNING_CONFIDENCE) continue;
      const known = owners.get(flow);
      const owner = claimantOf(connection, hostName);
      if (known === undefined) owners.set(flow, new Set([owner]));
      else known.add(owner);
    }
  }
  return owners;
}

function compareMatches(a: FlowMatch, b: FlowMatch): number {
  return b.confidence - a.confidence || (a.flow.id < b.flow.id ? -1 : a.flow.id > b.flow.id ? 1 : 0);
}
