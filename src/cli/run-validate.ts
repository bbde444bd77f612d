/** What `postern validate` does, loaded only when it is asked for. */
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import type { LoadedPatterns } from '../config/patterns/load-patterns.ts';
import { UsageError } from '../config/usage-error.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { huntInMemory } from '../run/hunt-in-memory.ts';
import { loadStories } from '../stories/load-stories.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { validateStories } from '../stories/run-story.ts';
import type { Story } from '../stories/story.ts';
import type { ValidationReport } from '../stories/story-verdict.ts';
import { validationText } from '../stories/validation-text.ts';
import { approvalsOf } from './approval-flags.ts';
import { configOf } from './config-of.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { patternPaths, problemText } from './pattern-flags.ts';
import { patternReport, patternReportText } from './pattern-report.ts';

import type { ValidateFlags } from './validate-command.ts';

export async function runValidate(this: CliContext, flags: ValidateFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr } = this.process;
  const config = await configOf(flags.config);
  const patternFiles = patternPaths(flags.patterns, config, flags.config);
  if (paths.length === 0 && patternFiles.length === 0)
    throw new UsageError('There is nothing to validate; name a story, a folder of them, or --patterns.');
  const { stories, problems } = await loadStories(paths);
  const loaded = await patternsIn(patternFiles);
  const wrong = [...problems, ...loaded.problems];
  for (const problem of wrong) stderr.write(`${escapeTerminal(problemText(problem))}\n`);
  if (paths.length > 0 && stories.length === 0)
    throw new UsageError(
      'No story could be read; name a .yaml file or a folder of them. Patterns are named with --patterns.',
    );
  if (patternFiles.length > 0 && loaded.patterns.length === 0)
    throw new UsageError('No pattern could be read; name a .yaml file or a folder of them.');
  const approvals = await approvalsOf(undefined, config, flags.config);
  const report = await play(stories, config, { patterns: loaded.patterns, approvals }, flags.shape);
  const tested = patternFiles.length === 0 ? undefined : patternReport(loaded.patterns);
  if (flags.json === true) {
    const whole = tested === undefined ? report : { ...report, patterns: tested };
    stdout.write(`${visibleJson(JSON.stringify(whole, undefined, 2))}\n`);
  } else {
    if (tested !== undefined) stdout.write(patternReportText(tested));
    if (paths.length > 0) stdout.write(`${tested === undefined ? '' : '\n'}${validationText(report)}`);
  }
  const failed = report.failed > 0 || (tested?.failed ?? 0) > 0;
  this.process.exitCode = failed ? EXIT.failed : wrong.length > 0 ? EXIT.incomplete : EXIT.ok;
}

async function patternsIn(paths: readonly string[]): Promise<LoadedPatterns> {
  if (paths.length === 0) return { patterns: [], problems: [] };
  const { loadPatterns } = await import('../config/patterns/load-patterns.ts');
  return loadPatterns(paths);
}

/** Plays the stories with the configuration, as a hunt would. */
function play(
  stories: readonly Story[],
  config: Config,
  loaded: { readonly patterns: readonly EncryptionPattern[]; readonly approvals: readonly Approval[] },
  shapes: readonly string[] | undefined,
): Promise<ValidationReport> {
  const known = new Set(stories.flatMap((story) => renderersFor(story).map((renderer) => renderer.id)));
  const wrong = shapes?.find((id) => !known.has(id));
  if (wrong !== undefined)
    throw new UsageError(`--shape ${wrong} is no telemetry shape; known: ${[...known].join(', ')}.`);
  return validateStories(
    stories,
    (files, networks) =>
      huntInMemory(
        files,
        huntSettings(config, { ...networks, since: undefined, until: undefined, ...loaded }),
      ),
    shapes === undefined ? {} : { shapes },
  );
}
