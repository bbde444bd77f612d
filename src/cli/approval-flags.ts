/** Approvals of the command line, of the configuration and of the starting set. */
import { dirname, resolve } from 'node:path';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import type { ApprovalReading } from '../config/approvals/read-approvals.ts';
import { loadStartingSet } from '../config/approvals/starting-set.ts';
import { closestWord } from '../event/closest-word.ts';
import { contentFolder } from './content-folder.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';

export const APPROVALS_FLAG = {
  kind: 'parsed',
  parse: String,
  variadic: true,
  optional: true,
  placeholder: 'PATH',
  brief: 'File or folder of approvals (YAML), see docs/approvals.md; repeatable',
} as const;

export interface GatheredApprovals {
  /** Of the site: what flags and configuration name, packs that are not selected included. */
  readonly own: readonly Approval[];
  /** The part of the starting set that holds here. */
  readonly starting: readonly Approval[];
}

/**
 * What the flags and the configuration name, then the starting set. The readers are loaded only where there is something to
 * read. @throws UsageError when a file cannot be understood: an approval that silently holds not is worse than none.
 */
export async function approvalsOf(
  flags: readonly string[] | undefined,
  config: Config,
  configPath: string | undefined,
): Promise<readonly Approval[]> {
  const { own, starting } = await gatherApprovals(flags, config, configPath);
  return [...own, ...starting];
}

/** The same, kept apart. */
export async function gatherApprovals(
  flags: readonly string[] | undefined,
  { approvals: { files, packs, startingSet } }: Config,
  configPath: string | undefined,
): Promise<GatheredApprovals> {
  const base = configPath === undefined ? '.' : dirname(configPath);
  const [own, shipped] = await Promise.all([
    ownApprovals([...(flags ?? []), ...files.map((path) => resolve(base, path))]),
    startingSet ? startingApprovals() : [],
  ]);
  refuseUnknownPacks(packs, [...own, ...shipped]);
  return {
    own,
    starting: notIn(own, shipped).filter(({ pack }) => pack === undefined || packs.includes(pack)),
  };
}

/** Whoever writes an approval of the same name means it to stand in its place. */
function notIn(own: readonly Approval[], shipped: readonly Approval[]): readonly Approval[] {
  const taken = new Set(own.map(({ id }) => id));
  return shipped.filter(({ id }) => !taken.has(id));
}

/** Those of the site and the whole starting set, as if every pack were selected. Throws like `approvalsOf`. */
export async function everyApproval(
  flags: readonly string[] | undefined,
  config: Config,
  configPath: string | undefined,
): Promise<readonly Approval[]> {
  const { own } = await gatherApprovals(flags, config, configPath);
  const shipped = config.approvals.startingSet ? await startingApprovals() : [];
  return [...own, ...notIn(own, shipped)];
}

/** The starting set with all its packs. */
async function startingApprovals(): Promise<readonly Approval[]> {
  return usable(await loadStartingSet(contentFolder('approvals')));
}

async function ownApprovals(paths: readonly string[]): Promise<readonly Approval[]> {
  if (paths.length === 0) return [];
  const { loadApprovals } = await import('../config/approvals/load-approvals.ts');
  return usable(await loadApprovals(paths));
}

async function usable({ approvals, problems }: ApprovalReading): Promise<readonly Approval[]> {
  const wrong = problems.filter(({ severity }) => severity !== 'warned');
  if (wrong.length === 0) return approvals;
  const { describeProblem } = await import('../config/approvals/approval-problem.ts');
  const sentences = wrong.slice(0, 10).map((problem) => escapeTerminal(describeProblem(problem)));
  throw new UsageError(`Approvals that cannot be used:\n${sentences.join('\n')}`);
}

function refuseUnknownPacks(packs: readonly string[], approvals: readonly Approval[]): void {
  const known = [...new Set(approvals.flatMap(({ pack }) => pack ?? []))].sort();
  const wrong = packs.find((pack) => !known.includes(pack));
  if (wrong === undefined) return;
  const near = closestWord(wrong, known);
  const hint = near === undefined ? `known: ${known.join(', ') || 'none'}` : `did you mean ${near}?`;
  throw new UsageError(`approvals.packs: no approval is of the pack ${escapeTerminal(wrong)}; ${hint}`);
}
