/** The application: commands bound to the world, errors turned into sentences, results into exit codes. */
import { buildApplication, buildRouteMap, run, text_en } from '@stricli/core';
import { UsageError } from '../config/usage-error.ts';
import { approvalsCommand } from './approvals-command.ts';
import { baselineCommand } from './baseline-command.ts';
import { calibrateCommand } from './calibrate-command.ts';
import type { CliContext, CliProcess } from './context.ts';
import { drillCommand } from './drill-command.ts';
import { EXIT } from './exit-codes.ts';
import { explainCommand } from './explain-command.ts';
import { followCommand } from './follow-command.ts';
import { huntCommand } from './hunt-command.ts';
import { judgeCommand } from './judge-command.ts';
import { learnCommand } from './learn-command.ts';
import { recogniseCommand } from './recognise-command.ts';
import { sourcesCommand } from './sources-command.ts';
import { validateCommand } from './validate-command.ts';
import { VERSION } from './version.ts';

const routes = buildRouteMap<
  | 'hunt'
  | 'learn'
  | 'baseline'
  | 'approvals'
  | 'judge'
  | 'calibrate'
  | 'follow'
  | 'drill'
  | 'explain'
  | 'sources'
  | 'recognise'
  | 'validate',
  CliContext
>({
  routes: {
    hunt: huntCommand,
    learn: learnCommand,
    baseline: baselineCommand,
    approvals: approvalsCommand,
    judge: judgeCommand,
    calibrate: calibrateCommand,
    follow: followCommand,
    drill: drillCommand,
    explain: explainCommand,
    sources: sourcesCommand,
    recognise: recogniseCommand,
    validate: validateCommand,
  },
  docs: {
    brief: 'Which process sent encrypted data out of the network, and what could not be seen?',
    fullDescription: [
      'Postern reads logs and finds processes that encrypted data and sent it out (ATT&CK DET0503, T1048.001).',
      '',
      'Start with:  postern hunt <file, folder or archive>',
      '',
      'Exit codes: 0 done; 1 --fail-on level reached or a story failed; 2 wrong usage; 3 done, but some input could',
      'not be read; 70 a fault of Postern.',
    ].join('\n'),
  },
});

const app = buildApplication<CliContext>(routes, {
  name: 'postern',
  versionInfo: { currentVersion: VERSION },
  scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
  documentation: { useAliasInUsageLine: true, disableAnsiColor: true },
  localization: {
    loadText: () => ({
      ...text_en,
      exceptionWhileRunningCommand: (error: unknown) =>
        error instanceof UsageError
          ? error.message
          : `Postern failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nThis is a fault of Postern; please report it with the command you ran.`,
    }),
  },
  determineExitCode: (error) => (error instanceof UsageError ? EXIT.usage : EXIT.internal),
});

/** Runs one command line and gives its exit code. */
export async function runPostern(
  argv: readonly string[],
  process: Pick<CliProcess, 'stdout' | 'stderr' | 'env'>,
): Promise<number> {
  // Stricli sets the code of a failure only where none is set yet.
  const own: CliProcess = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  };
  await run(app, argv.length === 0 ? ['--help'] : argv, { process: own });
  const code = Number(own.exitCode ?? 0);
  // Stricli's own codes are negative: unknown command, arguments that cannot be parsed.
  return code < 0 ? EXIT.usage : code;
}
