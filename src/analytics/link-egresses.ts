/** Ties every egress of a host to the encryptions an analytic counts; what no encryption is tied to is left out. */
import type { CandidateLink } from './candidate.ts';
import { compareLinks, countsAsEncryption } from './counted-encryption.ts';
import { Artefacts } from './artefacts.ts';
import type { Egress, HostView, ObservedOperation } from './host-view.ts';
import { findLink } from './links.ts';
import type { CorrelationWindows, Link } from './links.ts';

export interface LinkedEgress {
  readonly egress: Egress;
  /** Strongest first, never empty. */
  readonly links: readonly CandidateLink[];
}

/** Whether a tie counts for the analytic, and how much of its weight is left. */
export type WeighLink = (
  egress: Egress,
  operation: ObservedOperation,
  link: Link,
  artefacts: Artefacts,
) => Link | undefined;

export function linkEgresses(
  view: HostView,
  windows: CorrelationWindows,
  isSender: (egress: Egress) => boolean,
  weigh: WeighLink,
): LinkedEgress[] {
  const operations = view.operations.filter(countsAsEncryption);
  if (operations.length === 0) return [];
  const artefacts = new Artefacts(view);
  const linked: LinkedEgress[] = [];
  for (const egress of view.egresses) {
    if (!isSender(egress)) continue;
    const links: CandidateLink[] = [];
    for (const operation of operations) {
      const found = findLink(egress, operation, windows, artefacts);
      const link = found === undefined ? undefined : weigh(egress, operation, found, artefacts);
      if (link !== undefined) links.push({ operation, link });
    }
    if (links.length > 0) linked.push({ egress, links: links.sort(compareLinks) });
  }
  return linked;
}
