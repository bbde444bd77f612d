/** What `postern sources` does, loaded only when it is asked for. */
import type { SourceSummary } from '../outputs/hunt-result.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { survey } from '../run/survey.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { settingsOf } from './hunt-flags.ts';
import { progressLine } from './progress.ts';

import type { SourcesFlags } from './sources-command.ts';

/** Kinds shown of one source; the rest are summed up. */
const MOST_KINDS = 14;

export async function runSources(this: CliContext, flags: SourcesFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr } = this.process;
  const progress = progressLine(stderr);
  const result = await survey(paths, await settingsOf(flags), flags.threads, (done, total) =>
    progress.update(done, total),
  );
  progress.clear();
  if (flags.json === true)
    for (const source of result.sources) stdout.write(`${visibleJson(JSON.stringify(source))}\n`);
  else {
    for (const source of result.sources) stdout.write(describe(source));
    for (const { place, reason, detail } of result.rejected.samples.slice(0, 10)) {
      stdout.write(
        `rejected: ${escapeTerminal(place.source)} at byte ${place.offset}: ${reason}: ${escapeTerminal(detail)}\n`,
      );
    }
    if (result.rejected.total > 10) stdout.write(`rejected: ${result.rejected.total} records in all\n`);
  }
  for (const problem of result.problems) stderr.write(`${escapeTerminal(problem)}\n`);
  this.process.exitCode = result.incomplete ? EXIT.incomplete : EXIT.ok;
}

function describe(source: SourceSummary): string {
  const lines = [escapeTerminal(source.source)];
  const size = `${source.format}, ${source.bytes.toLocaleString('en')} bytes, ${source.records.toLocaleString('en')} records`;
  lines.push(`  ${size}${source.rejected > 0 ? `, ${source.rejected} rejected` : ''}`);
  if (source.first !== undefined && source.last !== undefined) {
    lines.push(`  from ${new Date(source.first).toISOString()} to ${new Date(source.last).toISOString()}`);
  }
  if (source.hosts.length > 0)
    lines.push(`  hosts: ${source.hosts.slice(0, 20).map(escapeTerminal).join(', ')}`);
  const kinds = Object.entries(source.kinds);
  const shown = kinds.slice(0, MOST_KINDS).map(([kind, count]) => `${escapeTerminal(kind)}: ${count}`);
  if (kinds.length > MOST_KINDS) shown.push(`${kinds.length - MOST_KINDS} more kinds`);
  if (shown.length > 0) lines.push(`  ${shown.join('; ')}`);
  if (source.note !== undefined) lines.push(`  ${escapeTerminal(source.note)}`);
  return `${lines.join('\n')}\n`;
}
