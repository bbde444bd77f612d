/** What a baseline learns from one host: everything each program sent out, hour by hour, and what of it was suspicious. */
import { Artefacts } from '../analytics/artefacts.ts';
import type { Candidate } from '../analytics/candidate.ts';
import { countsAsEncryption } from '../analytics/counted-encryption.ts';
import type { Egress, HostView } from '../analytics/host-view.ts';
import { findLink } from '../analytics/links.ts';
import type { CorrelationWindows } from '../analytics/links.ts';
import type { Sighting, Suspicion } from '../baseline/learning/sighting.ts';
import { egressHours } from './egress-hours.ts';
import { destinationOf, lastingHostName, personOf, programKey } from './egress-program.ts';
import type { Finding } from './finding.ts';
import { STRONG_ENOUGH, STRONG_LINKS } from './strong-links.ts';

/** A host as it was judged. */
export interface JudgedView {
  readonly view: HostView;
  readonly judged: readonly { readonly candidate: Candidate; readonly finding: Finding }[];
}

export interface SightingContext {
  readonly correlationWindow: CorrelationWindows;
  readonly groupOf: (host: string) => string | undefined;
}

/** One sighting for each program, user, destination, port and hour, whoever of its processes sent. Order means nothing. */
export function sightingsOf({ view, judged }: JudgedView, context: SightingContext): Sighting[] {
  const host = lastingHostName(view.host);
  const group = context.groupOf(view.host);
  const suspicionOf = suspicions({ view, judged }, context);
  const sightings = new Map<string, Sighting>();
  for (const egress of view.egresses) {
    const destination = destinationOf(egress).key;
    if (destination === undefined) continue;
    const identity = programKey(view, egress);
    const user = personOf(egress.process.user);
    const suspicion = suspicionOf(egress);
    for (const { hour, ...amounts } of egressHours(egress)) {
      const key = [hour, user ?? '', identity, destination, egress.port, egress.protocol].join('\n');
      const sighting: Sighting = {
        host,
        group,
        user,
        identity,
        image: egress.process.sha256,
        destination,
        port: egress.port,
        protocol: egress.protocol,
        ...amounts,
        suspicion,
      };
      const known = sightings.get(key);
      sightings.set(key, known === undefined ? sighting : together(known, sighting));
    }
  }
  return [...sightings.values()];
}

/** Two processes of one program in one hour. */
function together(one: Sighting, other: Sighting): Sighting {
  const sum = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined ? b : a + (b ?? 0);
  const images = [one.image, other.image].filter((image) => image !== undefined).sort();
  return {
    ...one,
    image: images[0],
    first: Math.min(one.first, other.first),
    last: Math.max(one.last, other.last),
    connections: one.connections + other.connections,
    bytesOut: sum(one.bytesOut, other.bytesOut),
    bytesIn: sum(one.bytesIn, other.bytesIn),
    suspicion:
      one.suspicion === 'encryption' || other.suspicion === 'encryption'
        ? 'encryption'
        : (one.suspicion ?? other.suspicion),
  };
}

/**
 * An encryption that an analytic ties to it by process, tree or file, or that nobody judged but is as near: the same process,
 * its pipeline, the file it sends. Else a finding worth a look.
 */
function suspicions(
  { view, judged }: JudgedView,
  { correlationWindow }: SightingContext,
): (egress: Egress) => Suspicion | undefined {
  const open = new Set<Egress>();
  const encrypted = new Set<Egress>();
  for (const { candidate, finding } of judged) {
    const isTied = candidate.links.some(({ link }) => STRONG_LINKS.has(link.kind));
    for (const egress of [candidate.egress, ...(candidate.also ?? [])]) {
      if (isTied) encrypted.add(egress);
      if (finding.level !== 'info') open.add(egress);
    }
  }
  const operations = view.operations.filter(countsAsEncryption);
  const artefacts = new Artefacts(view);
  return (egress) => {
    const isTied = operations.some((operation) => {
      const link = findLink(egress, operation, correlationWindow, artefacts);
      return (
        link !== undefined &&
        link.kind !== 'lineage' &&
        STRONG_LINKS.has(link.kind) &&
        link.weight >= STRONG_ENOUGH
      );
    });
    if (isTied || encrypted.has(egress)) return 'encryption';
    return open.has(egress) ? 'finding' : undefined;
  };
}
