/** One profile as a reader needs it: what was known before a moment, with the error of every number. */
import { DAY, HOUR, SECOND } from '../moment.ts';
import { Activity } from '../sketch/activity-reading.ts';
import type { Members } from '../sketch/member-sample.ts';
import { daysBefore } from './day-words.ts';
import type { ProfileKey } from './profile-key.ts';
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
  readonly hosts: Members;
  /** Distinct users, and hosts where no user is known. */
  readonly principals: Members;
  readonly images: Members;
  /** Suspicion before the moment that nobody cleared since. */
  readonly suspectSince: number | undefined;
  readonly #activity: Uint32Array;
  readonly #activityLimit: number;
  readonly #beforeHour: number;
  #read: Activity | undefined;

  /**
   * What the profile at `record` held before `at` (milliseconds UTC). Keeps nothing of the table, so it does not change.
   * `key` saves reading it where it is known.
   */
  constructor(table: ProfileTable, record: number, at: number, key?: ProfileKey) {
    const before = Math.ceil(at / SECOND);
    const limits = table.limitsOf(record);
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
    this.hosts = table.members.read(record, 1, limits.hosts, before);
    this.principals = table.members.read(record, 2, limits.principals, before);
    this.images = table.members.read(record, 3, limits.images, before);
    this.suspectSince = isSuspect ? suspectFirst * SECOND : undefined;
    this.#activity = table.lists.words(record, 0);
    this.#activityLimit = limits.activity;
    this.#beforeHour = Math.floor(at / HOUR);
  }

  /** When it was active before the hour of the moment, and what it carried. */
  get activity(): Activity {
    this.#read ??= new Activity(this.#activity, this.#activityLimit, this.#beforeHour);
    return this.#read;
  }
}
