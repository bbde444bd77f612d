/** What may be learned, and when something learned counts. All numbers are settings; the defaults name their source. */
import { isKeepable } from '../moment.ts';
import type { Sighting } from './sighting.ts';

export interface LearningRules {
  /** Days of history before "never seen" means anything. [baseline notes, section 2: two weekly cycles] */
  readonly historyDays: number;
  /** Days on which the host, group or fleet must have been active, and its connections. [section 2] */
  readonly activeDays: number;
  readonly connections: number;
  /** Hosts without which nothing is said of a peer group [judgement] or of the fleet [section 2]. */
  readonly groupHosts: number;
  readonly fleetHosts: number;
  /** A new entry stays provisional for so many days [section 8.3] ... */
  readonly provisionalDays: number;
  /** ... and until it was active on so many of them [judgement: one visit long ago is no habit]. */
  readonly establishedActiveDays: number;
  /** Independent hosts and users without which a destination is not popular. [section 8.2] */
  readonly independent: number;
  /** Popularity gained within so many hours by one image is coordinated. [section 8.3] */
  readonly noveltyHours: number;
  /** Sightings after this moment (milliseconds UTC) are refused: a host with a wrong clock would age everything. */
  readonly latest: number;
}

export const DEFAULT_RULES: LearningRules = {
  historyDays: 14,
  activeDays: 5,
  connections: 50,
  groupHosts: 5,
  fleetHosts: 20,
  provisionalDays: 7,
  establishedActiveDays: 3,
  independent: 3,
  noveltyHours: 24,
  latest: Number.POSITIVE_INFINITY,
};

/** What became of a sighting. */
export type Learned =
  /** It is part of what is normal. */
  | 'learned'
  /** It matched an encryption or an open finding: only that it is suspect was kept. */
  | 'withheld'
  /** Its times cannot be (before 1970, after `latest`, the last before the first) or it names no program or place. */
  | 'refused';

/** Decides by the sighting alone, so that the order of sightings does not matter. */
export function mayLearn(sighting: Sighting, rules: LearningRules): Learned {
  const { first, last } = sighting;
  if (!isKeepable(first) || !isKeepable(last) || last < first || last > rules.latest) return 'refused';
  if (sighting.host === '' || sighting.identity === '' || sighting.destination === '') return 'refused';
  const { port } = sighting;
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || !(sighting.connections >= 1)) return 'refused';
  return sighting.suspicion === undefined ? 'learned' : 'withheld';
}
