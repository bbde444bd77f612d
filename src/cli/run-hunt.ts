/** What `postern hunt` does, loaded only when it is asked for. */
import type { JudgedCandidate } from '../engine/engine.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Level } from '../findings/finding.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { readRecordsAgain } from '../intake/read-record-again.ts';
import { ReportFolderError } from '../outputs/report-folder-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import type { HuntResult } from '../outputs/hunt-result.ts';
import type { ReportOrigin } from '../outputs/report-origin.ts';
import { colourWanted } from '../outputs/terminal/colour-wanted.ts';
import { hunt } from '../run/hunt.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { HuntFlags } from './hunt-command.ts';
import { learnedOf } from './baseline-flags.ts';
import { settingsOf } from './hunt-flags.ts';
import { progressLine } from './progress.ts';
import { VERSION } from './version.ts';
import { writeObservations } from './write-observations.ts';

export async function runHunt(this: CliContext, flags: HuntFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr, env } = this.process;
  const settings = await settingsOf(flags);
  const learned = await learnedOf(flags);
  const cases: JudgedCandidate[] = [];
  const progress = progressLine(stderr);
  const result = await hunt({
    paths,
    settings,
    showSecrets: flags.showSecrets === true,
    learned,
    ...(flags.save === undefined ? {} : { onHost: ({ judged }) => cases.push(...judged) }),
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.clear();
  if (flags.jsonEntities === true) {
    const { entityRisks, latestOf } = await import('../findings/entity-risk.ts');
    const { visibleJson } = await import('../outputs/visible-text.ts');
    for (const risk of entityRisks(result.findings, latestOf(result.findings)))
      stdout.write(`${visibleJson(JSON.stringify(risk))}\n`);
    for (const problem of result.problems) stderr.write(`${escapeTerminal(problem)}\n`);
  } else if (flags.json === true) {
    const { renderJsonLines } = await import('../outputs/ocsf/json-lines.ts');
    for (const line of renderJsonLines(result, { version: VERSION })) stdout.write(line);
    for (const problem of result.problems) stderr.write(`${escapeTerminal(problem)}\n`);
  } else {
    const { renderTerminalReport } = await import('../outputs/terminal/terminal-report.ts');
    stdout.write(
      renderTerminalReport(result, { width: stdout.columns ?? 100, colour: colourWanted(stdout, env) }),
    );
  }
  if (flags.save !== undefined) await saveCases(flags.save, cases, learned?.version);
  if (flags.observations === true)
    writeObservations(result, flags.json === true || flags.jsonEntities === true ? stderr : stdout);
  if (flags.out !== undefined) {
    await writeReport(flags.out, result, paths, settings);
    stderr.write(`Report written to ${flags.out}: open report.html there.\n`);
  }
  this.process.exitCode = exitCode(result, flags.failOn);
}

async function saveCases(
  path: string,
  cases: readonly JudgedCandidate[],
  baseline: string | undefined,
): Promise<void> {
  const { caseLines } = await import('../store/case-file.ts');
  const { writeWhole } = await import('../store/write-whole.ts');
  const judged = cases.map(({ case: one, finding }) => ({ case: one, decision: finding }));
  try {
    writeWhole(path, caseLines({ baseline: baseline ?? null, history: [] }, judged));
  } catch (error) {
    throw new UsageError(`The cases cannot be written to ${path}.`, { cause: error });
  }
}

/** Evidence is read again from the inputs, each of them once, however many records are wanted of it. */
async function writeReport(
  dir: string,
  result: HuntResult,
  paths: readonly string[],
  settings: HuntSettings,
): Promise<void> {
  const { writeReportFolder } = await import('../outputs/report-folder.ts');
  const places = result.findings.flatMap((finding) => finding.evidence.map(({ place }) => place));
  const raw = await readRecordsAgain(places, paths);
  try {
    await writeReportFolder(dir, result, (place) => Promise.resolve(raw.get(place)), originOf(settings));
  } catch (error) {
    if (error instanceof ReportFolderError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function exitCode(result: HuntResult, failOn: Level | undefined): number {
  if (failOn !== undefined) {
    const reached = result.findings.some(
      (finding) => LEVELS.indexOf(finding.level) >= LEVELS.indexOf(failOn),
    );
    if (reached) return EXIT.failed;
  }
  return result.incomplete ? EXIT.incomplete : EXIT.ok;
}

function originOf(settings: HuntSettings): ReportOrigin {
  const { parameters, networks, patterns } = settings;
  return {
    version: VERSION,
    parameters: {
      'networks.internal': networks.internal.join(', ') || 'IANA special-purpose ranges',
      'networks.external': networks.external.join(', ') || 'none declared',
      TimeWindow: parameters.TimeWindow === undefined ? 'not set' : JSON.stringify(parameters.TimeWindow),
      ExecutableAllowlist: parameters.ExecutableAllowlist.join(', ') || 'empty',
      PayloadEntropyThreshold: `${parameters.PayloadEntropyThreshold} (not observable in these records)`,
      'encryption.patterns': patterns.map(({ id }) => id).join(', ') || 'none',
      correlationWindow: JSON.stringify(parameters.correlationWindow),
    },
  };
}
