/**
 * External connections of one host, gathered in any order. One connection is one fact however many sensors or copies
 * tell of it: Sysmon 3 and Security 5156 of the same source port, destination and minute meet here.
 */
import type { Connection } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { addPlace } from './process-facts.ts';

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

export class ConnectionFacts {
  readonly #groups = new Map<string, ConnectionFact[]>();
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
    // The owner is part of the key only where the record names one: two unknown owners are not the same owner.
    const key = `${event.protocol}|${event.localPort}|${event.remoteAddress}|${event.remotePort}`;
    const group = this.#groups.get(key);
    const fact: ConnectionFact = {
      protocol: event.protocol,
      localPort: event.localPort,
      remoteAddress: event.remoteAddress,
      remotePort: event.remotePort,
      told: new Map([[telling(event), event]]),
      first: event.time,
      last: event.time,
      places: [event.place],
    };
    if (group !== undefined) {
      const same = group.find((known) => known.told.has(telling(event)));
      if (same !== undefined) {
        addPlace(same.places, event.place);
        return;
      }
    }
    if (this.#size >= this.#limit) {
      this.dropped++;
      return;
    }
    this.#size++;
    if (group === undefined) this.#groups.set(key, [fact]);
    else group.push(fact);
  }

  /** Takes over the connections of another name of the same host. */
  absorb(other: ConnectionFacts): void {
    for (const group of other.#groups.values()) {
      for (const fact of group) {
        for (const event of fact.told.values())
          for (const place of fact.places) this.add({ ...event, place });
      }
    }
    this.dropped += other.dropped;
  }

  /** All connections, tellings of one connection merged, by time. */
  resolve(): ConnectionFact[] {
    const all: ConnectionFact[] = [];
    for (const group of this.#groups.values()) all.push(...mergeGroup(group));
    return all.sort((a, b) => a.first - b.first || compareText(factKey(a), factKey(b)));
  }
}

/** One telling: the same record again has the same sensor, second and process. */
function telling(event: Connection): string {
  return `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${event.time}`;
}

function factKey(fact: ConnectionFact): string {
  return `${fact.protocol}|${fact.localPort}|${fact.remoteAddress}|${fact.remotePort}|${[...fact.told.keys()].sort().join()}`;
}

/** Tellings of different sensors within a minute are one connection; two of one sensor are two. */
function mergeGroup(group: readonly ConnectionFact[]): ConnectionFact[] {
  const sorted = [...group].sort((a, b) => a.first - b.first || compareText(factKey(a), factKey(b)));
  const merged: ConnectionFact[] = [];
  for (const fact of sorted) {
    const event = [...fact.told.values()][0];
    if (event === undefined) continue;
    const twin = merged.find((known) => {
      if (fact.first - known.last > SAME_CONNECTION) return false;
      const tellings = [...known.told.values()];
      if (tellings.some((other) => other.sensor === event.sensor)) return false;
      return tellings.every(
        (other) => other.pid === undefined || event.pid === undefined || other.pid === event.pid,
      );
    });
    if (twin === undefined) {
      merged.push({ ...fact, told: new Map(fact.told), places: [...fact.places] });
      continue;
    }
    for (const [key, told] of fact.told) twin.told.set(key, told);
    twin.last = Math.max(twin.last, fact.last);
    for (const place of fact.places) addPlace(twin.places, place);
  }
  return merged;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
