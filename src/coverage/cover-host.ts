/** What one host's telemetry held for the analytic of its platform, and which sensor or setting would close each gap. */
import type { EvidenceNeed } from '../analytics/analytic.ts';
import { ANALYTICS } from '../analytics/analytics.ts';
import type { HostView } from '../analytics/host-view.ts';
import { isPresent, NEED_TITLES } from '../findings/observability.ts';
import { closingSensor } from './closing-sensors.ts';
import type { CoveragePart, HostCoverage } from './host-coverage.ts';

export function coverHost(view: HostView): HostCoverage {
  const own = ANALYTICS.filter(({ platform }) => platform === view.platform);
  const needs = [...new Set(own.flatMap((analytic) => analytic.needs))];
  return {
    host: view.host,
    aliases: view.aliases,
    first: view.first,
    last: view.last,
    sensors: view.sensors,
    externalConnections: view.externalConnections,
    externalConnectionsWithProcess: view.attributedConnections,
    parts: needs.map((need) => part(need, view)),
    notes: [...blindSpots(view), ...view.notes],
  };
}

function part(id: EvidenceNeed, view: HostView): CoveragePart {
  const title = NEED_TITLES[id];
  const closing = closingSensor(view.platform, id);
  if (!isPresent(id, view.presence)) {
    return id === 'payload-entropy'
      ? { id, title, state: 'not-observable', detail: `needs ${closing}` }
      : { id, title, state: 'not-observed', detail: `no such record; ${closing} would show it` };
  }
  const detail =
    id === 'network-process' && view.externalConnections > 0
      ? `${view.attributedConnections} of ${view.externalConnections} external connections have a process`
      : 'present';
  return { id, title, state: 'observed', detail };
}

/** What the sensors of this platform cannot show even when all of them are there. */
function blindSpots({ platform, sensors, presence }: HostView): string[] {
  const spots: string[] = [];
  if (platform === 'linux' && sensors.includes('auditd') && !sensors.some((name) => name !== 'auditd')) {
    spots.push(
      'auditd tells of no bytes, no names and nothing a script file holds; sendto without connect leaves no record unless a rule asks for it',
    );
  }
  if (platform === 'macos' && presence.processStart && !presence.connections) {
    spots.push(
      'no record here ties a connection to a process: an encryption can be seen, its sending cannot',
    );
  }
  return spots;
}
