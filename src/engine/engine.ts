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
import type { Case } from '../findings/case.ts';
import { decide } from '../findings/decide.ts';
import { networkFindings } from '../findings/network-only.ts';
import type { NormalitySources } from '../findings/normality.ts';
import { prepare } from '../findings/prepare.ts';
import type { SiteFacts } from '../findings/prepare.ts';
import type { Redactor } from '../findings/redactor.ts';
import type { Parameters } from '../findings/parameters.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import type { NetworkCoverage } from '../coverage/network-coverage.ts';
import { describeNetwork } from './describe-network.ts';
import { NetworkEvidence } from './network-evidence.ts';
import type { NetworkView } from './network-evidence.ts';
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
  readonly site: SiteFacts;
  readonly normality: NormalitySources;
  readonly limits: StateLimits;
  /** Addresses by host, as the site declares them. */
  readonly hostAddresses: ReadonlyMap<string, readonly string[]>;
}

export interface Settlement {
  /** Highest score first, then id. */
  readonly findings: readonly Finding[];
  readonly coverage: readonly HostCoverage[];
  /** Encryption operations that no finding speaks of. */
  readonly unlinked: readonly { host: string; operation: ObservedOperation }[];
  /** What network sensors saw and whose it was; `undefined` without any. */
  readonly network: NetworkCoverage | undefined;
}

/** A candidate, what was made of it for judgement, and the judgement. */
export interface JudgedCandidate {
  readonly candidate: Candidate;
  readonly case: Case;
  readonly finding: Finding;
}

export interface JudgedHost {
  readonly view: HostView;
  readonly judged: readonly JudgedCandidate[];
}

/** A host at one settling. */
interface SettledHost {
  readonly host: string;
  readonly aliases: readonly string[];
  readonly tally: HostTally;
  readonly state: HostState;
  readonly connections: readonly ConnectionFact[];
}

export class Engine {
  readonly #settings: EngineSettings;
  /** State by the name the record gives its host; names that belong together meet at settling. */
  readonly #states = new Map<string, HostState>();
  readonly #tallies = new Map<string, HostTally>();
  readonly #network: NetworkEvidence;
  readonly #transferTools: ReadonlySet<string>;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
    this.#transferTools = new Set(settings.parameters.FileTransferIndicator);
    this.#network = new NetworkEvidence({
      isExternal: settings.isExternal,
      limit: settings.limits.flows,
      declared: settings.hostAddresses,
    });
  }

  push(observation: Observation): void {
    const { event } = observation;
    if (event.kind === 'flow') this.#network.addFlow(event);
    else if (event.kind === 'address') this.#network.addAddress(event);
    else if (event.kind === 'name' && event.clientAddress !== undefined) this.#network.addLookup(event);
    else this.#stateOf(event.host).add(observation);
  }

  #stateOf(host: string): HostState {
    let state = this.#states.get(host);
    if (state === undefined) {
      state = this.#newState();
      this.#states.set(host, state);
    }
    return state;
  }

  addTally(host: string, tally: HostTally): void {
    const known = this.#tallies.get(host);
    if (known === undefined) {
      const own = newTally();
      mergeTally(own, tally);
      this.#tallies.set(host, own);
    } else mergeTally(known, tally);
  }

  /** `visit` is told of every host as it was seen and judged, one after the other. */
  settle(visit?: (host: JudgedHost) => void): Settlement {
    const findings: Finding[] = [];
    const coverage: HostCoverage[] = [];
    const unlinked: { host: string; operation: ObservedOperation }[] = [];
    const hosts = this.#hosts();
    const network = this.#networkView(hosts);
    for (const { state, ...host } of hosts) {
      const view = state.view({ ...host, recogniser: this.#settings.recogniser, network });
      const judged: JudgedCandidate[] = [];
      const candidates = ANALYTICS.filter(({ platform }) => platform === view.platform).flatMap(
        (analytic) => {
          const found = analytic.candidates(
            view,
            this.#settings.parameters.correlationWindow,
            this.#transferTools,
          );
          for (const candidate of found) {
            const prepared = prepare(candidate, analytic, this.#settings);
            const finding = decide(prepared, this.#settings.normality);
            findings.push(finding);
            judged.push({ candidate, case: prepared, finding });
          }
          return found;
        },
      );
      visit?.({ view, judged });
      coverage.push(coverHost(view));
      for (const operation of unlinkedOperations(view, candidates))
        unlinked.push({ host: view.host, operation });
    }
    if (network !== undefined) {
      const { unowned, addresses } = network;
      const hostOf = (address: string, time: number): string | undefined => addresses.hostOf(address, time);
      findings.push(...networkFindings(unowned, hostOf, this.#settings.parameters));
    }
    findings.sort((a, b) => b.score - a.score || b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
    coverage.sort((a, b) => (a.host < b.host ? -1 : 1));
    return {
      findings,
      coverage,
      unlinked,
      network: network === undefined ? undefined : describeNetwork(network, this.#network.dropped),
    };
  }

  /** Every host under all its names; what only a network sensor wrote is none. */
  #hosts(): SettledHost[] {
    const endpoints = [...this.#tallies].filter(([, { platforms }]) => platforms.size > 0);
    return groupHostNames(endpoints.map(([name]) => name)).map(({ host, aliases }) => {
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
      return { host, aliases, tally, state, connections: state.connections() };
    });
  }

  #networkView(hosts: readonly SettledHost[]): NetworkView | undefined {
    if (this.#network.isEmpty) return undefined;
    const names = new Map(
      hosts.flatMap(({ host, aliases }) => [host, ...aliases].map((name) => [name, host] as const)),
    );
    const hostName = (name: string): string => names.get(name) ?? name;
    const connections = hosts.flatMap((host) => host.connections.flatMap(({ told }) => [...told.values()]));
    const addresses = this.#network.addressBook(
      connections,
      hosts.map(({ host }) => host),
      hostName,
    );
    const states = new Map(hosts.map(({ host, state }) => [host, state]));
    for (const { host, event } of this.#network.lookups(addresses)) states.get(host)?.addLookup(event);
    return this.#network.view(connections, addresses, hostName);
  }

  #newState(): HostState {
    return new HostState(this.#settings.isExternal, this.#settings.limits);
  }
}

function unlinkedOperations(view: HostView, candidates: readonly Candidate[]): ObservedOperation[] {
  const linked = new Set(candidates.flatMap((candidate) => candidate.links.map((link) => link.operation)));
  return view.operations.filter((operation) => !linked.has(operation));
}
