import { LEVELS, type Finding } from '../../findings/finding.ts';
import { byScore, countByLevel, isProminent } from '../finding-order.ts';
import type { HuntResult } from '../hunt-result.ts';
import { counted, readableBytes } from '../readable-amount.ts';
import { writeCoverage } from './coverage-section.ts';
import { writeEntities } from './entities-section.ts';
import { writeInputs } from './inputs-section.ts';
import { writeLowerFindings } from './lower-findings-section.ts';
import { writeNetwork } from './network-section.ts';
import { writeStory } from './story-section.ts';
import { styled } from './styled-text.ts';
import { TerminalPage, type TerminalOptions } from './terminal-page.ts';

/** Stories told in full; a screen of two hundred is read by nobody. */
const mostStories = 20;

/**
 * The report of a hunt for a terminal: findings first, then what could be seen and what was read.
 * `options.width` in columns. Ends with a line feed; no line is wider than the page.
 */
export function renderTerminalReport(result: HuntResult, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  const findings = byScore(result.findings);
  const prominent = findings.filter(({ level }) => isProminent(level));
  const told = prominent.slice(0, mostStories);
  const listed = findings.filter(({ level }) => !isProminent(level));
  writeSummary(page, result, findings);
  for (const finding of told) writeStory(page, finding);
  writeLowerFindings(page, prominent.slice(mostStories), 'More findings');
  writeLowerFindings(page, listed, prominent.length > 0 ? 'Lower findings' : 'Findings');
  writeEntities(page, findings);
  writeCoverage(page, result.coverage);
  writeNetwork(page, result.network);
  writeInputs(page, result);
  page.blank();
  writeClosing(page, findings);
  return page.toString();
}

function writeSummary(page: TerminalPage, result: HuntResult, findings: readonly Finding[]): void {
  const counts = countByLevel(findings);
  const levels = LEVELS.toReversed().filter((level) => counts[level] > 0);
  const hosts = counted(result.coverage.length, 'host');
  if (levels.length === 0) {
    page.prose([
      styled('strong', 'No findings'),
      styled('plain', ` on ${hosts}. What could not be seen is listed below.`),
    ]);
  } else {
    const parts = levels.flatMap((level, index) => [
      styled('plain', index === 0 ? '' : ', '),
      styled(level, `${counts[level]} ${level}`),
    ]);
    page.prose([
      styled('strong', counted(findings.length, 'finding')),
      styled('plain', ' ('),
      ...parts,
      styled('plain', `) on ${hosts}`),
    ]);
  }
  page.prose([
    styled(
      'faint',
      `${readableBytes(result.bytes)} in ${counted(result.sources.length, 'input')}, ${counted(result.events, 'event')}, ${result.seconds.toFixed(1)} s` +
        (result.observations.length === 0
          ? ''
          : ` · ${counted(result.observations.length, 'observation')} without a finding (--observations)`),
    ),
  ]);
}

function writeClosing(page: TerminalPage, findings: readonly Finding[]): void {
  const id = findings[0]?.id;
  const explain = id === undefined ? '' : `postern explain ${id} <paths> for every point of a score · `;
  page.prose([
    styled(
      'faint',
      `More: ${explain}--json for machines · --out <folder> for the full report with its evidence`,
    ),
  ]);
}
