/** What a program's contact with a destination counts as, at one level. */
import { independentOf } from '../learning/novelty.ts';
import type { CoordinatedNovelty } from '../learning/novelty.ts';
import type { LearningRules } from '../learning/learning-rules.ts';
import { DAY } from '../moment.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';

export type Standing =
  /** Known long enough, on enough days and, for a group or the fleet, by enough independent hosts. */
  | 'established'
  /** Seen before, but too young, too seldom, by too few, or popular in a suspicious way. */
  | 'provisional'
  /** Never seen before the moment asked about. */
  | 'new'
  /** An encryption or an open finding was matched there, and nobody cleared it. */
  | 'suspect';

/** Popularity that was gained in one burst is not believed for so long [judgement: two review cycles]. */
const BURST_HELD_DAYS = 28;

export function standingOf(
  contact: ProfileFacts | undefined,
  at: number,
  rules: LearningRules,
  burst: CoordinatedNovelty | undefined,
): Standing {
  if (contact === undefined) return 'new';
  const shared = contact.key.level !== 'host';
  const { firstSeen, suspectSince } = contact;
  // A place the whole fleet used before does not become suspect by one finding; for the host it does.
  if (suspectSince !== undefined && (!shared || isEarly(contact, rules))) return 'suspect';
  if (firstSeen === undefined) return 'new';
  if (at - firstSeen < rules.provisionalDays * DAY) return 'provisional';
  if (contact.activeDays < rules.establishedActiveDays) return 'provisional';
  if (shared && independentOf(contact) < rules.independent) return 'provisional';
  if (burst !== undefined && at - burst.to < BURST_HELD_DAYS * DAY) return 'provisional';
  return 'established';
}

/** Did suspicion come before the profile was anything but provisional? */
export function isEarly({ firstSeen, suspectSince }: ProfileFacts, rules: LearningRules): boolean {
  if (suspectSince === undefined) return false;
  return firstSeen === undefined || suspectSince - firstSeen < rules.provisionalDays * DAY;
}
