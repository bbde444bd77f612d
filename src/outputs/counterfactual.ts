import type { Contribution, Finding, Level } from '../findings/finding.ts';
import { CLAIMS, levelOf } from '../findings/weights.ts';

/** What the score would be had one counted contribution not been there. */
export interface Counterfactual {
  readonly contribution: Contribution;
  readonly score: number;
  readonly level: Level;
  /** The outweighed reason of the same group that would count instead. */
  readonly instead: Contribution | undefined;
}

/** The contributions that raise or lower the score on their own: not the claim, not the cap, not what adds nothing. */
function moves({ group, points, counted }: Contribution): boolean {
  return counted && points !== 0 && group !== 'claim' && group !== 'cap';
}

/**
 * One counterfactual for each counted contribution but the claim's own points, in the order of the finding. The score
 * is the claim's points and the counted modifiers, limited to 0 and the claim's cap; a group counts its largest
 * positive and largest negative, so an outweighed reason of the same sign takes the place of the one left out.
 */
export function counterfactuals(finding: Finding): readonly Counterfactual[] {
  const all = finding.contributions;
  const sum = all.filter((c) => c.counted && c.group !== 'cap').reduce((total, c) => total + c.points, 0);
  const limit = Math.max(finding.score, CLAIMS[finding.claim].cap);
  return all.filter(moves).map((contribution) => {
    const instead = substitute(contribution, all);
    const raw = sum - contribution.points + (instead?.points ?? 0);
    const score = Math.min(limit, Math.max(0, raw));
    return { contribution, score, level: levelOf(score), instead };
  });
}

function substitute(left: Contribution, all: readonly Contribution[]): Contribution | undefined {
  return all
    .filter((c) => !c.counted && c.group === left.group && Math.sign(c.points) === Math.sign(left.points))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))[0];
}
