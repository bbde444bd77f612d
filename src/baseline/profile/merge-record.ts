/** One profile's record united with another of the same key, perhaps of another table. */
import { LIST_SLOTS, LIST_WIDTHS } from '../sketch/list-store.ts';
import type { ListSlot } from '../sketch/list-store.ts';
import { forEachEpoch, markDays } from './day-words.ts';
import type { ProfileTable } from './profile-table.ts';
import {
  CLEARED,
  DESTINATION,
  FIRST_SEEN,
  IDENTITY,
  KIND,
  LAST_SEEN,
  NAME,
  NEVER,
  SUSPECT_FIRST,
  SUSPECT_LAST,
} from './record-layout.ts';

/** Takes all records of `other` into `table`. Both have the same hash key. */
export function mergeTables(table: ProfileTable, other: ProfileTable): void {
  const known = new Map<number, number>([[0, 0]]);
  const own = (id: number): number => {
    let translated = known.get(id);
    if (translated === undefined) {
      translated = table.texts.intern(other.texts.text(id));
      known.set(id, translated);
      // Held while the merge lasts: nothing may take it away before its record is there.
      table.texts.hold(translated, 1);
    }
    return translated;
  };
  other.index.forEach((record) => {
    const into = table.touch(
      own(other.word(record, NAME)),
      own(other.word(record, IDENTITY)),
      own(other.word(record, DESTINATION)),
      other.word(record, KIND),
    );
    mergeRecord(table, into, other, record);
  });
  for (const id of known.values()) if (id !== 0) table.texts.letGo(id);
}

export function mergeRecord(table: ProfileTable, into: number, other: ProfileTable, from: number): void {
  const page = table.arena.pageOf(into);
  const at = table.arena.offsetOf(into);
  const first = other.word(from, FIRST_SEEN);
  if (first !== NEVER) {
    if (first < (page[at + FIRST_SEEN] ?? NEVER)) page[at + FIRST_SEEN] = first;
    const last = other.word(from, LAST_SEEN);
    forEachEpoch(other.arena.pageOf(from), other.arena.offsetOf(from), (epoch, days) => {
      if (days !== 0) markDays(page, at, epoch, days, Math.min(last, (epoch + 1) * 32 * 86_400 - 1));
    });
  }
  page[at + SUSPECT_FIRST] = Math.min(page[at + SUSPECT_FIRST] ?? NEVER, other.word(from, SUSPECT_FIRST));
  page[at + SUSPECT_LAST] = Math.max(page[at + SUSPECT_LAST] ?? 0, other.word(from, SUSPECT_LAST));
  page[at + CLEARED] = Math.max(page[at + CLEARED] ?? 0, other.word(from, CLEARED));
  for (const slot of LIST_SLOTS) mergeList(table, into, other, from, slot);
}

function mergeList(
  table: ProfileTable,
  into: number,
  other: ProfileTable,
  from: number,
  slot: ListSlot,
): void {
  const limits = table.limitsOf(into);
  const words = other.lists.words(from, slot);
  const width = LIST_WIDTHS[slot];
  const memberLimit = [0, limits.hosts, limits.principals, limits.images][slot] ?? 0;
  for (let i = 0; i < words.length; i += width) {
    const hash = words[i] ?? 0;
    const second = words[i + 1] ?? 0;
    if (slot === 0) {
      const bytes = words[i + 2] ?? 0;
      table.activity.add(into, hash, second >>> 8, second & 0xff, bytes, limits.activity);
    } else table.members.add(into, slot, hash, second, memberLimit);
  }
}
