import { counted, readableBytes, readableCount } from '../readable-amount.ts';
import type { HuntResult, SourceSummary } from '../hunt-result.ts';
import { placeWords } from '../place-words.ts';
import { styled } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

const mostSources = 12;
const mostRejected = 5;
const mostProblems = 10;

/** What was read, what was refused and where, and what went wrong. */
export function writeInputs(page: TerminalPage, result: HuntResult): void {
  page.heading('What was read');
  // What needs attention must not be lost among hundreds of good files.
  const sources = result.sources.toSorted((a, b) => attention(b) - attention(a));
  for (const source of sources.slice(0, mostSources)) writeSource(page, source);
  if (sources.length > mostSources)
    page.prose([styled('faint', `… and ${counted(sources.length - mostSources, 'more input')}`)]);
  writeRejected(page, result.rejected);
  for (const problem of result.problems.slice(0, mostProblems)) {
    page.prose([styled('high', 'problem  '), styled('plain', problem)], 0, 2);
  }
  if (result.problems.length > mostProblems) {
    page.prose(`… and ${counted(result.problems.length - mostProblems, 'more problem')}`);
  }
}

function attention(source: SourceSummary): number {
  return (source.note === undefined ? 0 : 2) + (source.rejected > 0 ? 1 : 0);
}

function writeSource(page: TerminalPage, source: SourceSummary): void {
  const rejected = source.rejected === 0 ? '' : `, ${readableCount(source.rejected)} rejected`;
  page.prose(
    [
      styled('strong', source.source),
      styled(
        'plain',
        `  ${source.format}, ${readableBytes(source.bytes)}, ${counted(source.records, 'record')} (${readableCount(source.used)} used${rejected})`,
      ),
    ],
    0,
    2,
  );
  if (source.note !== undefined) page.prose([styled('missing', source.note)], 2);
}

function writeRejected(page: TerminalPage, rejected: HuntResult['rejected']): void {
  if (rejected.total === 0) return;
  const reasons = Object.entries(rejected.byReason).map(
    ([reason, count]) => `${reason} ${readableCount(count)}`,
  );
  page.blank();
  page.prose([
    styled('medium', `${counted(rejected.total, 'record')} rejected`),
    styled('plain', `: ${reasons.join(', ')}. The first:`),
  ]);
  for (const { reason, place, detail } of rejected.samples.slice(0, mostRejected)) {
    page.prose(`${reason}: ${detail} (${placeWords(place)})`, 2, 4);
  }
  page.blank();
}
