/** Open addressing from hash to address: pairs of words in one array, linear probing, no tombstones. */
import { ascending } from './ascending.ts';

const FEWEST_SLOTS = 1024;
/** Above this share of taken slots probing gets long. */
const FULLEST = 0.7;
/** Parts of the index that are filled one after the other. */
const REGION_BITS = 8;

export class SlotIndex {
  /** Hash and address by turns; address 0 marks a free slot. */
  #slots = new Uint32Array(FEWEST_SLOTS * 2);
  #mask = FEWEST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get heldBytes(): number {
    return this.#slots.byteLength;
  }

  /** The first slot at or after `slot` that is free or holds `hash`; compare the record, then go on from the next. */
  seek(hash: number, slot: number): number {
    const slots = this.#slots;
    let at = slot;
    for (;;) {
      const pair = at * 2;
      if (slots[pair + 1] === 0 || slots[pair] === hash) return at;
      at = (at + 1) & this.#mask;
    }
  }

  home(hash: number): number {
    return hash & this.#mask;
  }

  next(slot: number): number {
    return (slot + 1) & this.#mask;
  }

  /** Address in a slot, 0 when it is free. */
  addressAt(slot: number): number {
    return this.#slots[slot * 2 + 1] ?? 0;
  }

  /** Takes the first free slot for the hash; the caller has made sure that the record is not there yet. */
  insert(hash: number, address: number): void {
    if (this.#size + 1 > (this.#mask + 1) * FULLEST) this.#resize((this.#mask + 1) * 2);
    place(this.#slots, this.#mask, hash, address);
    this.#size++;
  }

  /** Closes the gap behind the removed slot, so that later entries stay reachable. */
  remove(hash: number, address: number): void {
    let slot = this.home(hash);
    while (this.addressAt(slot) !== address) {
      if (this.addressAt(slot) === 0) return;
      slot = this.next(slot);
    }
    const slots = this.#slots;
    let gap = slot;
    for (let at = this.next(gap); this.addressAt(at) !== 0; at = this.next(at)) {
      const home = this.home(slots[at * 2] ?? 0);
      // May the entry move into the gap without leaving the run that starts at its home?
      if (((at - home) & this.#mask) >= ((at - gap) & this.#mask)) {
        slots[gap * 2] = slots[at * 2] ?? 0;
        slots[gap * 2 + 1] = slots[at * 2 + 1] ?? 0;
        gap = at;
      }
    }
    slots[gap * 2 + 1] = 0;
    this.#size--;
  }

  /** Calls for every address, in no meaningful order. Do not insert or remove meanwhile. */
  forEach(visit: (address: number) => void): void {
    for (let pair = 1; pair < this.#slots.length; pair += 2) {
      const address = this.#slots[pair] ?? 0;
      if (address !== 0) visit(address);
    }
  }

  /** Every address, ascending: records that were made together lie together, which is far faster to read. */
  sorted(): Uint32Array {
    const addresses = new Uint32Array(this.#size);
    let count = 0;
    for (let pair = 1; pair < this.#slots.length; pair += 2) {
      const address = this.#slots[pair] ?? 0;
      if (address !== 0) addresses[count++] = address;
    }
    return ascending(addresses);
  }

  /** Makes room for so many entries, so that it grows but once. */
  reserve(count: number): void {
    let slots = this.#mask + 1;
    while (count > slots * FULLEST) slots *= 2;
    if (slots > this.#mask + 1) this.#resize(slots);
  }

  /**
   * Takes many entries at once, region by region: one after the other each would miss the cache. `entries` are hash and
   * address by turns. Gives an address that `isSame` as another of its hash, 0 when there is none.
   */
  fill(entries: Uint32Array, isSame: (a: number, b: number) => boolean): number {
    const count = entries.length / 2;
    this.reserve(this.#size + count);
    const ordered = byRegion(entries, this.#mask);
    for (let pair = 0; pair < ordered.length; pair += 2) {
      const hash = ordered[pair] ?? 0;
      const address = ordered[pair + 1] ?? 0;
      let slot = this.seek(hash, this.home(hash));
      for (let other = this.addressAt(slot); other !== 0; other = this.addressAt(slot)) {
        if (isSame(other, address)) return address;
        slot = this.seek(hash, this.next(slot));
      }
      this.#slots[slot * 2] = hash;
      this.#slots[slot * 2 + 1] = address;
      this.#size++;
    }
    return 0;
  }

  /** The address in the first taken slot from a place on, for picking somewhere; 0 when the index is empty. */
  anyFrom(place: number): number {
    for (let step = 0; step <= this.#mask; step++) {
      const address = this.addressAt((place + step) & this.#mask);
      if (address !== 0) return address;
    }
    return 0;
  }

  #resize(count: number): void {
    const old = this.#slots;
    const slots = new Uint32Array(count * 2);
    if (this.#size > 0) {
      for (let pair = 0; pair < old.length; pair += 2) {
        const address = old[pair + 1] ?? 0;
        if (address !== 0) place(slots, count - 1, old[pair] ?? 0, address);
      }
    }
    this.#slots = slots;
    this.#mask = count - 1;
  }
}

function place(slots: Uint32Array, mask: number, hash: number, address: number): void {
  let slot = hash & mask;
  while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
  slots[slot * 2] = hash;
  slots[slot * 2 + 1] = address;
}

/** The entries in the order of the regions their homes lie in. */
function byRegion(entries: Uint32Array, mask: number): Uint32Array {
  const shift = Math.max(0, 32 - Math.clz32(mask) - REGION_BITS);
  const starts = new Uint32Array((1 << REGION_BITS) + 1);
  for (let pair = 0; pair < entries.length; pair += 2) {
    const region = ((entries[pair] ?? 0) & mask) >>> shift;
    starts[region + 1] = (starts[region + 1] ?? 0) + 2;
  }
  for (let region = 1; region < starts.length; region++) {
    starts[region] = (starts[region] ?? 0) + (starts[region - 1] ?? 0);
  }
  const ordered = new Uint32Array(entries.length);
  for (let pair = 0; pair < entries.length; pair += 2) {
    const region = ((entries[pair] ?? 0) & mask) >>> shift;
    const at = starts[region] ?? 0;
    starts[region] = at + 2;
    ordered[at] = entries[pair] ?? 0;
    ordered[at + 1] = entries[pair + 1] ?? 0;
  }
  return ordered;
}
