/** Is a profile of a file one that can be? Every number is checked: a file may have been made by anyone. */
import { LEVELS, SHAPES } from '../profile/profile-key.ts';
import { limitsOfKind } from '../profile/profile-table.ts';
import { FIRST_SEEN, LAST_SEEN, NEVER, SUSPECT_FIRST } from '../profile/record-layout.ts';
import { countIn, LIST_SLOTS, LIST_WIDTHS } from '../sketch/list-store.ts';
import { EPOCHS, HOURS_PER_EPOCH, LATEST } from '../moment.ts';
import type { BlockProblem } from './block-problem.ts';
import { COUNTS_FROM, FACTS_FROM, PROFILE_HEAD, PROFILE_TEXTS } from './snapshot-format.ts';

const LATEST_SECOND = Math.floor(LATEST / 1000);
/** Hour << 8 in an item of activity; so many of them make an epoch. */
const EPOCH = HOURS_PER_EPOCH << 8;
/** Most items of the four lists of each kind of profile, four by four. */
const MOST_ITEMS = Uint16Array.from(
  Array.from({ length: 256 }, (_, kind) => {
    const { activity, hosts, principals, images } = limitsOfKind(kind);
    return [activity * EPOCHS, hosts, principals, images];
  }).flat(),
);

/** The word after the profile that begins at `at`, 0 when it is damaged; `texts` is how many texts the file has. */
export function profileEnd(words: Uint32Array, at: number, texts: number): number {
  return at + PROFILE_HEAD <= words.length && isHead(words, at, texts) && areFacts(words, at + FACTS_FROM)
    ? listsEnd(words, at)
    : 0;
}

/** What is wrong with a profile that has no end. */
export function profileProblem(words: Uint32Array, at: number, texts: number): BlockProblem {
  if (at + PROFILE_HEAD > words.length || !isHead(words, at, texts)) {
    return { word: at, message: 'a profile names what is not there' };
  }
  if (!areFacts(words, at + FACTS_FROM)) {
    return { word: at + FACTS_FROM, message: 'a profile has times that cannot be' };
  }
  return { word: at + PROFILE_HEAD, message: 'a list of a profile is damaged' };
}

function isHead(words: Uint32Array, at: number, texts: number): boolean {
  const kind = words[at + PROFILE_TEXTS] ?? 0;
  return (
    (words[at] ?? 0) <= texts &&
    (words[at + 1] ?? 0) <= texts &&
    (words[at + 2] ?? 0) <= texts &&
    ((kind >>> 4) & 15) < LEVELS.length &&
    (kind & 15) < SHAPES.length
  );
}

function areFacts(words: Uint32Array, at: number): boolean {
  const first = words[at] ?? 0;
  const last = words[at + LAST_SEEN - FIRST_SEEN] ?? 0;
  if (last > LATEST_SECOND) return false;
  const suspect = words[at + SUSPECT_FIRST - FIRST_SEEN] ?? 0;
  return (first === NEVER ? last === 0 : first <= last) && (suspect === NEVER || suspect <= LATEST_SECOND);
}

function listsEnd(words: Uint32Array, at: number): number {
  const most = ((words[at + PROFILE_TEXTS] ?? 0) & 0xff) * LIST_SLOTS.length;
  let list = at + PROFILE_HEAD;
  for (const slot of LIST_SLOTS) {
    const count = countIn(words, at + COUNTS_FROM, slot);
    if (count === 0) continue;
    const width = LIST_WIDTHS[slot];
    const end = list + count * width;
    if (count > (MOST_ITEMS[most + slot] ?? 0) || end > words.length) return 0;
    if (!(slot === 0 ? areHours(words, list, end) : areMembers(words, list, end))) return 0;
    list = end;
  }
  return list;
}

/** Members ascend by hash; otherwise searching them would go astray. */
function areMembers(words: Uint32Array, from: number, to: number): boolean {
  for (let at = from + 2; at < to; at += 2) {
    if ((words[at] ?? 0) <= (words[at - 2] ?? 0)) return false;
  }
  return true;
}

/** Active hours ascend by epoch, those of one epoch by hash. */
function areHours(words: Uint32Array, from: number, to: number): boolean {
  for (let at = from + 3; at < to; at += 3) {
    const epoch = Math.floor((words[at + 1] ?? 0) / EPOCH);
    const earlier = Math.floor((words[at - 2] ?? 0) / EPOCH);
    if (epoch < earlier || (epoch === earlier && (words[at] ?? 0) <= (words[at - 3] ?? 0))) return false;
  }
  return true;
}
