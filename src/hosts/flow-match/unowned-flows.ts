/** Flows that stay without a process, each with the reason: they are kept and counted, never forgotten. */
import { areWhole, flowEnds, tupleKey } from './flow-ends.ts';
import { OWNING_CONFIDENCE } from './flow-match.ts';
import type { MatchedConnection, UnownedFlow, UnownedReason } from './flow-match.ts';
import type { HostAddressBook } from './host-address-book.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { isProxied } from './match-proxied.ts';

export function explainUnowned(
  matched: readonly MatchedConnection[],
  flows: readonly JoinedFlow[],
  addresses: HostAddressBook,
  hostName: (host: string) => string,
  isProxy: (address: string, port: number) => boolean,
): readonly UnownedFlow[] {
  const best = new Map<JoinedFlow, number>();
  const tuples = new Set<string>();
  const called = new Set<string>();
  const endpoints = new Set<string>();
  const proxies = new Set<string>();
  const own = new Set<string>();
  for (const { connection, matches } of matched) {
    endpoints.add(hostName(connection.host));
    if (connection.localAddress !== '') own.add(connection.localAddress);
    if (isProxy(connection.remoteAddress, connection.remotePort)) proxies.add(connection.remoteAddress);
    for (const match of matches) best.set(match.flow, Math.max(best.get(match.flow) ?? 0, match.confidence));
    const ends = flowEnds(
      connection.localAddress,
      connection.localPort,
      connection.remoteAddress,
      connection.remotePort,
    );
    if (areWhole(connection.protocol, ends)) tuples.add(tupleKey(connection.protocol, ends));
    else called.add(`${hostName(connection.host)}|${connection.remoteAddress}|${connection.remotePort}`);
  }
  const reasonOf = (flow: JoinedFlow): UnownedReason => {
    if (best.has(flow)) return 'several-candidates';
    if (isProxied(flow) || proxies.has(flow.sourceAddress)) return 'proxy';
    const ends = flowEnds(flow.sourceAddress, flow.sourcePort, flow.destinationAddress, flow.destinationPort);
    if (tuples.has(tupleKey(flow.protocol, ends))) return 'no-match-in-time';
    const owner =
      addresses.hostOf(flow.sourceAddress, flow.start) ??
      addresses.hostOf(flow.destinationAddress, flow.start);
    if (owner === undefined && !own.has(flow.sourceAddress) && !own.has(flow.destinationAddress))
      return 'no-endpoint-telemetry';
    if (owner !== undefined && !endpoints.has(owner)) return 'other-host';
    const wasCalled = called.has(`${owner ?? ''}|${flow.destinationAddress}|${flow.destinationPort}`);
    return wasCalled ? 'no-match-in-time' : 'no-match';
  };
  return flows
    .filter((flow) => (best.get(flow) ?? 0) < OWNING_CONFIDENCE)
    .map((flow) => ({ flow, reason: reasonOf(flow) }));
}
