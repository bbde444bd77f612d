/** Learning: what a hunt saw becomes part of a baseline, but for what was suspicious. */
import type { Baseline } from '../baseline/baseline.ts';
import type { Sighting } from '../baseline/learning/sighting.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { JudgedHost } from '../engine/engine.ts';
import { markReviewed } from '../findings/reviewed-contact.ts';
import { sightingsOf } from '../findings/sightings.ts';
import { siteOf } from './new-engine.ts';

/** What became of the sightings of one or more hosts. */
export interface LearningTally {
  learned: number;
  /** Suspicious and not reviewed: only the suspicion was kept. */
  withheld: number;
  refused: number;
  /** Suspicious, and learned because a person reviewed the records. */
  reviewed: number;
  /** The first suspicious sightings, for whoever reviews. */
  readonly suspicious: Sighting[];
}

export function newTallyOfLearning(): LearningTally {
  return { learned: 0, withheld: 0, refused: 0, reviewed: 0, suspicious: [] };
}

const MOST_SHOWN = 1_000;

export interface LearnOptions {
  readonly settings: HuntSettings;
  /** A person has looked at the records: what is suspicious in them is normal here. */
  readonly isReviewed: boolean;
  /** Only hours that are over by this moment (milliseconds UTC); the rest is told again later. */
  readonly until?: number;
}

/** Teaches a baseline what one host did. Telling the same hours again changes nothing. */
export function learnHost(
  host: JudgedHost,
  baseline: Baseline,
  { settings, isReviewed, until = Number.POSITIVE_INFINITY }: LearnOptions,
  tally: LearningTally,
): void {
  const { groupOf } = siteOf(settings);
  const { correlationWindow } = settings.parameters;
  for (const sighting of sightingsOf(host, { correlationWindow, groupOf })) {
    if (endOfHour(sighting.last) > until) continue;
    const suspicious = sighting.suspicion !== undefined;
    if (suspicious && tally.suspicious.length < MOST_SHOWN) tally.suspicious.push(sighting);
    const vouched = suspicious && isReviewed;
    const told = baseline.observe(vouched ? { ...sighting, suspicion: undefined } : sighting);
    tally[told]++;
    if (!vouched || told !== 'learned') continue;
    markReviewed(baseline, sighting);
    tally.reviewed++;
  }
}

const HOUR = 3_600_000;

function endOfHour(time: number): number {
  return (Math.floor(time / HOUR) + 1) * HOUR;
}
