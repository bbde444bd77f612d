/** Ordinary sightings for tests: one browser on one host, changed in what a test is about. */
import type { Sighting } from './sighting.ts';

export const EXAMPLE_START = Date.UTC(2026, 2, 2, 9);

export const EXAMPLE_SIGHTING: Sighting = {
  host: 'ws1',
  group: 'office',
  user: 'corp\\anna',
  identity: 'chrome',
  image: undefined,
  destination: 'example.com',
  port: 443,
  protocol: 'tcp',
  first: EXAMPLE_START,
  last: EXAMPLE_START + 60_000,
  connections: 4,
  bytesOut: undefined,
  bytesIn: undefined,
  suspicion: undefined,
};

/** The example with its first connection at a time, changed. */
export function sightingAt(first: number, changes: Partial<Sighting> = {}): Sighting {
  return { ...EXAMPLE_SIGHTING, first, last: first + 60_000, ...changes };
}
