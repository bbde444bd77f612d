import type { Egress, HostView } from '../analytics/host-view.ts';
import type { Question } from '../baseline/answer/question.ts';
import { egressHours } from './egress-hours.ts';
import { destinationOf, isTenantHidden, lastingHostName, personOf, programKey } from './egress-program.ts';

/** Most connection times a question carries: enough for a rhythm. */
const MOST_TIMES = 512;

/** What a baseline is asked about an egress; `undefined` when nothing is known of its destination. */
export function questionOf(
  view: HostView,
  egress: Egress,
  group: string | undefined,
  zone: string | undefined,
): Question | undefined {
  const place = destinationOf(egress);
  if (place.key === undefined) return undefined;
  const hours = egressHours(egress);
  const busiest = hours.reduce<(typeof hours)[number] | undefined>(
    (best, one) => (best === undefined || (one.bytesOut ?? 0) > (best.bytesOut ?? 0) ? one : best),
    undefined,
  );
  return {
    host: lastingHostName(view.host),
    group,
    user: personOf(egress.process.user),
    identity: programKey(view, egress),
    destination: place.key,
    tenantHidden: isTenantHidden(place),
    port: egress.port,
    protocol: egress.protocol,
    at: egress.first,
    bytesOut: busiest?.bytesOut,
    bytesIn: busiest?.bytesIn,
    times: egress.times.slice(0, MOST_TIMES),
    zone,
  };
}
