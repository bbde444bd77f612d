/** An egress hour by hour, as baselines learn and compare it. */
import type { Egress } from '../analytics/host-view.ts';

const HOUR = 3_600_000;

export interface EgressHour {
  /** Hours since 1970 UTC. */
  readonly hour: number;
  /** Milliseconds UTC, inside the hour. */
  readonly first: number;
  readonly last: number;
  readonly connections: number;
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
}

/**
 * Hours in time order. Bytes are known for the egress as a whole and are shared among its hours by connections; connections
 * whose times were not kept count to the last hour.
 */
export function egressHours({ times, first, last, connections, bytesOut, bytesIn }: Egress): EgressHour[] {
  const hours = new Map<number, { first: number; last: number; connections: number }>();
  const kept = times.length === 0 ? [first] : times;
  for (const time of kept) {
    const hour = Math.floor(time / HOUR);
    const known = hours.get(hour);
    if (known === undefined) hours.set(hour, { first: time, last: time, connections: 1 });
    else {
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
      known.connections++;
    }
  }
  const unkept = Math.max(0, connections - kept.length);
  if (unkept > 0) {
    const hour = Math.floor(last / HOUR);
    const known = hours.get(hour);
    if (known === undefined) hours.set(hour, { first: last, last, connections: unkept });
    else {
      known.last = Math.max(known.last, last);
      known.connections += unkept;
    }
  }
  const all = kept.length + unkept;
  const share = (amount: number | undefined, part: number): number | undefined =>
    amount === undefined ? undefined : Math.round((amount * part) / all);
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([hour, one]) => ({
      hour,
      ...one,
      bytesOut: share(bytesOut, one.connections),
      bytesIn: share(bytesIn, one.connections),
    }));
}
