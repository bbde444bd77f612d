/** Cases for a command: what of their files is damaged is said on standard error, and what is no file of cases is wrong usage. */
import type { HuntSettings } from '../config/hunt-settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { gatherCases } from '../run/gather-cases.ts';
import type { GatheredCase } from '../run/gather-cases.ts';
import { CaseFileError } from '../store/case-file.ts';
import { CaseProblemTally, caseProblemText } from '../store/case-problems.ts';
import type { CliContext } from './context.ts';

export async function toldCases(
  context: CliContext,
  paths: readonly string[],
  settings: HuntSettings,
): Promise<readonly GatheredCase[]> {
  const tallies = new Map(paths.map((path) => [path, new CaseProblemTally()]));
  try {
    const cases = await gatherCases(paths, settings, (problem, path) => tallies.get(path)?.add(problem));
    for (const [path, tally] of tallies)
      for (const problem of tally.list())
        context.process.stderr.write(`${escapeTerminal(path)}: ${caseProblemText(problem)}\n`);
    return cases;
  } catch (error) {
    if (error instanceof CaseFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
