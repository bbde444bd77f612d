import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../test/fixtures/sample-critical-finding.ts';
import { lowFinding } from '../../test/fixtures/sample-low-finding.ts';
import { counterfactuals } from './counterfactual.ts';

const scores = (finding: typeof criticalFinding): readonly (readonly [string, number])[] =>
  counterfactuals(finding).map(({ contribution, score }) => [contribution.group, score] as const);

describe('counterfactuals', () => {
  it('takes away one reason at a time and lets the outweighed one of its group count', () => {
    expect(scores(criticalFinding)).toEqual([
      ['destination', 90],
      ['process', 89],
      ['crypto', 90],
      ['network', 90],
      ['tamper', 85],
    ]);
    expect(counterfactuals(criticalFinding)[0]?.instead?.points).toBe(6);
  });

  it('names the level the score would fall to', () => {
    const finding = {
      ...lowFinding,
      score: 42,
      contributions: [...lowFinding.contributions, destination(6)],
    };
    expect(counterfactuals(finding).map(({ score, level }) => [score, level])).toEqual([
      [36, 'low'],
      [36, 'low'],
    ]);
  });

  it('raises the score when a reason that lowered it is left out, up to the limit of the claim', () => {
    const finding = {
      ...lowFinding,
      score: 16,
      contributions: [...lowFinding.contributions, destination(-20)],
    };
    expect(counterfactuals(finding).at(-1)?.score).toBe(36);
    const far = {
      ...lowFinding,
      score: 60,
      contributions: [{ ...lowFinding.contributions[0]!, points: 80 }, destination(-20)],
    };
    expect(counterfactuals(far).at(-1)?.score).toBe(60);
  });

  it('has nothing to say of a claim alone', () => {
    expect(counterfactuals({ ...lowFinding, contributions: lowFinding.contributions.slice(0, 1) })).toEqual(
      [],
    );
  });
});

function destination(points: number): (typeof lowFinding.contributions)[number] {
  return { group: 'destination', points, reason: 'test', counted: true };
}
