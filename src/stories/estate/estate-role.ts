/** What hosts of one kind do all day: programs that run and talk, and habits of people and jobs. */
import type { StoryPlatform } from '../story.ts';
import type { SigningStep } from '../story-step.ts';
import type { Scene } from './scene.ts';

export interface EstateRole {
  readonly id: string;
  readonly title: string;
  readonly platform: StoryPlatform;
  /** Hosts of 1,000. */
  readonly share: number;
  /** Is it a person's machine, idle at night and on weekends? */
  readonly personal: boolean;
  /** Telemetry shapes and how often each is met. */
  readonly shapes: readonly (readonly [shape: string, weight: number])[];
  readonly programs: readonly EstateProgram[];
  readonly habits: readonly Habit[];
}

/** Runs all the time. `%USER%` stands for the name of the host's user. */
export interface EstateProgram {
  readonly id: string;
  readonly image: string;
  readonly commandLine?: string;
  /** Absent: the host's user. */
  readonly account?: string;
  readonly parent?: string;
  readonly signed?: SigningStep;
  readonly talks: readonly EstateTalk[];
}

/** `perDay` connections to one name, on average. */
export interface EstateTalk {
  readonly name: string;
  readonly perDay: number;
  readonly port?: number;
  /** Bytes sent of a typical connection; others lie between a quarter and four times. */
  readonly sent?: number;
  readonly received?: number;
}

export interface Habit {
  readonly id: string;
  /** Share of the role's hosts that have it. */
  readonly hosts: number;
  readonly when: HabitTimes;
  /** Writes one occurrence. */
  readonly happen: (scene: Scene) => void;
}

/**
 * `nightly`: once a night in the hour (UTC) given, at the host's own minute. `working`: so many times a working day, at any
 * time of it; less than 1 is a chance.
 */
export type HabitTimes =
  | { readonly kind: 'nightly'; readonly hour: number }
  | { readonly kind: 'daily'; readonly hour: number }
  | { readonly kind: 'working'; readonly perDay: number };
