/** Finds and reads approval files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { ApprovalProblem } from './approval-problem.ts';
import { readApprovals } from './read-approvals.ts';
import type { ApprovalReading } from './read-approvals.ts';

/** Reads files and, below folders, every `.yaml` and `.yml`, by path. An id that is taken already is a problem. */
export async function loadApprovals(paths: readonly string[]): Promise<ApprovalReading> {
  const approvals: Approval[] = [];
  const problems: ApprovalProblem[] = [];
  const sources = new Map<string, string>();
  for (const path of paths) {
    for (const file of await approvalFiles(path, problems)) {
      const reading = readApprovals(await readFile(file, 'utf8'), file);
      problems.push(...reading.problems);
      for (const approval of reading.approvals) {
        const other = sources.get(approval.id);
        if (other === undefined) approvals.push(approval);
        else problems.push(problem(file, `the id ${approval.id} is taken by ${other}`, approval.id));
        sources.set(approval.id, other ?? file);
      }
    }
  }
  return { approvals, problems };
}

async function approvalFiles(path: string, problems: ApprovalProblem[]): Promise<readonly string[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) {
    problems.push(problem(path, 'does not exist or cannot be read', undefined));
    return [];
  }
  if (!facts.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true });
  return entries
    .filter((entry) => /\.ya?ml$/.test(entry))
    .sort()
    .map((entry) => join(path, entry));
}

function problem(source: string, message: string, approval: string | undefined): ApprovalProblem {
  return { source, line: undefined, path: '', severity: 'error', approval, message };
}
