import type { Analytic, EvidenceNeed } from '../analytics/analytic.ts';
import type { Presence } from '../analytics/host-view.ts';
import type { Observability } from './finding.ts';

/** Plain names of the evidence types, for reports. */
export const NEED_TITLES: Readonly<Record<EvidenceNeed, string>> = {
  'process-start': 'process starts',
  'command-line': 'command lines',
  'script-text': 'script text',
  'network-process': 'connections with their process',
  names: 'name lookups',
  volumes: 'bytes sent',
  'payload-entropy': 'payload entropy (PayloadEntropyThreshold)',
};

/** Which evidence types of an analytic the host's telemetry held. Absence lowers this number, never the risk. */
export function observabilityOf(analytic: Analytic, presence: Presence): Observability {
  const seen = (need: EvidenceNeed): boolean => isPresent(need, presence);
  const observed = analytic.needs.filter(seen).map((need) => NEED_TITLES[need]);
  const missing = analytic.needs.filter((need) => !seen(need)).map((need) => NEED_TITLES[need]);
  return { share: observed.length / analytic.needs.length, observed, missing };
}

export function isPresent(need: EvidenceNeed, presence: Presence): boolean {
  const seen: Readonly<Record<EvidenceNeed, boolean>> = {
    'process-start': presence.processStart,
    'command-line': presence.commandLine,
    'script-text': presence.scriptText,
    'network-process': presence.connections,
    names: presence.names,
    volumes: presence.volumes,
    'payload-entropy': presence.payload,
  };
  return seen[need];
}
