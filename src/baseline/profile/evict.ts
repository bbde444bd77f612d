/**
 * Which profile goes when there are too many. Flooding must not pay: what goes first is what was seen little and belongs
 * to whoever has the most profiles; suspects go last of all.
 */
import { mixHash } from '../storage/text-hash.ts';
import { keptDays } from './day-words.ts';
import type { ProfileTable } from './profile-table.ts';
import { CLEARED, LAST_SEEN, NAME, SUSPECT_LAST } from './record-layout.ts';

export interface Evicted {
  /** Profiles that were active on fewer than three days. */
  readonly provisional: number;
  readonly established: number;
  readonly suspect: number;
}

/** How many profiles are looked at to find one that may go. */
const LOOKED_AT = 8;
const FEW_DAYS = 3;

/** Keeps a table below a bound; deterministic for the same sequence of sightings. */
export class Evictor {
  readonly #table: ProfileTable;
  #turn = 0;
  #provisional = 0;
  #established = 0;
  #suspect = 0;

  constructor(table: ProfileTable) {
    this.#table = table;
  }

  get evicted(): Evicted {
    return { provisional: this.#provisional, established: this.#established, suspect: this.#suspect };
  }

  /** Evicts until there are at most `profiles` taking at most `bytes`. */
  keepBelow(profiles: number, bytes: number): void {
    const table = this.#table;
    while (table.size > profiles || (table.usedBytes > bytes && table.size > 0)) this.#evictOne();
  }

  #evictOne(): void {
    const table = this.#table;
    let victim = 0;
    let worth = 0;
    for (let look = 0; look < LOOKED_AT; look++) {
      const candidate = table.index.anyFrom(mixHash(0x2545f491, this.#turn++));
      const its = this.#worth(candidate);
      if (victim === 0 || its < worth || (its === worth && this.#goesBefore(candidate, victim))) {
        victim = candidate;
        worth = its;
      }
    }
    if (worth >= SUSPECT) this.#suspect++;
    else if ((worth & ESTABLISHED) !== 0) this.#established++;
    else this.#provisional++;
    table.remove(victim);
  }

  #goesBefore(a: number, b: number): boolean {
    const crowd = this.#crowd(b) - this.#crowd(a);
    if (crowd !== 0) return crowd < 0;
    return this.#table.word(a, LAST_SEEN) < this.#table.word(b, LAST_SEEN);
  }

  #worth(record: number): number {
    const table = this.#table;
    const isSuspect = table.word(record, SUSPECT_LAST) > table.word(record, CLEARED);
    const shape = table.shapeOf(record);
    const days = keptDays(table.arena.pageOf(record), table.arena.offsetOf(record));
    return (
      (isSuspect ? SUSPECT : 0) +
      (shape === 'program' || shape === 'all' ? SUMMARY : 0) +
      (days >= FEW_DAYS ? ESTABLISHED : 0)
    );
  }

  /** How many profiles its owner has, in powers of two. */
  #crowd(record: number): number {
    const table = this.#table;
    const level = table.levelOf(record);
    if (level === 'host' || level === 'user')
      return 32 - Math.clz32(table.texts.uses(table.word(record, NAME)));
    // What one host alone did is known to that host's own profile; a flood from one host would hide here.
    return table.lists.count(record, HOSTS) <= 1 ? ONE_HOST : 0;
  }
}

const HOSTS = 1;
const ONE_HOST = 33;

const ESTABLISHED = 1;
/** What tells how much history there is at all: few, and everything else is read by them. */
const SUMMARY = 2;
const SUSPECT = 4;
