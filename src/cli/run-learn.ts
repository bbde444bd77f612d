/** What `postern learn` does, loaded only when it is asked for. */
import { UsageError } from '../config/usage-error.ts';
import { learningText } from '../outputs/terminal/learning-text.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { baselineDoubts } from '../run/baseline-doubts.ts';
import { hunt } from '../run/hunt.ts';
import { learnHost, newTallyOfLearning } from '../run/learn.ts';
import { clearSuspicions, Suspicions } from '../run/open-suspicions.ts';
import { newBaseline, storeBaseline } from '../store/baseline-file.ts';
import { mergeClearings } from '../store/clearing.ts';
import { loadBaseline, secretOf } from './baseline-flags.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { settingsOf } from './hunt-flags.ts';
import type { LearnFlags } from './learn-command.ts';
import { progressLine } from './progress.ts';

export async function runLearn(this: CliContext, flags: LearnFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr } = this.process;
  const reviewer = flags.reviewedBy?.trim();
  if (reviewer === '') throw new UsageError('--reviewed-by needs the name of who reviewed these records.');
  const settings = await settingsOf(flags);
  const secret = await secretOf(flags);
  const baseline = newBaseline(secret);
  const reviewers = new Set(reviewer === undefined ? [] : [reviewer]);
  const known = [];
  for (const path of flags.from ?? []) {
    const stored = await loadBaseline(path, secret);
    baseline.merge(stored.baseline);
    for (const name of stored.reviewedBy) reviewers.add(name);
    known.push(stored);
  }
  // What is open for earlier lessons is open for these.
  const learned = known.length === 1 ? known[0] : undefined;
  const tally = newTallyOfLearning();
  let newest = Number.NEGATIVE_INFINITY;
  const progress = progressLine(stderr);
  const result = await hunt({
    paths,
    settings,
    showSecrets: false,
    learned,
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    onProgress: (done, total) => progress.update(done, total),
    onHost: (host) => {
      newest = Math.max(newest, host.view.last);
      learnHost(host, baseline, { settings, isReviewed: reviewer !== undefined }, tally);
    },
  });
  progress.clear();
  if (reviewer !== undefined) {
    // What an earlier lesson withheld of the same contacts is answered for as well, where no host is left that has it open.
    const suspicions = new Suspicions(baseline);
    const answered = suspicions.open().filter(({ where }) => where === 'shared');
    clearSuspicions(baseline, suspicions.plan(answered));
  }
  const cleared = mergeClearings(known.map((stored) => stored.cleared));
  const version = store(flags.baseline, () =>
    storeBaseline(flags.baseline, baseline, [...reviewers], cleared),
  );
  const outcome = {
    path: flags.baseline,
    version,
    hosts: result.coverage.length,
    reviewedBy: [...reviewers].sort(),
    ...tally,
    counts: baseline.counts(),
    doubts: Number.isFinite(newest) ? baselineDoubts(baseline, newest + 1) : [],
  };
  if (flags.json === true) stdout.write(`${visibleJson(JSON.stringify(outcome, undefined, 2))}\n`);
  else stdout.write(learningText(outcome));
  for (const problem of result.problems) stderr.write(`${escapeTerminal(problem)}\n`);
  this.process.exitCode = result.incomplete ? EXIT.incomplete : EXIT.ok;
}

function store<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${why}`, { cause: error });
  }
}
