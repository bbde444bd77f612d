/** What lies in the inputs: every record is parsed and counted, nothing is judged. */
import { availableParallelism } from 'node:os';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { listFiles } from '../intake/list-files.ts';
import type { HuntResult, SourceSummary } from '../outputs/hunt-result.ts';
import type { IntakeProblem } from '../intake/intake-problem.ts';
import { describeProblems, mergeRejected, mergeSummaries } from './merge-reports.ts';
import { planTasks } from './plan-tasks.ts';
import { startScan } from './scan-pool.ts';

export interface Survey {
  readonly sources: readonly SourceSummary[];
  readonly rejected: HuntResult['rejected'];
  readonly problems: readonly string[];
  readonly incomplete: boolean;
}

export async function survey(
  paths: readonly string[],
  settings: HuntSettings,
  threads: number | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<Survey> {
  const problems: IntakeProblem[] = [];
  const files = await listFiles(paths, (problem) => problems.push(problem));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const scan = startScan(
    planTasks(files, paths),
    { settings, readAll: true },
    threads ?? availableParallelism(),
    (count) => {
      done += count;
      onProgress(Math.min(done, total), total);
    },
  );
  const reports = await scan(() => undefined);
  for (const report of reports) problems.push(...report.problems);
  return {
    sources: mergeSummaries(reports),
    rejected: mergeRejected(reports),
    ...describeProblems(problems),
  };
}
