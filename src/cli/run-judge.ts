/** What `postern judge` does, loaded only when it is asked for. */
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { whatIfText } from '../outputs/terminal/what-if-text.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import type { CaseChange } from '../run/judge-again.ts';
import { judgeFile } from '../run/judging/judge-file.ts';
import { silencedStories } from '../run/silenced-stories.ts';
import type { SilencedStory } from '../run/silenced-stories.ts';
import { CaseFileWriter } from '../store/case-file-writer.ts';
import { CaseFileError } from '../store/case-file.ts';
import type { CaseFileHeader } from '../store/case-file.ts';
import { caseProblemText } from '../store/case-problems.ts';
import { loadStories } from '../stories/load-stories.ts';
import { approvalsOf } from './approval-flags.ts';
import { learnedOf } from './baseline-flags.ts';
import { configOf } from './config-of.ts';
import { contentFolder } from './content-folder.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { JudgeFlags } from './judge-command.ts';
import { patternsOf } from './pattern-flags.ts';

export async function runJudge(this: CliContext, flags: JudgeFlags, path: string): Promise<void> {
  const { stdout, stderr } = this.process;
  const force = flags.force?.trim();
  if (force === '') throw new UsageError('--force needs the reason for which something may be silenced.');
  const config = await configOf(flags.config);
  const approvals = await approvalsOf(flags.with, config, flags.config);
  const learned = await learnedOf(flags);
  const confirmed = new Set(flags.confirm ?? []);
  let writer: CaseFileWriter | undefined;
  let stories: Promise<readonly SilencedStory[]> | undefined;
  try {
    writer = flags.save === undefined ? undefined : new CaseFileWriter(flags.save);
    const { header, cases, changes, problems, unknown } = await judgeFile(path, {
      approvals,
      packs: config.approvals.packs,
      learned,
      confirmed,
      writer,
      onHeader: (old) => {
        writer?.writeHeader(newHeader(old, learned?.version, force));
        // They are played while threads judge; how it went is asked for below.
        stories = silencedBy(approvals, config, flags);
        stories.catch(() => undefined);
      },
    });
    if (unknown[0] !== undefined) throw new UsageError(`--confirm ${unknown[0]}: no case has this id.`);
    const silenced = (await stories) ?? [];
    const lowered = changes.filter(({ silencesConfirmed }) => silencesConfirmed).map(({ facts }) => facts.id);
    const isRefused = silenced.length + lowered.length > 0 && force === undefined;
    if (isRefused) writer?.discard();
    else writer?.commit();
    writer = undefined;
    const outcome = {
      cases,
      changes: [...changes].sort(byWeight),
      silencedStories: silenced,
      loweredConfirmed: lowered,
      refused: isRefused,
      forced: isRefused ? undefined : force,
      saved: isRefused ? undefined : flags.save,
      problems,
    };
    stdout.write(
      flags.json === true
        ? `${visibleJson(JSON.stringify(outcome, undefined, 2))}\n`
        : whatIfText({ ...outcome, silencedStories: silenced.map(storyText) }),
    );
    if (header.baseline !== null && learned === undefined)
      stderr.write(
        `They were judged with baseline ${escapeTerminal(header.baseline.slice(0, 12))} before; name it with --baseline to change only the approvals.\n`,
      );
    for (const problem of problems) stderr.write(`${caseProblemText(problem)}\n`);
    this.process.exitCode = isRefused ? EXIT.failed : problems.length > 0 ? EXIT.incomplete : EXIT.ok;
  } catch (error) {
    writer?.discard();
    if (error instanceof CaseFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function silencedBy(
  approvals: readonly Approval[],
  config: Config,
  flags: JudgeFlags,
): Promise<SilencedStory[]> {
  if (approvals.length === 0) return [];
  const { stories } = await loadStories(flags.stories ?? [contentFolder('stories')]);
  if (stories.length === 0) throw new UsageError('No story could be read; name others with --stories.');
  const patterns = await patternsOf(undefined, config, flags.config);
  return silencedStories(stories, { config, approvals, patterns });
}

/** `lin-curl (only in sysmon-linux, tetragon)` */
function storyText({ story, shapes, everywhere }: SilencedStory): string {
  return everywhere ? story : `${story} (only in ${shapes.join(', ')})`;
}

function newHeader(
  old: CaseFileHeader,
  baseline: string | undefined,
  force: string | undefined,
): CaseFileHeader {
  const forced = force === undefined ? [] : [{ reason: force, at: new Date().toISOString() }];
  return { baseline: baseline ?? null, history: [...old.history, ...forced] };
}

/** The greatest loss first. */
function byWeight(a: CaseChange, b: CaseChange): number {
  const loss = (one: CaseChange): number => one.before.score - one.after.score;
  return loss(b) - loss(a) || (a.facts.id < b.facts.id ? -1 : 1);
}
