/**
 * External connections of one host, gathered in any order. One connection is one fact however many sensors or copies
 * tell of it: Sysmon 3 and Security 5156 of the same source port, destination and minute meet here.
 */
import type { Connection } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { addPlace } from './process-facts.ts';
import { comesFirst } from './telling-order.ts';

export interface ConnectionFact {
  readonly protocol: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Tellings by sensor: each may name the process in its own way. */
  readonly told: Map<string, Connection>;
  first: number;
  last: number;
  readonly places: Place[];
}

/** Sysmon's late or skewed network clock against the exact time of 5156: one source port is not reused so soon. */
export const SAME_CONNECTION = 60_000;

/** Facts of one source port and destination, by telling. */
type Group = Map<string, ConnectionFact>;

export class ConnectionFacts {
  readonly #groups = new Map<string, Group>();
  readonly #limit: number;
  #size = 0;
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  add(event: Connection): void {
    const key = `${event.protocol}|${event.localPort}|${event.remoteAddress}|${event.remotePort}`;
    const group = this.#groups.get(key);
    const told = telling(event);
    const same = group?.get(told);
    if (same !== undefined) {
      addPlace(same.places, event.place);
      const known = same.told.get(told);
      if (known !== undefined && !comesFirst(event, known)) return;
      same.told.set(told, event);
      same.first = event.time;
      same.last = event.time;
      return;
    }
    if (this.#size >= this.#limit) {
      this.dropped++;
      return;
    }
    this.#size++;
    const fact: ConnectionFact = {
      protocol: event.protocol,
      localPort: event.localPort,
      remoteAddress: event.remoteAddress,
      remotePort: event.remotePort,
      told: new Map([[told, event]]),
      first: event.time,
      last: event.time,
      places: [event.place],
    };
    if (group === undefined) this.#groups.set(key, new Map([[told, fact]]));
    else group.set(told, fact);
  }

  /** Takes over the connections of another name of the same host. */
  absorb(other: ConnectionFacts): void {
    for (const group of other.#groups.values()) {
      for (const fact of group.values()) {
        for (const event of fact.told.values())
          for (const place of fact.places) this.add({ ...event, place });
      }
    }
    this.dropped += other.dropped;
  }

  /** All connections, tellings of one connection merged, by time. */
  resolve(): ConnectionFact[] {
    const all: ConnectionFact[] = [];
    for (const group of this.#groups.values()) all.push(...mergeGroup([...group.values()]));
    return all.sort((a, b) => a.first - b.first || compareText(factKey(a), factKey(b)));
  }
}

/** One telling: the same record again has the same sensor, second and process. */
function telling(event: Connection): string {
  return `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${Math.floor(event.time / 1000)}`;
}

function factKey(fact: ConnectionFact): string {
  return `${fact.protocol}|${fact.localPort}|${fact.remoteAddress}|${fact.remotePort}|${[...fact.told.keys()].sort().join()}`;
}

/** A hostile log may hold any number of tellings within a minute; so many of them are compared with each other. */
const MOST_COMPARED = 64;

/**
 * Tellings of different sensors within a minute are one connection; two of one sensor are two. A telling that names no
 * process contradicts none, but gives the connection no owner either.
 */
function mergeGroup(group: readonly ConnectionFact[]): ConnectionFact[] {
  const sorted = [...group].sort((a, b) => a.first - b.first || compareText(factKey(a), factKey(b)));
  const merged: ConnectionFact[] = [];
  let open: ConnectionFact[] = [];
  for (const fact of sorted) {
    const event = [...fact.told.values()][0];
    if (event === undefined) continue;
    open = open.filter((known) => fact.first - known.last <= SAME_CONNECTION).slice(-MOST_COMPARED);
    const twin = open.find((known) => {
      const tellings = [...known.told.values()];
      return tellings.every((other) => other.sensor !== event.sensor && mayBeSame(other.pid, event.pid));
    });
    if (twin === undefined) {
      const own = { ...fact, told: new Map(fact.told), places: [...fact.places] };
      merged.push(own);
      open.push(own);
      continue;
    }
    for (const [key, told] of fact.told) twin.told.set(key, told);
    twin.last = Math.max(twin.last, fact.last);
    for (const place of fact.places) addPlace(twin.places, place);
    // Every sensor has told of it now.
    open = open.filter((known) => known !== twin);
  }
  return merged;
}

function mayBeSame(a: number | undefined, b: number | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
