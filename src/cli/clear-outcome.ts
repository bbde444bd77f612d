/** What `postern baseline clear` says of what it did. */
import { describeKey } from '../baseline/profile/profile-key.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { counted } from '../outputs/readable-amount.ts';
import type { ClearancePlan, OpenSuspicion } from '../run/open-suspicions.ts';
import type { ClearingHistory } from '../store/clearing.ts';
import { suspicionLines, suspicionOf } from './contact-lines.ts';

/** More lines than anybody reads; `--json` has them all. */
const MOST = 200;
const MOST_KEPT = 20;
const MOST_HOSTS = 8;

export interface ClearOutcome {
  readonly file: string;
  readonly version: string;
  readonly dryRun: boolean;
  readonly cleared: readonly OpenSuspicion[];
  /** What is left. */
  readonly suspect: readonly OpenSuspicion[];
  readonly kept: ClearancePlan['kept'];
  readonly history: ClearingHistory;
}

export function clearOutcomeJson({
  file,
  version,
  dryRun,
  cleared,
  suspect,
  kept,
  history,
}: ClearOutcome): object {
  return {
    file,
    version,
    dryRun,
    cleared: cleared.map(suspicionOf),
    suspect: suspect.map(suspicionOf),
    kept: kept.map(({ key: { identity, destination, port, protocol }, hosts }) => ({
      identity,
      destination,
      port,
      protocol,
      hosts,
    })),
    history: history.clearings,
    historyForgotten: history.forgotten,
  };
}

/** Lines for people, escaped for the terminal. */
export function clearOutcomeText({ file, version, dryRun, cleared, suspect, kept }: ClearOutcome): string {
  const lines: string[] = [];
  if (cleared.length > 0) {
    const what = counted(cleared.length, 'suspect contact');
    lines.push(
      dryRun ? `Would clear ${what}; nothing was written:` : `Cleared ${what}:`,
      suspicionsText(cleared),
    );
    for (const { key, hosts } of kept.slice(0, MOST_KEPT)) {
      const names = `${hosts.slice(0, MOST_HOSTS).join(', ')}${hosts.length > MOST_HOSTS ? ' and others' : ''}`;
      lines.push(
        escapeTerminal(`Not cleared for the fleet while that of ${names} is suspect: ${describeKey(key)}`),
      );
    }
    if (!dryRun) lines.push(`${escapeTerminal(file)}: version ${version}`);
  }
  if (cleared.length === 0 || suspect.length > 0) {
    const still = cleared.length === 0 ? '' : dryRun ? ' would be left' : ' left';
    lines.push(`${counted(suspect.length, 'suspect contact')}${still}${suspect.length === 0 ? '.' : ':'}`);
    if (suspect.length > 0) lines.push(suspicionsText(suspect));
  }
  if (cleared.length === 0 && suspect.length > 0)
    lines.push(
      'Nothing was changed. To clear: --host NAME --by NAME --reason TEXT, narrowed by --program, --destination, --port.',
    );
  return `${lines.join('\n')}\n`;
}

/** Two lines for each, escaped for the terminal; the last without its end. */
export function suspicionsText(suspicions: readonly OpenSuspicion[]): string {
  const lines = suspicions.slice(0, MOST).flatMap(suspicionLines).map(escapeTerminal);
  if (suspicions.length > MOST) lines.push(`  ... and ${suspicions.length - MOST} more (--json lists them)`);
  return lines.join('\n');
}
