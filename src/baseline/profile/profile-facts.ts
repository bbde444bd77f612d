/** One profile as a reader needs it: what was known before a moment, with the error of every number. */
import { DAY, HOUR, SECOND } from '../moment.ts';
import { Activity } from '../sketch/activity-reading.ts';
import { LIST_SLOTS, LIST_WIDTHS } from '../sketch/list-store.ts';
import type { ListSlot } from '../sketch/list-store.ts';
import { Members } from '../sketch/member-sample.ts';
import { daysBefore } from './day-words.ts';
import type { ProfileKey } from './profile-key.ts';
import type { ProfileLimits } from './profile-limits.ts';
import type { ProfileTable } from './profile-table.ts';
import { CLEARED, FIRST_SEEN, LAST_SEEN, NEVER, SUSPECT_FIRST, SUSPECT_LAST } from './record-layout.ts';

export class ProfileFacts {
  readonly key: ProfileKey;
  /** Milliseconds UTC; `undefined` when nothing was learned before the moment (it was only ever withheld, or is new). */
  readonly firstSeen: number | undefined;
  /** Last sighting of all, whether before the moment or not. */
  readonly lastSeen: number | undefined;
  /** Days it was active on before the day of the moment, of the last 64 to 96. */
  readonly activeDays: number;
  /** Days from the first sighting to the moment. */
  readonly spanDays: number;
  /** Suspicion before the moment that nobody cleared since. */
  readonly suspectSince: number | undefined;
  readonly #at: number;
  readonly #limits: ProfileLimits;
  /** All lists, one after the other, and where each begins. */
  readonly #words: Uint32Array;
  readonly #starts: readonly number[];
  #activity: Activity | undefined;
  #hosts: Members | undefined;
  #principals: Members | undefined;

  /**
   * What the profile at `record` held before `at` (milliseconds UTC). Keeps nothing of the table, so it does not change.
   * `key` saves reading it where it is known.
   */
  constructor(table: ProfileTable, record: number, at: number, key?: ProfileKey) {
    const before = Math.ceil(at / SECOND);
    const first = table.word(record, FIRST_SEEN);
    const known = first !== NEVER && first < before;
    const suspectFirst = table.word(record, SUSPECT_FIRST);
    const isSuspect = suspectFirst < before && table.word(record, SUSPECT_LAST) > table.word(record, CLEARED);
    this.key = key ?? table.keyOf(record);
    this.firstSeen = known ? first * SECOND : undefined;
    this.lastSeen = first === NEVER ? undefined : table.word(record, LAST_SEEN) * SECOND;
    this.activeDays = known
      ? daysBefore(table.arena.pageOf(record), table.arena.offsetOf(record), before)
      : 0;
    this.spanDays = known ? Math.max(0, (at - first * SECOND) / DAY) : 0;
    this.suspectSince = isSuspect ? suspectFirst * SECOND : undefined;
    this.#at = at;
    this.#limits = table.limitsOf(record);
    const starts = [0];
    for (const slot of LIST_SLOTS) {
      starts.push((starts[slot] ?? 0) + table.lists.count(record, slot) * LIST_WIDTHS[slot]);
    }
    this.#starts = starts;
    this.#words = new Uint32Array(starts[LIST_SLOTS.length] ?? 0);
    for (const slot of LIST_SLOTS) table.lists.copy(record, slot, this.#words, starts[slot] ?? 0);
  }

  /** When it was active before the hour of the moment, and what it carried. */
  get activity(): Activity {
    this.#activity ??= new Activity(this.#list(0), this.#limits.activity, Math.floor(this.#at / HOUR));
    return this.#activity;
  }

  get hosts(): Members {
    this.#hosts ??= this.#members(1, this.#limits.hosts);
    return this.#hosts;
  }

  /** Distinct users, and hosts where no user is known. */
  get principals(): Members {
    this.#principals ??= this.#members(2, this.#limits.principals);
    return this.#principals;
  }

  get images(): Members {
    return this.#members(3, this.#limits.images);
  }

  #members(slot: ListSlot, limit: number): Members {
    return new Members(this.#list(slot), limit, Math.ceil(this.#at / SECOND));
  }

  #list(slot: ListSlot): Uint32Array {
    return this.#words.subarray(this.#starts[slot], this.#starts[slot + 1]);
  }
}
