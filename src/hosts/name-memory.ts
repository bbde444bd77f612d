/** Which names a host's processes resolved to which addresses: the only Windows source that ties a name to a flow. */
import type { NameLookup } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import type { Process } from './process.ts';
import type { ProcessTable } from './process-table.ts';

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
      if (event.time < known.time) this.#lookups.set(key, event);
    } else if (this.#lookups.size >= this.#limit) this.dropped++;
    else this.#lookups.set(key, event);
  }

  absorb(other: NameMemory): void {
    for (const lookup of other.#lookups.values()) this.add(lookup);
    this.dropped += other.dropped;
  }

  /** Lookups by answered address, each with its process where that is known. */
  index(table: ProcessTable): NameIndex {
    const byAddress = new Map<string, { lookup: NameLookup; process: Process | undefined }[]>();
    for (const lookup of this.#lookups.values()) {
      const process = table.locate(lookup, lookup.time)?.process;
      for (const address of lookup.addresses) {
        const list = byAddress.get(address);
        if (list === undefined) byAddress.set(address, [{ lookup, process }]);
        else list.push({ lookup, process });
      }
    }
    return {
      nameOf(address, process, time): LearnedName | undefined {
        const usable = (byAddress.get(address) ?? []).filter(
          ({ lookup }) => lookup.time <= time + AFTER_CONNECTION && lookup.time >= time - BEFORE_CONNECTION,
        );
        const own = usable.filter((entry) => process !== undefined && entry.process === process);
        const best = nearest(own.length > 0 ? own : usable, time);
        if (best === undefined) return undefined;
        const source = own.length > 0 ? 'dns-same-process' : 'dns-same-host';
        return { name: best.name, source, place: best.place, time: best.time };
      },
    };
  }
}

export interface NameIndex {
  nameOf(address: string, process: Process | undefined, time: number): LearnedName | undefined;
}

function nearest(entries: readonly { lookup: NameLookup }[], time: number): NameLookup | undefined {
  let best: NameLookup | undefined;
  for (const { lookup } of entries) {
    if (best === undefined) best = lookup;
    else {
      const apart = Math.abs(lookup.time - time) - Math.abs(best.time - time);
      if (apart < 0 || (apart === 0 && lookup.name < best.name)) best = lookup;
    }
  }
  return best;
}
