import { externalTest } from '../src/egress/networks.ts';
import { Engine } from '../src/engine/engine.ts';
import type { Settlement } from '../src/engine/engine.ts';
import { DEFAULT_LIMITS } from '../src/engine/host-state.ts';
import type { StateLimits } from '../src/engine/host-state.ts';
import { NO_NORMALITY, NO_SITE } from './no-normality.ts';
import { Observer } from '../src/engine/observer.ts';
import type { TelemetryEvent } from '../src/event/event.ts';
import { DEFAULT_PARAMETERS } from '../src/findings/parameters.ts';
import type { Parameters } from '../src/findings/parameters.ts';
import { WORD_RECOGNISER } from './word-recogniser.ts';

export interface EngineRun {
  readonly parameters?: Partial<Parameters>;
  readonly limits?: Partial<StateLimits>;
  readonly since?: number;
  readonly until?: number;
  /** Observers that share the work, each taking every n-th event. */
  readonly observers?: number;
}

/** Runs events through the whole core: observers, one engine, one settling. Sites own 10.0.0.0/8. */
export function runEngine(events: readonly TelemetryEvent[], run: EngineRun = {}): Settlement {
  return settleTwice(events, run)[0];
}

/** The same engine settled twice: the second time nothing was added. */
export function settleTwice(
  events: readonly TelemetryEvent[],
  run: EngineRun = {},
): [Settlement, Settlement] {
  const isExternal = externalTest({ internal: ['10.0.0.0/8'], external: [] });
  const engine = new Engine({
    isExternal,
    parameters: { ...DEFAULT_PARAMETERS, ...run.parameters },
    recogniser: WORD_RECOGNISER,
    redact: { commandLine: (text) => text.replaceAll('secret', '******'), layers: ({ layers }) => layers },
    hostAddresses: new Map(),
    site: NO_SITE,
    normality: NO_NORMALITY,
    limits: { ...DEFAULT_LIMITS, ...run.limits },
  });
  const settings = {
    isExternal,
    since: run.since ?? Number.NEGATIVE_INFINITY,
    until: run.until ?? Number.POSITIVE_INFINITY,
  };
  const observers = Array.from({ length: run.observers ?? 1 }, () => new Observer(WORD_RECOGNISER, settings));
  for (const [index, event] of events.entries()) {
    const observation = observers[index % observers.length]?.observe(event);
    if (observation !== undefined) engine.push(observation);
  }
  for (const observer of observers) {
    for (const [host, tally] of observer.tallies) engine.addTally(host, tally);
  }
  return [engine.settle(), engine.settle()];
}
