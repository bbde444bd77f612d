/** What `postern judge` does, loaded only when it is asked for. */
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { whatIfText } from '../outputs/terminal/what-if-text.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { judgeAgain } from '../run/judge-again.ts';
import type { CaseChange } from '../run/judge-again.ts';
import { silencedStories } from '../run/silenced-stories.ts';
import { CaseFileError, headerLine, readCases } from '../store/case-file.ts';
import type { CaseFileHeader } from '../store/case-file.ts';
import { WholeFile } from '../store/write-whole.ts';
import { loadStories } from '../stories/load-stories.ts';
import { approvalsOf } from './approval-flags.ts';
import { learnedOf } from './baseline-flags.ts';
import { configOf } from './config-of.ts';
import { contentFolder } from './content-folder.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { JudgeFlags } from './judge-command.ts';

export async function runJudge(this: CliContext, flags: JudgeFlags, path: string): Promise<void> {
  const { stdout, stderr } = this.process;
  const force = flags.force?.trim();
  if (force === '') throw new UsageError('--force needs the reason for which something may be silenced.');
  const config = await configOf(flags.config);
  const approvals = await approvalsOf(flags.with, config, flags.config);
  const learned = await learnedOf(flags);
  const sources = {
    approvals: new ApprovalSet(approvals, config.approvals.packs),
    baseline: learned?.baseline,
    baselineVersion: learned?.version,
  };
  const confirm = new Set(flags.confirm ?? []);
  const changes: CaseChange[] = [];
  const unread: number[] = [];
  let count = 0;
  const file = flags.save === undefined ? undefined : opened(flags.save);
  let header: CaseFileHeader;
  try {
    header = await readCases(path, {
      onHeader: (old) => file?.write(headerLine(newHeader(old, sources.baselineVersion, force))),
      onCase: ({ stored, fields }) => {
        count++;
        const verdict = confirm.delete(stored.facts.id) ? 'confirmed' : stored.verdict;
        const { change, score, level } = judgeAgain({ ...stored, verdict }, sources);
        if (change !== undefined) changes.push(change);
        file?.write(`${JSON.stringify({ ...fields, judged: { score, level }, verdict })}\n`);
      },
      onProblem: ({ line }) => unread.push(line),
    });
    for (const id of confirm) throw new UsageError(`--confirm ${id}: no case has this id.`);
  } catch (error) {
    file?.discard();
    if (error instanceof CaseFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  const silenced = await silencedBy(approvals, config, flags.stories);
  const lowered = changes.filter(({ silencesConfirmed }) => silencesConfirmed).map(({ facts }) => facts.id);
  const isRefused = silenced.length + lowered.length > 0 && force === undefined;
  if (isRefused) file?.discard();
  else file?.commit();
  const outcome = {
    cases: count,
    changes: changes.sort(byWeight),
    silencedStories: silenced,
    loweredConfirmed: lowered,
    refused: isRefused,
    forced: isRefused ? undefined : force,
    saved: isRefused ? undefined : flags.save,
  };
  stdout.write(
    flags.json === true ? `${visibleJson(JSON.stringify(outcome, undefined, 2))}\n` : whatIfText(outcome),
  );
  if (header.baseline !== null && learned === undefined)
    stderr.write(
      `They were judged with baseline ${escapeTerminal(header.baseline.slice(0, 12))} before; name it with --baseline to change only the approvals.\n`,
    );
  if (unread.length > 0)
    stderr.write(
      `${unread.length} lines are no cases and were left out; the first is line ${unread[0] ?? 0}.\n`,
    );
  this.process.exitCode = isRefused ? EXIT.failed : unread.length > 0 ? EXIT.incomplete : EXIT.ok;
}

async function silencedBy(
  approvals: readonly Approval[],
  config: Config,
  paths: readonly string[] | undefined,
): Promise<string[]> {
  if (approvals.length === 0) return [];
  const { stories } = await loadStories(paths ?? [contentFolder('stories')]);
  if (stories.length === 0) throw new UsageError('No story could be read; name others with --stories.');
  return silencedStories(stories, config, approvals);
}

function newHeader(
  old: CaseFileHeader,
  baseline: string | undefined,
  force: string | undefined,
): CaseFileHeader {
  const forced = force === undefined ? [] : [{ reason: force, at: new Date().toISOString() }];
  return { baseline: baseline ?? null, history: [...old.history, ...forced] };
}

function opened(path: string): WholeFile {
  try {
    return new WholeFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be written.`, { cause: error });
  }
}

/** The greatest loss first. */
function byWeight(a: CaseChange, b: CaseChange): number {
  const loss = (one: CaseChange): number => one.before.score - one.after.score;
  return loss(b) - loss(a) || (a.facts.id < b.facts.id ? -1 : 1);
}
