/** A profile as the words of a snapshot: text numbers, kind, times and days, counts, lists. */
import { DESTINATION, FIRST_SEEN, IDENTITY, KIND, NAME } from '../profile/record-layout.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { COUNTS_AT, LIST_SLOTS } from '../sketch/list-store.ts';
import { COUNTS_FROM, FACTS, FACTS_FROM, PROFILE_HEAD, PROFILE_TEXTS } from './snapshot-format.ts';

/** The most words a profile can have: the limits of its lists are well below. */
export const PROFILE_WORDS = 1 << 14;

/** Writes a profile and gives the place after it. The texts go by their numbers in the table; the caller translates. */
export function copyProfile(table: ProfileTable, record: number, into: Uint32Array, at: number): number {
  const page = table.arena.pageOf(record);
  const start = table.arena.offsetOf(record);
  into[at] = page[start + NAME] ?? 0;
  into[at + 1] = page[start + IDENTITY] ?? 0;
  into[at + 2] = page[start + DESTINATION] ?? 0;
  into[at + PROFILE_TEXTS] = page[start + KIND] ?? 0;
  for (let fact = 0; fact < FACTS; fact++)
    into[at + FACTS_FROM + fact] = page[start + FIRST_SEEN + fact] ?? 0;
  into[at + COUNTS_FROM] = page[start + COUNTS_AT] ?? 0;
  into[at + COUNTS_FROM + 1] = page[start + COUNTS_AT + 1] ?? 0;
  let end = at + PROFILE_HEAD;
  for (const slot of LIST_SLOTS) end = table.lists.copy(record, slot, into, end);
  return end;
}
