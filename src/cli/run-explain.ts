/** What `postern explain` does, loaded only when it is asked for. */
import { UsageError } from '../config/usage-error.ts';
import { colourWanted } from '../outputs/terminal/colour-wanted.ts';
import { renderExplanation } from '../outputs/terminal/explanation.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { hunt } from '../run/hunt.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { learnedOf } from './baseline-flags.ts';
import { settingsOf } from './hunt-flags.ts';
import { progressLine } from './progress.ts';

import type { ExplainFlags } from './explain-command.ts';

export async function runExplain(
  this: CliContext,
  flags: ExplainFlags,
  id: string,
  ...paths: string[]
): Promise<void> {
  const { stdout, stderr, env } = this.process;
  const progress = progressLine(stderr);
  const result = await hunt({
    paths,
    settings: await settingsOf(flags),
    learned: await learnedOf(flags),
    showSecrets: flags.showSecrets === true,
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.clear();
  const found = result.findings.filter((finding) => finding.id.startsWith(id) || finding.id.endsWith(id));
  const finding = found[0];
  if (finding === undefined || found.length > 1) {
    const what =
      finding === undefined ? `No finding is called ${id}` : `${found.length} findings are called ${id}`;
    const some = (finding === undefined ? result.findings : found).slice(0, 5).map((one) => one.id);
    throw new UsageError(
      `${what} in these inputs; try ${some.length === 0 ? 'other inputs: there are no findings' : some.join(', ')}.`,
    );
  }
  if (flags.json === true) stdout.write(`${visibleJson(JSON.stringify(finding, undefined, 2))}\n`);
  else {
    const colour = colourWanted(stdout, env);
    stdout.write(renderExplanation(finding, { width: stdout.columns ?? 100, colour }));
  }
  this.process.exitCode = result.incomplete ? EXIT.incomplete : EXIT.ok;
}
