/** Popularity that came too fast or from too few to be trusted. Flags are for people; they say what the numbers were. */
import { DAY, HOUR, SECOND } from '../moment.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';
import type { LearningRules } from './learning-rules.ts';

/** Most of its hosts met the destination within a day, through one program and one build of it. */
export interface CoordinatedNovelty {
  readonly kind: 'coordinated-novelty';
  readonly hosts: number;
  /** Of so many that are kept. */
  readonly of: number;
  /** Milliseconds UTC of the first and last host of the burst. */
  readonly from: number;
  readonly to: number;
  /** Known builds of the program; 0 when no hash is known. */
  readonly images: number;
}

/** Popular by hosts, but behind all of them stands one user. */
export interface OneSender {
  readonly kind: 'one-sender';
  readonly hosts: number;
  readonly principals: number;
}

/** Host after host over days, by one build of a program that is itself no older than the destination. */
export interface SlowSpread {
  readonly kind: 'slow-spread';
  readonly hosts: number;
  readonly from: number;
  readonly to: number;
  readonly images: number;
}

/** Share of the hosts that must lie in the burst. */
const BURST_SHARE = 0.8;
/** What is new in the first days of learning cannot be told from what was always there. */
const UNKNOWN_BEFORE_DAYS = 2;

/**
 * Is a popularity coordinated? `contact` is the fleet's profile of one program to one destination, `learningSince` when
 * the fleet was first seen at all (milliseconds UTC).
 */
export function coordinatedNovelty(
  contact: ProfileFacts,
  learningSince: number,
  rules: LearningRules,
): CoordinatedNovelty | undefined {
  const seconds = contact.hosts.firstSeen;
  const span = (rules.noveltyHours * HOUR) / SECOND;
  let start = 0;
  let best = { from: 0, count: 0 };
  for (let end = 0; end < seconds.length; end++) {
    while ((seconds[end] ?? 0) - (seconds[start] ?? 0) > span) start++;
    if (end - start + 1 > best.count) best = { from: start, count: end - start + 1 };
  }
  const images = contact.images.all.count;
  if (best.count < rules.independent || best.count < BURST_SHARE * seconds.length || images > 1)
    return undefined;
  const from = (seconds[best.from] ?? 0) * SECOND;
  if (from - learningSince < UNKNOWN_BEFORE_DAYS * DAY) return undefined;
  const to = (seconds[best.from + best.count - 1] ?? 0) * SECOND;
  return { kind: 'coordinated-novelty', hosts: best.count, of: seconds.length, from, to, images };
}

/** Many hosts, fewer independent users than make a destination popular. */
export function oneSender(contact: ProfileFacts, rules: LearningRules): OneSender | undefined {
  const hosts = contact.hosts.all.count;
  const principals = contact.principals.all.count;
  if (hosts < rules.independent || principals >= rules.independent) return undefined;
  return { kind: 'one-sender', hosts, principals };
}

/** `program` is the fleet's profile of the same program to anywhere. */
export function slowSpread(
  contact: ProfileFacts,
  program: ProfileFacts | undefined,
  learningSince: number,
  rules: LearningRules,
): SlowSpread | undefined {
  const seconds = contact.hosts.firstSeen;
  const first = seconds[0];
  const last = seconds.at(-1);
  if (first === undefined || last === undefined || seconds.length < rules.independent) return undefined;
  const from = first * SECOND;
  const to = last * SECOND;
  const images = contact.images.all.count;
  if (to - from <= rules.noveltyHours * HOUR || images > 1) return undefined;
  if (from - learningSince < UNKNOWN_BEFORE_DAYS * DAY) return undefined;
  const programSince = program?.firstSeen ?? from;
  if (from - programSince > rules.noveltyHours * HOUR) return undefined;
  return { kind: 'slow-spread', hosts: contact.hosts.all.count, from, to, images };
}

/** Hosts that stand for themselves: no user speaks for two of them, no host for two users. */
export function independentOf(facts: ProfileFacts): number {
  return Math.min(facts.hosts.all.count, facts.principals.all.count);
}
