/** What `postern baseline clear` does, loaded only when it is asked for. */
import { closestWord } from '../event/closest-word.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { clearSuspicions, Suspicions } from '../run/open-suspicions.ts';
import type { OpenSuspicion } from '../run/open-suspicions.ts';
import { storeBaseline } from '../store/baseline-file.ts';
import { LONGEST_WORDS, mergeClearings } from '../store/clearing.ts';
import type { Clearing } from '../store/clearing.ts';
import type { ClearFlags } from './baseline-command.ts';
import { loadBaseline, secretOf } from './baseline-flags.ts';
import { clearOutcomeJson, clearOutcomeText, suspicionsText } from './clear-outcome.ts';
import type { ClearOutcome } from './clear-outcome.ts';
import type { CliContext } from './context.ts';
import { hostName, isChoosing, isChosen } from './suspect-choice.ts';

/** Names that a mistyped one is compared with. */
const MOST_COMPARED = 10_000;

export async function runBaselineClear(this: CliContext, flags: ClearFlags, file: string): Promise<void> {
  const dryRun = flags.dryRun === true;
  const isAsked = isChoosing(flags);
  if (isAsked && (flags.host ?? '').trim() === '')
    throw new UsageError('Name the host whose contacts are to be cleared: --host NAME.');
  const { baseline, version, reviewedBy, cleared: before } = await loadBaseline(file, await secretOf(flags));
  const suspicions = new Suspicions(baseline);
  const open = suspicions.open();
  const chosen = isAsked ? open.filter(({ key }) => isChosen(key, flags)) : [];
  if (isAsked && chosen.length === 0) throw nothingChosen(file, flags, baseline, open);
  const clearing = isAsked && !dryRun ? clearingOf(flags, chosen.length) : undefined;
  const plan = suspicions.plan(chosen);
  clearSuspicions(baseline, plan);
  const history =
    clearing === undefined ? before : mergeClearings([before, { clearings: [clearing], forgotten: 0 }]);
  const outcome: ClearOutcome = {
    file,
    version:
      clearing === undefined
        ? version
        : stored(file, () => storeBaseline(file, baseline, reviewedBy, history)),
    dryRun,
    cleared: chosen,
    suspect: new Suspicions(baseline).open(),
    kept: plan.kept,
    history,
  };
  const { stdout } = this.process;
  stdout.write(
    flags.json === true
      ? `${visibleJson(JSON.stringify(clearOutcomeJson(outcome), undefined, 2))}\n`
      : clearOutcomeText(outcome),
  );
}

/** @throws UsageError when it does not say who clears it and why. */
function clearingOf(flags: ClearFlags, contacts: number): Clearing {
  const { host = '', program, destination, port } = flags;
  const by = flags.by?.trim() ?? '';
  const reason = flags.reason?.trim() ?? '';
  if (by === '' || reason === '')
    throw new UsageError('To clear suspicion say who found it unfounded and why: --by NAME --reason TEXT.');
  for (const text of [host, program, destination, by, reason])
    if (text !== undefined && text.length > LONGEST_WORDS)
      throw new UsageError(`A name, pattern or reason has at most ${LONGEST_WORDS} characters.`);
  return {
    at: new Date().toISOString(),
    by,
    reason,
    host: hostName(host),
    ...(program === undefined ? {} : { program }),
    ...(destination === undefined ? {} : { destination }),
    ...(port === undefined ? {} : { port }),
    contacts,
  };
}

/** Why nothing was chosen, in a sentence. */
function nothingChosen(
  file: string,
  flags: ClearFlags,
  baseline: Baseline,
  open: readonly OpenSuspicion[],
): UsageError {
  const wanted = hostName(flags.host ?? '');
  const hosts = hostsOf(baseline);
  if (!hosts.has(wanted)) {
    const near = closestWord(wanted, [...hosts].sort().slice(0, MOST_COMPARED));
    return new UsageError(
      `${file} knows no host ${escapeTerminal(wanted)}${near === undefined ? '.' : `; did you mean ${escapeTerminal(near)}?`}`,
    );
  }
  const own = open.filter(({ key }) => key.name === wanted);
  return new UsageError(
    own.length === 0
      ? `Nothing of host ${escapeTerminal(wanted)} is suspect in ${file}.`
      : `No suspect contact of host ${escapeTerminal(wanted)} matches; these are suspect:\n${suspicionsText(own)}`,
  );
}

function hostsOf({ table }: Baseline): Set<string> {
  const hosts = new Set<string>();
  table.index.forEach((record) => {
    if (table.levelOf(record) === 'host') hosts.add(table.keyOf(record).name);
  });
  return hosts;
}

function stored<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be written: ${why}`, { cause: error });
  }
}
