/** One profile as a reader needs it: what was known before a moment, with the error of every number. */
import { DAY, SECOND } from '../moment.ts';
import { readActivity } from '../sketch/activity-reading.ts';
import type { Activity } from '../sketch/activity-reading.ts';
import type { Members } from '../sketch/member-sample.ts';
import { daysBefore } from './day-words.ts';
import type { ProfileKey } from './profile-key.ts';
import type { ProfileTable } from './profile-table.ts';
import { CLEARED, FIRST_SEEN, LAST_SEEN, NEVER, SUSPECT_FIRST, SUSPECT_LAST } from './record-layout.ts';

export interface ProfileFacts {
  readonly key: ProfileKey;
  /** Milliseconds UTC; `undefined` when nothing was learned before the moment (it was only ever withheld, or is new). */
  readonly firstSeen: number | undefined;
  /** Last sighting of all, whether before the moment or not. */
  readonly lastSeen: number | undefined;
  /** Days it was active on before the day of the moment, of the last 64 to 96. */
  readonly activeDays: number;
  /** Days from the first sighting to the moment. */
  readonly spanDays: number;
  readonly activity: Activity;
  readonly hosts: Members;
  /** Distinct users, and hosts where no user is known. */
  readonly principals: Members;
  readonly images: Members;
  /** Suspicion before the moment that nobody cleared since. */
  readonly suspectSince: number | undefined;
}

/** What the profile at `record` held before `at` (milliseconds UTC). */
export function readProfile(table: ProfileTable, record: number, at: number): ProfileFacts {
  const before = Math.ceil(at / SECOND);
  const limits = table.limitsOf(record);
  const first = table.word(record, FIRST_SEEN);
  const known = first !== NEVER && first < before;
  const suspectFirst = table.word(record, SUSPECT_FIRST);
  const isSuspect = suspectFirst < before && table.word(record, SUSPECT_LAST) > table.word(record, CLEARED);
  const members = (slot: 1 | 2 | 3, limit: number): Members =>
    table.members.read(record, slot, limit, before);
  return {
    key: table.keyOf(record),
    firstSeen: known ? first * SECOND : undefined,
    lastSeen: first === NEVER ? undefined : table.word(record, LAST_SEEN) * SECOND,
    activeDays: known ? daysBefore(table.arena.pageOf(record), table.arena.offsetOf(record), before) : 0,
    spanDays: known ? Math.max(0, (at - first * SECOND) / DAY) : 0,
    activity: readActivity(table.lists.words(record, 0), limits.activity, Math.floor(at / 3_600_000)),
    hosts: members(1, limits.hosts),
    principals: members(2, limits.principals),
    images: members(3, limits.images),
    suspectSince: isSuspect ? suspectFirst * SECOND : undefined,
  };
}
