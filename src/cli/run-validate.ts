/** What `postern validate` does, loaded only when it is asked for. */
import { UsageError } from '../config/usage-error.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { huntInMemory } from '../run/hunt-in-memory.ts';
import { loadStories } from '../stories/load-stories.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { validateStories } from '../stories/run-story.ts';
import { validationText } from '../stories/validation-text.ts';
import { configOf } from './hunt-flags.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

import type { ValidateFlags } from './validate-command.ts';

export async function runValidate(this: CliContext, flags: ValidateFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr } = this.process;
  const config = await configOf(flags.config);
  const { stories, problems } = await loadStories(paths);
  for (const { source, line, path, message } of problems) {
    const place = `${source}${line === undefined ? '' : `:${line}`}`;
    stderr.write(`${escapeTerminal(`${place}: ${path === '' ? '' : `${path} `}${message}`)}\n`);
  }
  if (stories.length === 0)
    throw new UsageError('No story could be read; name a .yaml file or a folder of them.');
  const known = new Set(stories.flatMap((story) => renderersFor(story).map((renderer) => renderer.id)));
  const wrong = flags.shape?.find((id) => !known.has(id));
  if (wrong !== undefined)
    throw new UsageError(`--shape ${wrong} is no telemetry shape; known: ${[...known].join(', ')}.`);
  const report = await validateStories(
    stories,
    (files, networks) =>
      huntInMemory(files, huntSettings(config, { ...networks, since: undefined, until: undefined })),
    flags.shape === undefined ? {} : { shapes: flags.shape },
  );
  stdout.write(
    flags.json === true ? `${visibleJson(JSON.stringify(report, undefined, 2))}\n` : validationText(report),
  );
  this.process.exitCode = report.failed > 0 ? EXIT.failed : problems.length > 0 ? EXIT.incomplete : EXIT.ok;
}
