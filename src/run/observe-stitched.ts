/** Records torn over several files or ranges are put together and read like all others. */
import type { HuntSettings } from '../config/hunt-settings.ts';
import { externalTest } from '../egress/networks.ts';
import type { Observation } from '../engine/observation.ts';
import { Observer } from '../engine/observer.ts';
import type { HostTally } from '../engine/tally.ts';
import { stitchAudit } from '../formats/audit/stitch-audit.ts';
import type { PlacedGroup } from '../formats/audit/stitch-audit.ts';
import { ProductReaders } from '../normalize/product-readers.ts';
import { fallbackHost } from './fallback-host.ts';
import { newRecogniser } from './new-recogniser.ts';

export function observeStitched(
  fragments: readonly PlacedGroup[],
  { networks, since, until, host, patterns }: HuntSettings,
): { readonly observations: readonly Observation[]; readonly tallies: ReadonlyMap<string, HostTally> } {
  const observer = new Observer(newRecogniser(patterns), {
    isExternal: externalTest(networks),
    since,
    until,
  });
  const observations: Observation[] = [];
  const readers = new Map<string, ProductReaders>();
  for (const { group, place } of stitchAudit(fragments)) {
    const context = { source: place.source, fallbackHost: host ?? fallbackHost(place.source) };
    let reader = readers.get(place.source);
    if (reader === undefined) {
      reader = new ProductReaders(context);
      readers.set(place.source, reader);
    }
    for (const event of reader.raw('audit', group, place)?.events ?? []) {
      const observation = observer.observe(event);
      if (observation !== undefined) observations.push(observation);
    }
  }
  return { observations, tallies: observer.tallies };
}
