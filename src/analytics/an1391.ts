/**
 * AN1391, macOS: symmetric encryption *followed by* an unusual outbound connection of a non-browser application or
 * script. Ordered: what was encrypted after the last connection did not leave by it. Never on encryption alone, nor on a
 * connection alone.
 */
import { processRole } from '../hosts/process-role.ts';
import type { Analytic } from './analytic.ts';
import type { Candidate } from './candidate.ts';
import type { Egress, HostView } from './host-view.ts';
import { linkEgresses } from './link-egresses.ts';
import type { CorrelationWindows } from './links.ts';
import { mergeActs } from './merge-acts.ts';
import { weighTransfer } from './weigh-transfer.ts';

/** Two sensors of one host, or one sensor's batches, may differ by so much. */
const CLOCK_TOLERANCE = 2_000;

export const an1391: Analytic = {
  id: 'AN1391',
  title: 'Symmetric encryption followed by an unusual outbound connection',
  platform: 'macos',
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
  candidates(view: HostView, windows: CorrelationWindows): Candidate[] {
    const linked = linkEgresses(view, windows, isUnusualSender, (egress, operation, link, artefacts) =>
      egress.last + CLOCK_TOLERANCE < operation.time
        ? undefined
        : weighTransfer(egress, operation, link, artefacts),
    );
    return mergeActs(linked).map((act) => ({
      analytic: 'AN1391',
      view,
      role: processRole(act.egress.process),
      ...act,
    }));
  },
};

/** Browsers are others' business; the system's own services only matter once a script is known to stand behind them. */
function isUnusualSender({ process }: Egress): boolean {
  const role = processRole(process);
  return role !== 'browser' && role !== 'os-service';
}
