/** Ties every egress of a host to the encryptions an analytic counts; what no encryption is tied to is left out. */
import { isInteractiveShell } from '../hosts/interactive-shell.ts';
import type { Process } from '../hosts/process.ts';
import type { CandidateLink } from './candidate.ts';
import { compareLinks, countsAsEncryption } from './counted-encryption.ts';
import { Artefacts } from './artefacts.ts';
import type { Egress, HostView, ObservedOperation } from './host-view.ts';
import { findLink } from './links.ts';
import type { CorrelationWindows, Link } from './links.ts';
import { OperationIndex } from './operation-index.ts';
import { transferOf } from './transfer-of.ts';

/** Ties of one sending that are kept; a job that encrypts every minute and names its file always the same has thousands. */
export const MOST_LINKS = 64;

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
  const index = new OperationIndex(operations, windows, artefacts);
  const linked: LinkedEgress[] = [];
  for (const egress of view.egresses) {
    if (!isSender(egress)) continue;
    const links: CandidateLink[] = [];
    for (const operation of index.near(egress)) {
      const found = findLink(egress, operation, windows, artefacts);
      const link = found === undefined ? undefined : weigh(egress, operation, found, artefacts);
      if (link !== undefined) links.push({ operation, link });
    }
    if (links.length > 0) linked.push({ egress, links: links.sort(compareLinks).slice(0, MOST_LINKS) });
  }
  return withoutExplained(linked);
}

/**
 * An encryption whose way out is known (the same process, a pipe, its file) explains no neighbour that sends something else:
 * `openssl enc | nc host` says nothing of the `ssh` or the upload typed after it. Who takes what is fed in may have taken it too.
 */
function withoutExplained(linked: readonly LinkedEgress[]): LinkedEgress[] {
  const explained = new Set<ObservedOperation>();
  for (const { egress, links } of linked)
    for (const { operation, link } of links) if (isOwnTie(egress, link)) explained.add(operation);
  return linked.flatMap(({ egress, links }) => {
    if (takesInput(egress.process)) return [{ egress, links }];
    const left = links.filter(({ operation, link }) => isOwnTie(egress, link) || !explained.has(operation));
    return left.length === 0 ? [] : [{ egress, links: left }];
  });
}

/** A tie of these two, not of what is around them. A shell somebody types into starts everything. */
function isOwnTie({ process }: Egress, { kind, via }: Link): boolean {
  if (kind === 'same-process' || kind === 'artefact' || kind === 'pipeline') return true;
  return kind === 'lineage' && via === undefined && !isInteractiveShell(process);
}

function takesInput(sender: Process): boolean {
  const transfer = transferOf(sender);
  if (transfer === undefined) return !isInteractiveShell(sender);
  return (
    transfer.direction !== 'unknown' &&
    (transfer.carries === 'stdin' || transfer.carries === 'command-output')
  );
}
