import type { Contribution, Finding } from '../../findings/finding.ts';
import { CLAIMS } from '../../findings/weights.ts';
import { nextClaim } from '../next-claim.ts';
import { counterfactuals } from '../counterfactual.ts';
import { counted } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import { placeWords } from '../place-words.ts';
import { signed } from './signed-points.ts';
import { writeStory } from './story-section.ts';
import { styled, type StyledText } from './styled-text.ts';
import { TerminalPage, type TerminalOptions } from './terminal-page.ts';

const mostRecords = 200;

/**
 * Everything behind one finding for a terminal: each point of its score, what would change it, the score without each
 * of them, what the claim rests on and every record with its place.
 */
export function renderExplanation(finding: Finding, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  writeStory(page, finding);
  page.heading('How the score was made');
  for (const contribution of finding.contributions) writeContribution(page, contribution);
  writeSum(page, finding);
  page.heading('The score without each of them');
  writeCounterfactuals(page, finding);
  page.heading(`Why claim ${finding.claim}`);
  writeClaim(page, finding);
  page.heading('The records behind it');
  writeRecords(page, finding);
  return page.toString();
}

function writeContribution(page: TerminalPage, contribution: Contribution): void {
  const { points, group, reason, counted: counts, wouldChange } = contribution;
  const state = counts || points === 0 ? '' : ' (outweighed by another reason of its group, adds nothing)';
  const pieces: StyledText[] = [
    styled(counts && points !== 0 ? 'strong' : 'faint', `${signed(points)}\u00a0`),
    styled(counts ? 'plain' : 'faint', `${reason}${state}`),
  ];
  page.row(group, pieces);
  if (wouldChange !== undefined)
    page.row('', [styled('faint', `\u00a0\u00a0\u00a0\u00a0would change it: ${wouldChange}`)]);
}

function writeSum(page: TerminalPage, finding: Finding): void {
  const sum = finding.contributions.filter((c) => c.counted).reduce((total, c) => total + c.points, 0);
  const limited =
    sum === finding.score
      ? ''
      : `; the counted points make ${sum}, and a score lies between 0 and the claim's limit`;
  page.row('score', [
    styled('strong', `${String(finding.score).padStart(3, '\u00a0')} ${finding.level}`),
    styled('plain', limited),
  ]);
  page.row(
    'confidence',
    ` ${finding.confidence.toFixed(2)}, the weakest link of the chain from encryption to destination`,
  );
  const { share, observed, missing } = finding.observability;
  page.row(
    'observability',
    `${share.toFixed(2)}, observed: ${observed.join(', ') || 'nothing'}; not available: ${missing.join(', ') || 'nothing'}`,
  );
}

function writeCounterfactuals(page: TerminalPage, finding: Finding): void {
  const alternatives = counterfactuals(finding);
  for (const { contribution, score, level, instead } of alternatives) {
    const change = level === finding.level ? '' : `, no longer ${finding.level}`;
    page.row(
      `${String(score).padStart(3)} ${level}`,
      [
        styled('plain', `without ${signed(contribution.points).trim()} "${contribution.reason}"`),
        styled(
          'faint',
          instead === undefined ? '' : ` (then ${signed(instead.points).trim()} "${instead.reason}" counts)`,
        ),
        styled('strong', change),
      ],
      16,
      level,
    );
  }
  if (alternatives.length === 0) page.prose('Nothing but the claim itself gave points.');
}

function writeClaim(page: TerminalPage, finding: Finding): void {
  const { gates, base, cap } = CLAIMS[finding.claim];
  const next = nextClaim(finding.claim);
  page.row('its gates', `${gates}.`);
  page.row(
    'allows',
    `the words "${finding.wording}", ${base} points to begin with and a score of ${cap} at most.`,
  );
  if (next !== undefined) page.row(`for ${next}`, `${CLAIMS[next].gates}.`);
}

function writeRecords(page: TerminalPage, finding: Finding): void {
  for (const [index, { what, time, place }] of finding.evidence.slice(0, mostRecords).entries()) {
    page.row(
      String(index + 1).padStart(3),
      [
        styled('strong', what),
        styled('plain', `, ${readableTime(time)}, `),
        styled('faint', placeWords(place)),
      ],
      8,
    );
  }
  const more = finding.evidence.length - mostRecords;
  if (more > 0) page.prose([styled('faint', `… and ${counted(more, 'more record')}: see --json or --out`)]);
}
