/**
 * What can be said about an egress against what is normal. Each statement carries the numbers it rests on;
 * `insufficient-history` and `tenant-unknown` are outcomes of their own and never mean "normal".
 */
import type { Level } from '../profile/profile-key.ts';
import type { Prevalence } from '../prevalence.ts';
import type { LearnedHours } from './learned-hours.ts';
import type { ProducerConsumer } from './producer-consumer.ts';
import type { Rhythm } from './rhythm.ts';
import type { RobustZ } from './robust-z.ts';
import type { SlowDrip } from './slow-drip.ts';

export type Outcome = 'unusual' | 'usual' | 'insufficient-history' | 'tenant-unknown';

/** Was this program ever seen talking to this destination and port before? */
export interface FirstSeenStatement {
  readonly kind: 'first-seen';
  readonly outcome: Outcome;
  readonly level: Level | undefined;
  readonly spanDays: number;
  readonly activeDays: number;
  readonly connections: number;
}

/** How many other hosts of the fleet ever talked to the destination? */
export interface RarityStatement {
  readonly kind: 'rarity';
  readonly outcome: Outcome;
  readonly prevalence: Prevalence;
}

/** Do the other hosts of the peer group run this program, and does it talk to this destination there? */
export interface RoleStatement {
  readonly kind: 'role';
  readonly outcome: Outcome;
  readonly group: string | undefined;
  readonly program: Prevalence;
  readonly contact: Prevalence;
}

/** Bytes sent within the hour against earlier hours, on ln(1 + bytes). */
export interface VolumeStatement {
  readonly kind: 'volume';
  readonly outcome: Outcome;
  readonly bytes: number;
  /** The least that is called unusual, whatever the statistics say. */
  readonly floor: number;
  /** Whose hours were compared: `contact`, or the program to any one destination. */
  readonly level: Level | undefined;
  readonly of: 'contact' | 'program' | undefined;
  readonly robust: RobustZ | undefined;
  /** Error of the sample's ranks at 95 %; 0 when all hours are kept. */
  readonly rankError: number;
}

/** (sent - received) / (sent + received) against earlier hours. */
export interface ProducerConsumerStatement extends ProducerConsumer {
  readonly kind: 'producer-consumer';
  readonly outcome: Outcome;
  readonly level: Level | undefined;
}

/** Regular intervals; weak evidence by itself. */
export interface RhythmStatement extends Rhythm {
  readonly kind: 'rhythm';
  readonly outcome: Outcome;
}

/** Small amounts that add up. */
export interface SlowDripStatement extends SlowDrip {
  readonly kind: 'slow-drip';
  readonly outcome: Outcome;
  /** Whose total: everything the host, or the user on all hosts, sent to the destination. */
  readonly level: 'host' | 'user';
}

/** Is the program usually active at this hour of the week? */
export interface LearnedHoursStatement extends LearnedHours {
  readonly kind: 'learned-hours';
  readonly outcome: Outcome;
}

export type Statement =
  | FirstSeenStatement
  | RarityStatement
  | RoleStatement
  | VolumeStatement
  | ProducerConsumerStatement
  | RhythmStatement
  | SlowDripStatement
  | LearnedHoursStatement;
