/** What a proxy did for a connection: its log knows the client's address, the time and the true destination. */
import type { Connection } from '../../event/event.ts';
import { claimantOf } from './claimant.ts';
import type { FlowMatch } from './flow-match.ts';
import type { HostAddressBook } from './host-address-book.ts';
import type { HostClocks } from './host-clocks.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { TimeIndex } from './time-index.ts';

const ALONE = 0.5;

/** A proxy writes whole seconds or is a little late; a client asks soon after it connected. */
const BEFORE = 2_000;
const AFTER = 15_000;

export function matchProxied(
  connections: readonly Connection[],
  flows: readonly JoinedFlow[],
  clocks: HostClocks,
  addresses: HostAddressBook,
  hostName: (host: string) => string,
  isProxy: (address: string, port: number) => boolean,
): ReadonlyMap<Connection, readonly FlowMatch[]> {
  const proxied = new TimeIndex(flows, (flow) => (isProxied(flow) ? flow.sourceAddress : undefined));
  const toProxies = connections.filter(
    (connection) =>
      connection.direction !== 'inbound' && isProxy(connection.remoteAddress, connection.remotePort),
  );
  const found = new Map<Connection, readonly JoinedFlow[]>();
  const clients = new Map<JoinedFlow, Set<string>>();
  for (const connection of toProxies) {
    const time = clocks.timeOf(connection);
    const own =
      connection.localAddress === '' ? addresses.addressesOf(connection.host) : [connection.localAddress];
    const lasted = Math.max(0, (connection.end ?? connection.time) - connection.time);
    const near = own.flatMap((address) => proxied.near(address, time - BEFORE, time + lasted + AFTER));
    if (near.length > 0) found.set(connection, near);
    for (const flow of near) {
      const process = claimantOf(connection, hostName);
      const known = clients.get(flow);
      if (known === undefined) clients.set(flow, new Set([process]));
      else known.add(process);
    }
  }
  const matches = new Map<Connection, readonly FlowMatch[]>();
  for (const [connection, near] of found) {
    matches.set(
      connection,
      near.map((flow): FlowMatch => {
        const others = clients.get(flow)?.size ?? 1;
        const confidence = Math.round((ALONE / others) * 100) / 100;
        const reason =
          others === 1
            ? 'the proxy served this client then, and no other process of it was connected to the proxy'
            : `the proxy served this client then; ${others} processes of it were connected to the proxy`;
        return { flow, how: 'proxy', confidence, reason };
      }),
    );
  }
  return matches;
}

/** A flow a proxy tells of on behalf of a client: the client's port is not in its log. */
export function isProxied(flow: JoinedFlow): boolean {
  return flow.sourcePort === 0 && flow.sensors.includes('proxy');
}
