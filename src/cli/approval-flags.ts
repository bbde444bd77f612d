/** Approvals of the command line and of the configuration. */
import { dirname, resolve } from 'node:path';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
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

/**
 * The starting set and what the flags and the configuration name. The readers are loaded only where there is something to
 * read. @throws UsageError when a file cannot be understood: an approval that silently holds not is worse than none.
 */
export async function approvalsOf(
  flags: readonly string[] | undefined,
  { approvals }: Config,
  configPath: string | undefined,
): Promise<readonly Approval[]> {
  const base = configPath === undefined ? '.' : dirname(configPath);
  // Packs are parts of the starting set: whoever selects some means it.
  const starting = approvals.packs.length === 0 ? [] : [contentFolder('approvals')];
  const paths = [...(flags ?? []), ...approvals.files.map((path) => resolve(base, path)), ...starting];
  if (paths.length === 0) return [];
  const { loadApprovals } = await import('../config/approvals/load-approvals.ts');
  const { describeProblem } = await import('../config/approvals/approval-problem.ts');
  const reading = await loadApprovals(paths);
  const wrong = reading.problems.filter(({ severity }) => severity !== 'warned');
  if (wrong.length > 0) {
    const sentences = wrong.slice(0, 10).map((problem) => escapeTerminal(describeProblem(problem)));
    throw new UsageError(`Approvals that cannot be used:\n${sentences.join('\n')}`);
  }
  return reading.approvals;
}
