/**
 * What network sensors saw, for all hosts together: which flow each connection of a host is, which host an address was, and
 * which flows no process owns. Everything is decided at settling, from all facts.
 */
import type { Connection, Flow, HostAddress, NameLookup } from '../event/event.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import { OWNING_CONFIDENCE } from '../hosts/flow-match/flow-match.ts';
import type { FlowMatch, HostClock, UnownedFlow } from '../hosts/flow-match/flow-match.ts';
import { FlowTable } from '../hosts/flow-match/flow-table.ts';
import { HostAddressBook } from '../hosts/flow-match/host-address-book.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import { matchFlows } from '../hosts/flow-match/match-flows.ts';

export interface NetworkSettings {
  readonly isExternal: (address: string) => boolean;
  /** Flows, leases and lookups that are kept of each kind. */
  readonly limit: number;
  /** Addresses by host, as the site declares them. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
}

/** The answer for all hosts at one settling. */
export interface NetworkView {
  /** Flows that leave the site, each once. */
  readonly flows: readonly JoinedFlow[];
  readonly unowned: readonly UnownedFlow[];
  readonly clocks: readonly HostClock[];
  readonly addresses: HostAddressBook;
  /** Those of them that were of one host, by its one name. */
  unownedOf(host: string): readonly JoinedFlow[];
  /** The flow a connection is, told by any of its records; `undefined` when no sensor saw it surely enough. */
  matchOf(fact: ConnectionFact): FlowMatch | undefined;
}

export class NetworkEvidence {
  readonly #settings: NetworkSettings;
  readonly #flows: FlowTable;
  readonly #leases = new Map<string, HostAddress>();
  readonly #lookups = new Map<string, NameLookup>();
  #dropped = 0;

  constructor(settings: NetworkSettings) {
    this.#settings = settings;
    this.#flows = new FlowTable({ limit: settings.limit });
  }

  get isEmpty(): boolean {
    return this.#flows.size === 0;
  }

  get dropped(): number {
    return this.#dropped + this.#flows.dropped;
  }

  addFlow(event: Flow): void {
    this.#flows.add(event);
  }

  addAddress(event: HostAddress): void {
    this.#keep(this.#leases, `${event.host}|${event.address}|${event.time}`, event);
  }

  /** A lookup that a network sensor saw: whose it was is known once the addresses are. */
  addLookup(event: NameLookup): void {
    const minute = Math.floor(event.time / 60_000);
    this.#keep(
      this.#lookups,
      `${event.clientAddress ?? ''}|${event.name}|${event.addresses.join()}|${minute}`,
      event,
    );
  }

  #keep<T>(kept: Map<string, T>, key: string, value: T): void {
    if (kept.has(key)) return;
    if (kept.size < this.#settings.limit) kept.set(key, value);
    else this.#dropped++;
  }

  /** Lookups of each host, by its one name. */
  lookups(addresses: HostAddressBook): { readonly host: string; readonly event: NameLookup }[] {
    return [...this.#lookups.values()].flatMap((event) => {
      const host =
        event.clientAddress === undefined ? undefined : addresses.hostOf(event.clientAddress, event.time);
      return host === undefined ? [] : [{ host, event }];
    });
  }

  /** Which host had which address: leases, the hosts' own connections, and what the site declares. */
  addressBook(
    connections: readonly Connection[],
    endpoints: readonly string[],
    hostName: (host: string) => string,
  ): HostAddressBook {
    const book = new HostAddressBook(hostName);
    for (const lease of this.#leases.values()) book.add(lease);
    for (const connection of connections) book.addConnection(connection);
    for (const [host, addresses] of this.#settings.declared)
      for (const address of addresses) book.declare(address, host);
    const only = endpoints.length === 1 ? endpoints[0] : undefined;
    // One host's folder with one inside address in it: nobody else can be meant.
    if (only !== undefined && book.addressesOf(only).length === 0) {
      const inside = new Set(this.#outbound().map(({ sourceAddress }) => sourceAddress));
      const [address] = inside;
      if (inside.size === 1 && address !== undefined) book.declare(address, only);
    }
    return book;
  }

  view(
    connections: readonly Connection[],
    addresses: HostAddressBook,
    hostName: (host: string) => string,
  ): NetworkView {
    const flows = this.#outbound();
    const { connections: matched, unowned, clocks } = matchFlows(connections, flows, { addresses, hostName });
    const byHost = new Map<string, JoinedFlow[]>();
    for (const { flow } of unowned) {
      const host = addresses.hostOf(flow.sourceAddress, flow.start);
      if (host === undefined) continue;
      const known = byHost.get(host);
      if (known === undefined) byHost.set(host, [flow]);
      else known.push(flow);
    }
    const byConnection = new Map(matched.map(({ connection, matches }) => [connection, matches[0]]));
    return {
      flows,
      unowned,
      clocks,
      addresses,
      unownedOf: (host) => byHost.get(host) ?? [],
      matchOf(fact): FlowMatch | undefined {
        let best: FlowMatch | undefined;
        for (const [, event] of [...fact.told].sort(([a], [b]) => (a < b ? -1 : 1))) {
          const match = byConnection.get(event);
          if (match !== undefined && match.confidence > (best?.confidence ?? 0)) best = match;
        }
        return best !== undefined && best.confidence >= OWNING_CONFIDENCE ? best : undefined;
      },
    };
  }

  #outbound(): readonly JoinedFlow[] {
    const { isExternal } = this.#settings;
    return this.#flows
      .resolve()
      .flows.filter(
        ({ destinationAddress, destinationName, sourceAddress }) =>
          !isExternal(sourceAddress) &&
          (destinationAddress === '' ? destinationName !== undefined : isExternal(destinationAddress)),
      );
  }
}
