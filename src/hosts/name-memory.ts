/** Which names a host's processes resolved to which addresses: the only Windows source that ties a name to a flow. */
import type { NameLookup } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import type { Process } from './process.ts';
import type { ProcessTable } from './process-table.ts';
import { comesFirst } from './telling-order.ts';

export interface LearnedName {
  readonly name: string;
  readonly source: 'dns-same-process' | 'dns-same-host';
  readonly place: Place;
  readonly time: number;
}

/** Lookups are logged in batches, so one may be written a little after the connection it served. */
const AFTER_CONNECTION = 30_000;
/** A cached answer serves connections for hours. */
const BEFORE_CONNECTION = 24 * 3_600_000;

export class NameMemory {
  readonly #lookups = new Map<string, NameLookup>();
  readonly #limit: number;
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#lookups.size;
  }

  add(event: NameLookup): void {
    if (event.addresses.length === 0) return;
    const key = `${event.uid ?? ''}|${event.pid ?? ''}|${event.name}|${event.addresses.join()}|${Math.floor(event.time / 60_000)}`;
    const known = this.#lookups.get(key);
    if (known !== undefined) {
      if (comesFirst(event, known)) this.#lookups.set(key, event);
    } else if (this.#lookups.size >= this.#limit) this.dropped++;
    else this.#lookups.set(key, event);
  }

  absorb(other: NameMemory): void {
    for (const lookup of other.#lookups.values()) this.add(lookup);
    this.dropped += other.dropped;
  }

  /** Lookups by answered address, each with its process where that is known. */
  index(table: ProcessTable): NameIndex {
    const byAddress = new Map<string, AddressNames>();
    for (const lookup of [...this.#lookups.values()].sort(compareLookups)) {
      const process = table.locate(lookup, lookup.time)?.process;
      for (const address of lookup.addresses) {
        let names = byAddress.get(address);
        if (names === undefined) {
          names = { all: [], byProcess: new Map() };
          byAddress.set(address, names);
        }
        names.all.push(lookup);
        if (process === undefined) continue;
        const own = names.byProcess.get(process);
        if (own === undefined) names.byProcess.set(process, [lookup]);
        else own.push(lookup);
      }
    }
    return {
      nameOf(address, process, time): LearnedName | undefined {
        const names = byAddress.get(address);
        if (names === undefined) return undefined;
        const own = process === undefined ? undefined : nearest(names.byProcess.get(process) ?? [], time);
        const best = own ?? nearest(names.all, time);
        if (best === undefined) return undefined;
        const source = own === undefined ? 'dns-same-host' : 'dns-same-process';
        return { name: best.name, source, place: best.place, time: best.time };
      },
    };
  }
}

export interface NameIndex {
  nameOf(address: string, process: Process | undefined, time: number): LearnedName | undefined;
}

/** Lookups that answered one address, in order of time. */
interface AddressNames {
  readonly all: NameLookup[];
  readonly byProcess: Map<Process, NameLookup[]>;
}

/** The lookup that could have served a connection and lies closest to it; the one before wins a tie. */
function nearest(lookups: readonly NameLookup[], connected: number): NameLookup | undefined {
  // Some shapes cut the time of a connection to the second: they must find the same name as those that do not.
  const time = Math.floor(connected / 1000) * 1000;
  let low = 0;
  let high = lookups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lookups[middle]?.time ?? Number.POSITIVE_INFINITY) > time) high = middle;
    else low = middle + 1;
  }
  const after = lookups[low];
  const usableAfter = after !== undefined && after.time < time + AFTER_CONNECTION + 1000 ? after : undefined;
  let before = lookups[low - 1];
  // Of lookups of the same moment the first in order stands.
  for (let i = low - 2; i >= 0 && lookups[i]?.time === before?.time && low - i < 64; i--) before = lookups[i];
  if (before === undefined || before.time < time - BEFORE_CONNECTION) return usableAfter;
  return usableAfter !== undefined && usableAfter.time - time < time - before.time ? usableAfter : before;
}

function compareLookups(a: NameLookup, b: NameLookup): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return comesFirst(a, b) ? -1 : 1;
}
