import type { Finding } from '../../findings/finding.ts';
import { isProminent } from '../finding-order.ts';
import { writeLowerFindings } from './lower-findings-section.ts';
import { writeStory } from './story-section.ts';
import { TerminalPage, type TerminalOptions } from './terminal-page.ts';

/** One finding by itself, as `follow` tells it: its story, or a line when it is a lower one. */
export function renderFinding(finding: Finding, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  if (isProminent(finding.level)) writeStory(page, finding);
  else writeLowerFindings(page, [finding], 'Lower finding');
  return page.toString();
}
