/**
 * Findings as they arise from logs that are being written. The windowed state is rebuilt, not saved: after any death the
 * follower reads again from the oldest record that still matters, and what it has told already it does not tell again.
 */
import type { HuntSettings } from '../config/hunt-settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { externalTest } from '../egress/networks.ts';
import type { Engine, JudgedHost } from '../engine/engine.ts';
import type { Observation } from '../engine/observation.ts';
import { Observer } from '../engine/observer.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Finding, Level } from '../findings/finding.ts';
import { fallbackHost } from './fallback-host.ts';
import { NEW_STATE, readState, StateFileError, writeState } from '../store/follow-state.ts';
import type { FollowState } from '../store/follow-state.ts';
import { FollowedSource } from './followed-source.ts';
import { newEngine } from './new-engine.ts';
import type { LearnedBaseline } from './new-engine.ts';
import { newRecogniser } from './new-recogniser.ts';
import { observeStitched } from './observe-stitched.ts';

export interface FollowOptions {
  readonly paths: readonly string[];
  readonly settings: HuntSettings;
  readonly showSecrets: boolean;
  /** Where positions are kept; `undefined` begins anew every time. */
  readonly statePath: string | undefined;
  /** A finding that is new, or whose level has risen (`before` is then the one it had). */
  readonly onFinding: (finding: Finding, before: Level | undefined) => void;
  readonly onNote: (sentence: string) => void;
  /** Judge with what was learned. */
  readonly learned?: LearnedBaseline | undefined;
  /** Told of every host whenever an hour of event time is complete; `until` is where complete hours end. */
  readonly onHours?: ((hosts: readonly JudgedHost[], until: number) => void) | undefined;
}

const HOUR = 3_600_000;
/** Longest span over which an encryption and its sending are tied together: the artefact link's. */
const WINDOW = 24 * HOUR;
/** Facts older than the window are let go once this much has gathered. */
const SLACK = 6 * HOUR;
const MOST_OBSERVATIONS = 2_000_000;

export class Follower {
  readonly #options: FollowOptions;
  readonly #observer: Observer;
  readonly #sources: readonly FollowedSource[];
  readonly #told = new Map<string, { level: Level; last: number }>();
  #engine: Engine;
  #kept: Observation[] = [];
  #oldest = Number.POSITIVE_INFINITY;
  #newest = Number.NEGATIVE_INFINITY;
  #learnedUntil = Number.NEGATIVE_INFINITY;
  #fresh = false;
  #notes = new Set<string>();

  constructor(options: FollowOptions) {
    this.#options = options;
    const { networks, since, until, host, patterns } = options.settings;
    this.#observer = new Observer(newRecogniser(patterns), {
      isExternal: externalTest(networks),
      since,
      until,
    });
    this.#engine = newEngine(options.settings, options.showSecrets, options.learned);
    const state = stateOf(options.statePath);
    for (const { id, level, last } of state.told)
      this.#told.set(id, { level: LEVELS.find((one) => one === level) ?? 'info', last });
    this.#sources = options.paths.map(
      (path) =>
        new FollowedSource(
          path,
          {
            fallbackHost: host ?? fallbackHost(path),
            observer: this.#observer,
            onObservation: (observation) => this.#take(observation),
            onNote: (sentence) => this.#note(sentence),
          },
          state.files[path],
        ),
    );
  }

  /** Reads what is new in all files; the number of bytes. */
  poll(): number {
    let read = 0;
    for (const source of this.#sources) read += source.poll();
    return read;
  }

  /** Judges all there is and tells what is new, then remembers how far it came. */
  settle(): void {
    if (!this.#fresh) return;
    this.#fresh = false;
    this.#stitch();
    for (const [host, tally] of this.#observer.tallies) this.#engine.addTally(host, tally);
    const until = Math.floor(this.#newest / HOUR) * HOUR;
    const hosts: JudgedHost[] = [];
    const isHourOver = this.#options.onHours !== undefined && until > this.#learnedUntil;
    const settlement = this.#engine.settle(isHourOver ? (host) => hosts.push(host) : undefined);
    for (const finding of settlement.findings) this.#tell(finding);
    if (isHourOver) {
      this.#learnedUntil = until;
      this.#options.onHours?.(hosts, until);
    }
    this.#letGo();
    if (this.#options.statePath !== undefined) writeState(this.#options.statePath, this.#state());
  }

  close(): void {
    for (const source of this.#sources) source.close();
    this.#fresh = true;
    this.settle();
  }

  #take(observation: Observation): void {
    this.#fresh = true;
    const { time } = observation.event;
    if (time > this.#newest) this.#newest = time;
    if (time < this.#oldest) this.#oldest = time;
    if (this.#kept.length >= MOST_OBSERVATIONS) {
      this.#note(`${MOST_OBSERVATIONS} events are kept at most; older ones were let go before their time`);
      this.#kept = this.#kept.slice(MOST_OBSERVATIONS / 2);
    }
    this.#kept.push(observation);
    this.#engine.push(observation);
  }

  #stitch(): void {
    const fragments = this.#sources.flatMap((source) => source.fragments);
    if (fragments.length === 0) return;
    const { observations, tallies } = observeStitched(fragments, this.#options.settings);
    for (const observation of observations) this.#engine.push(observation);
    for (const [host, tally] of tallies) this.#engine.addTally(host, tally);
  }

  #tell(finding: Finding): void {
    const told = this.#told.get(finding.id);
    if (told !== undefined && LEVELS.indexOf(told.level) >= LEVELS.indexOf(finding.level)) return;
    this.#told.set(finding.id, { level: finding.level, last: finding.last });
    this.#options.onFinding(finding, told?.level);
  }

  /** Facts beyond the window leave; the engine is made anew of what stays, so that memory follows the window. */
  #letGo(): void {
    const from = this.#newest - WINDOW;
    if (this.#oldest >= from - SLACK) return;
    this.#kept = this.#kept.filter(({ event }) => event.time >= from);
    this.#oldest = from;
    this.#engine = newEngine(this.#options.settings, this.#options.showSecrets, this.#options.learned);
    for (const observation of this.#kept) this.#engine.push(observation);
    for (const [id, { last }] of this.#told) if (last < from - WINDOW) this.#told.delete(id);
  }

  #state(): FollowState {
    const files: FollowState['files'] = {};
    for (const source of this.#sources) {
      const position = source.lowWater(this.#newest - WINDOW - SLACK);
      if (position !== undefined)
        files[source.path] = { identity: { ...position.identity }, offset: position.offset };
    }
    return { version: 1, files, told: [...this.#told].map(([id, { level, last }]) => ({ id, level, last })) };
  }

  #note(sentence: string): void {
    if (this.#notes.has(sentence) || this.#notes.size > 10_000) return;
    this.#notes.add(sentence);
    this.#options.onNote(sentence);
  }
}

/** @throws UsageError when the file is there and is not a follower's. */
function stateOf(path: string | undefined): FollowState {
  if (path === undefined) return NEW_STATE;
  try {
    return readState(path);
  } catch (error) {
    if (error instanceof StateFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
