/** A hunt: files in, judged findings, coverage and an account of what was read out. */
import { availableParallelism } from 'node:os';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { JudgedHost, Settlement } from '../engine/engine.ts';
import { listFiles } from '../intake/list-files.ts';
import type { HuntResult, Observation as SeenOperation } from '../outputs/hunt-result.ts';
import type { IntakeProblem } from '../intake/intake-problem.ts';
import { describeProblems, mergeRejected, mergeSummaries } from './merge-reports.ts';
import type { LearnedBaseline } from './new-engine.ts';
import { planTasks } from './plan-tasks.ts';
import { startScan } from './scan-pool.ts';

export interface HuntOptions {
  readonly paths: readonly string[];
  readonly settings: HuntSettings;
  readonly showSecrets: boolean;
  /** Worker threads; default as many as the machine has processors. */
  readonly threads?: number;
  /** Judge with what was learned. */
  readonly learned?: LearnedBaseline | undefined;
  /** Told of every host as it was seen and judged. */
  readonly onHost?: (host: JudgedHost) => void;
  /** Bytes read so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Milliseconds from some fixed moment; only to say how long it took. */
  readonly clock?: () => number;
}

export async function hunt(options: HuntOptions): Promise<HuntResult> {
  const clock = options.clock ?? ((): number => performance.now());
  const began = clock();
  const problems: IntakeProblem[] = [];
  const files = await listFiles(options.paths, (problem) => problems.push(problem));
  const tasks = planTasks(files, options.paths);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  // Threads start reading while this one still loads the core; what they find waits in line.
  const scan = startScan(
    tasks,
    { settings: options.settings, readAll: false },
    options.threads ?? availableParallelism(),
    (count) => {
      done += count;
      options.onProgress?.(Math.min(done, total), total);
    },
  );
  const { newEngine, takeReports } = await import('./new-engine.ts');
  const engine = newEngine(options.settings, options.showSecrets, options.learned);
  const reports = await scan((observation) => engine.push(observation));
  for (const report of reports) problems.push(...report.problems);
  takeReports(engine, reports, options.settings);
  const settlement = engine.settle(options.onHost);
  const sources = mergeSummaries(reports);
  return {
    findings: settlement.findings,
    observations: describeUnlinked(settlement),
    coverage: settlement.coverage,
    ...(settlement.network === undefined ? {} : { network: settlement.network }),
    sources,
    rejected: mergeRejected(reports),
    ...describeProblems(problems),
    bytes: sources.reduce((sum, source) => sum + source.bytes, 0),
    events: sources.reduce((sum, source) => sum + source.records, 0),
    seconds: (clock() - began) / 1000,
  };
}

function describeUnlinked({ unlinked }: Settlement): SeenOperation[] {
  return unlinked
    .map(({ host, operation }) => {
      const program = operation.process.image ?? `pid ${operation.process.pid ?? 'unknown'}`;
      const text = `${program}: ${operation.operation.reason} (${operation.seenIn})`;
      return { host, time: operation.time, text };
    })
    .sort((a, b) => a.time - b.time || (a.text < b.text ? -1 : 1));
}
