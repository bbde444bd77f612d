/**
 * AN1389, Windows: a non-browser process makes outbound encrypted connections with uncommon symmetric encryption to
 * an alternate external destination. The connection is the object; a separate encryption raises what may be claimed,
 * it is not required and its order does not matter.
 */
import { impostorName, processRole } from '../hosts/process-role.ts';
import type { ProcessRole } from '../hosts/process-role.ts';
import type { Analytic } from './analytic.ts';
import { Artefacts } from './artefacts.ts';
import type { Candidate, CandidateLink } from './candidate.ts';
import { mayBeCiphertext } from './compensating.ts';
import { compareLinks, countsAsEncryption } from './counted-encryption.ts';
import type { Egress, HostView, ObservedOperation } from './host-view.ts';
import { MOST_LINKS } from './link-egresses.ts';
import { findLink } from './links.ts';
import type { CorrelationWindows, Link } from './links.ts';
import { OperationIndex } from './operation-index.ts';
import { transferOf } from './transfer-of.ts';
import { weighTransfer } from './weigh-transfer.ts';

/** Programs whose connections deserve a word even when no encryption was seen. */
const WATCHED: readonly ProcessRole[] = ['script-host', 'dual-use-transfer', 'shell'];

export const an1389: Analytic = {
  id: 'AN1389',
  title: 'Non-browser process sent symmetrically encrypted data to an external destination',
  platform: 'windows',
  techniques: ['T1048.001'],
  needs: ['process-start', 'command-line', 'script-text', 'network-process', 'names', 'payload-entropy'],
  candidates(view: HostView, windows: CorrelationWindows): Candidate[] {
    const operations = view.operations.filter(countsAsEncryption);
    const artefacts = new Artefacts(view);
    const index = new OperationIndex(operations, windows, artefacts);
    const found: Candidate[] = [];
    for (const egress of view.egresses) {
      const role = processRole(egress.process);
      if (role === 'browser') continue;
      const watched = WATCHED.includes(role) || impostorName(egress.process) !== undefined;
      const links: CandidateLink[] = [];
      for (const operation of index.near(egress)) {
        const near = findLink(egress, operation, windows, artefacts);
        const link = near === undefined ? undefined : usable(near, egress, operation, watched, artefacts);
        if (link !== undefined) links.push({ operation, link });
      }
      if (links.length === 0 && !watched && !mayBeCiphertext(egress)) continue;
      links.sort(compareLinks);
      found.push({ analytic: 'AN1389', view, egress, role, links: links.slice(0, MOST_LINKS) });
    }
    return found;
  },
};

/**
 * What is left of a tie. Same session, user or host is thin: it counts only for an encryption whose direction is known,
 * sent by a program that runs other people's code or carries files, never for the updater that happened to phone home just
 * then. Where the sender's own command line says what it does, it is heard.
 */
function usable(
  link: Link,
  egress: Egress,
  operation: ObservedOperation,
  watched: boolean,
  artefacts: Artefacts,
): Link | undefined {
  const thin = link.kind === 'session' || link.kind === 'user' || link.kind === 'host';
  const { direction } = operation.operation;
  if (thin && !(watched && (direction === 'encrypt' || direction === 'both'))) return undefined;
  // Scripts say nothing on their command line of what they send.
  if (thin && transferOf(egress.process) === undefined) return link;
  return weighTransfer(egress, operation, link, artefacts);
}
