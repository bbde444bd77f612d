/** What one host's telemetry held for AN1389, and which sensor or setting would close each gap. */
import type { EvidenceNeed } from '../analytics/analytic.ts';
import { ANALYTICS } from '../analytics/analytics.ts';
import type { HostView } from '../analytics/host-view.ts';
import { isPresent, NEED_TITLES } from '../findings/observability.ts';
import type { CoveragePart, HostCoverage } from './host-coverage.ts';

const CLOSES: Readonly<Record<EvidenceNeed, string>> = {
  'process-start': 'Sysmon 1, or Security 4688 with "Audit Process Creation"',
  'command-line': 'Sysmon 1, or the policy "Include command line in process creation events" for 4688',
  'script-text': 'PowerShell script block logging (4104) and module logging (4103)',
  'network-process': 'Sysmon 3, or Security 5156 with "Audit Filtering Platform Connection"',
  names: 'Sysmon 22',
  'payload-entropy':
    'a sensor that sees payload (packet capture, Suricata, Zeek); Sysmon and Windows logs carry none',
};

export function coverHost(view: HostView): HostCoverage {
  const needs = [...new Set(ANALYTICS.flatMap((analytic) => analytic.needs))];
  return {
    host: view.host,
    aliases: view.aliases,
    first: view.first,
    last: view.last,
    sensors: view.sensors,
    externalConnections: view.externalConnections,
    externalConnectionsWithProcess: view.attributedConnections,
    parts: needs.map((need) => part(need, view)),
    notes: view.notes,
  };
}

function part(id: EvidenceNeed, view: HostView): CoveragePart {
  const title = NEED_TITLES[id];
  if (id === 'payload-entropy') return { id, title, state: 'not-observable', detail: `needs ${CLOSES[id]}` };
  if (!isPresent(id, view.presence)) {
    return { id, title, state: 'not-observed', detail: `no such record; ${CLOSES[id]} would show it` };
  }
  const detail =
    id === 'network-process' && view.externalConnections > 0
      ? `${view.attributedConnections} of ${view.externalConnections} external connections have a process`
      : 'present';
  return { id, title, state: 'observed', detail };
}
