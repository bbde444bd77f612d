/**
 * The pure core: observations in, judged findings and coverage out. No clock, no I/O; every join is made at settling
 * from all facts of a host, so neither order nor repetition of the records can change the answer.
 */
import { ANALYTICS } from '../analytics/analytics.ts';
import type { Candidate } from '../analytics/candidate.ts';
import type { HostView, ObservedOperation } from '../analytics/host-view.ts';
import { coverHost } from '../coverage/cover-host.ts';
import type { HostCoverage } from '../coverage/host-coverage.ts';
import type { Finding } from '../findings/finding.ts';
import { judge } from '../findings/judge.ts';
import type { Redactor } from '../findings/redactor.ts';
import type { Parameters } from '../findings/parameters.ts';
import { groupHostNames } from './host-names.ts';
import { HostState } from './host-state.ts';
import type { StateLimits } from './host-state.ts';
import type { Observation } from './observation.ts';
import { mergeTally, newTally } from './tally.ts';
import type { HostTally } from './tally.ts';
import type { TextRecogniser } from './text-recogniser.ts';

export interface EngineSettings {
  readonly isExternal: (address: string) => boolean;
  readonly parameters: Parameters;
  readonly recogniser: TextRecogniser;
  readonly redact: Redactor;
  readonly limits: StateLimits;
}

export interface Settlement {
  /** Highest score first, then id. */
  readonly findings: readonly Finding[];
  readonly coverage: readonly HostCoverage[];
  /** Encryption operations that no finding speaks of. */
  readonly unlinked: readonly { host: string; operation: ObservedOperation }[];
}

export class Engine {
  readonly #settings: EngineSettings;
  /** State by the name the record gives its host; names that belong together meet at settling. */
  readonly #states = new Map<string, HostState>();
  readonly #tallies = new Map<string, HostTally>();

  constructor(settings: EngineSettings) {
    this.#settings = settings;
  }

  push(observation: Observation): void {
    const { host } = observation.event;
    let state = this.#states.get(host);
    if (state === undefined) {
      state = this.#newState();
      this.#states.set(host, state);
    }
    state.add(observation);
  }

  addTally(host: string, tally: HostTally): void {
    const known = this.#tallies.get(host);
    if (known === undefined) {
      const own = newTally();
      mergeTally(own, tally);
      this.#tallies.set(host, own);
    } else mergeTally(known, tally);
  }

  settle(): Settlement {
    const findings: Finding[] = [];
    const coverage: HostCoverage[] = [];
    const unlinked: { host: string; operation: ObservedOperation }[] = [];
    for (const group of groupHostNames([...this.#tallies.keys()])) {
      const view = this.#view(group.host, group.aliases);
      const candidates = ANALYTICS.flatMap((analytic) => {
        const found = analytic.candidates(view, this.#settings.parameters.correlationWindow);
        findings.push(
          ...found.map((one) => judge(one, analytic, this.#settings.parameters, this.#settings.redact)),
        );
        return found;
      });
      coverage.push(coverHost(view));
      for (const operation of unlinkedOperations(view, candidates))
        unlinked.push({ host: view.host, operation });
    }
    findings.sort((a, b) => b.score - a.score || b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
    coverage.sort((a, b) => (a.host < b.host ? -1 : 1));
    return { findings, coverage, unlinked };
  }

  /** One host's facts under all its names. */
  #view(host: string, aliases: readonly string[]): HostView {
    const tally = newTally();
    const states: HostState[] = [];
    for (const name of [host, ...aliases]) {
      mergeTally(tally, this.#tallies.get(name) ?? newTally());
      const state = this.#states.get(name);
      if (state !== undefined) states.push(state);
    }
    let state = states[0] ?? this.#newState();
    if (states.length > 1) {
      state = this.#newState();
      for (const one of states) state.absorb(one);
    }
    return state.view(host, aliases, tally, this.#settings.recogniser);
  }

  #newState(): HostState {
    return new HostState(this.#settings.isExternal, this.#settings.limits);
  }
}

function unlinkedOperations(view: HostView, candidates: readonly Candidate[]): ObservedOperation[] {
  const linked = new Set(candidates.flatMap((candidate) => candidate.links.map((link) => link.operation)));
  return view.operations.filter((operation) => !linked.has(operation));
}
