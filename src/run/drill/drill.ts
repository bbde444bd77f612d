/** Proves a live deployment: acts, then waits for the telemetry to tell of it, link by link. */
import { openSync, closeSync, fstatSync } from 'node:fs';
import type { HuntSettings } from '../../config/hunt-settings.ts';
import { externalTest } from '../../egress/networks.ts';
import type { Observation } from '../../engine/observation.ts';
import { Observer } from '../../engine/observer.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import { identify } from '../../intake/file-identity.ts';
import type { FilePosition } from '../../intake/followed-file.ts';
import { fallbackHost } from '../fallback-host.ts';
import { FollowedSource } from '../followed-source.ts';
import type { EventObserver } from '../member-scan.ts';
import { newEngine } from '../new-engine.ts';
import { newRecogniser } from '../new-recogniser.ts';
import { observeStitched } from '../observe-stitched.ts';
import { DrillChain } from './drill-chain.ts';
import type { DrillMarks } from './drill-chain.ts';

/** Offers every event to the chain before it is observed. */
class WatchingObserver implements EventObserver {
  readonly own: Observer;
  readonly #chain: DrillChain;

  constructor(own: Observer, chain: DrillChain) {
    this.own = own;
    this.#chain = chain;
  }

  observe(event: TelemetryEvent): Observation | undefined {
    const observation = this.own.observe(event);
    this.#chain.event(event, observation?.recognition);
    return observation;
  }
}

/** The end of a log as it is now: what comes after it is the drill's. @throws when the log cannot be opened. */
export function endOfLog(path: string): FilePosition {
  const file = openSync(path, 'r');
  try {
    return { identity: identify(file), offset: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

/** Follows a log for a drill; `poll` until the chain is whole or patience ends. */
export class DrillWatch {
  readonly chain: DrillChain;
  readonly #source: FollowedSource;
  readonly #settings: HuntSettings;
  readonly #observer: WatchingObserver;
  readonly #observations: Observation[] = [];
  #bytes = 0;

  constructor(
    path: string,
    from: FilePosition | undefined,
    marks: DrillMarks,
    settings: HuntSettings,
    clock: () => number,
    onNote: (sentence: string) => void,
  ) {
    this.#settings = { ...settings, networks: { ...settings.networks, exercise: marks.address } };
    this.chain = new DrillChain(marks, clock);
    const { networks, since, until, host } = this.#settings;
    const own = new Observer(newRecogniser(), { isExternal: externalTest(networks), since, until });
    this.#observer = new WatchingObserver(own, this.chain);
    this.#source = new FollowedSource(
      path,
      {
        fallbackHost: host ?? fallbackHost(path),
        observer: this.#observer,
        onObservation: (observation) => this.#observations.push(observation),
        onNote,
      },
      from,
    );
  }

  /** Reads what was added and judges it. */
  poll(): void {
    const read = this.#source.poll();
    this.#bytes += read;
    this.chain.records(this.#bytes);
    if (read > 0 || !this.chain.seen.has('finding')) this.#judge();
  }

  #judge(): void {
    const engine = newEngine(this.#settings, false);
    const stitched = observeStitched(this.#source.fragments, this.#settings);
    for (const observation of [...this.#observations, ...stitched.observations]) engine.push(observation);
    for (const tallies of [this.#observer.own.tallies, stitched.tallies])
      for (const [host, tally] of tallies) engine.addTally(host, tally);
    for (const finding of engine.settle().findings) this.chain.finding(finding);
  }

  close(): void {
    this.#source.close();
    this.#judge();
  }
}
