/**
 * AN1390, Linux: symmetric encryption *in conjunction with* an outbound transfer. Unordered within the window, because `nc`
 * connects while `gpg` still stretches its key. Where a network sensor saw ciphertext leave and nobody saw it made, that
 * alone is a candidate, and claims less.
 */
import { processRole } from '../hosts/process-role.ts';
import type { Analytic } from './analytic.ts';
import type { Candidate } from './candidate.ts';
import { mayBeCiphertext } from './compensating.ts';
import type { HostView } from './host-view.ts';
import { linkEgresses } from './link-egresses.ts';
import type { CorrelationWindows } from './links.ts';
import { mergeActs } from './merge-acts.ts';
import { weighTransfer } from './weigh-transfer.ts';

/** FileTransferIndicator of a site that added none. */
const NO_TOOLS: ReadonlySet<string> = new Set();

export const an1390: Analytic = {
  id: 'AN1390',
  title: 'Symmetric encryption in conjunction with an outbound transfer',
  platform: 'linux',
  techniques: ['T1048.001'],
  needs: [
    'process-start',
    'command-line',
    'script-text',
    'network-process',
    'names',
    'volumes',
    'payload-entropy',
  ],
  candidates(
    view: HostView,
    windows: CorrelationWindows,
    transferTools: ReadonlySet<string> = NO_TOOLS,
  ): Candidate[] {
    const linked = linkEgresses(
      view,
      windows,
      ({ process }) => processRole(process) !== 'browser',
      (egress, operation, link, artefacts) =>
        weighTransfer(egress, operation, link, artefacts, transferTools),
    );
    const tied = new Set(linked.map(({ egress }) => egress));
    const alone = view.egresses.filter(
      (egress) => !tied.has(egress) && processRole(egress.process) !== 'browser' && mayBeCiphertext(egress),
    );
    return [...mergeActs(linked), ...alone.map((egress) => ({ egress, links: [] }))].map((act) => ({
      analytic: 'AN1390',
      view,
      role: processRole(act.egress.process),
      ...act,
    }));
  },
};
