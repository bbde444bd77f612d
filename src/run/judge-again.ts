/** What-if: stored cases judged again, and what that would change. */
import { contributions, scoreUnder } from '../findings/contributions.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Contribution, Level } from '../findings/finding.ts';
import { normalityOf } from '../findings/normality.ts';
import type { NormalitySources } from '../findings/normality.ts';
import { levelOf } from '../findings/weights.ts';
import type { ShownFacts, StoredCase } from '../store/stored-case.ts';

/** `appears`: not worth a look before and now it is. `vanishes`: the other way round. */
export type ChangeKind = 'appears' | 'vanishes' | 'changes';

export interface JudgedAgain {
  readonly score: number;
  readonly level: Level;
  readonly change: CaseChange | undefined;
}

export interface CaseChange {
  readonly kind: ChangeKind;
  readonly facts: ShownFacts;
  readonly before: { readonly score: number; readonly level: Level };
  readonly after: { readonly score: number; readonly level: Level };
  /** What decides now, in sentences: what is approved and learned about it. */
  readonly reasons: readonly string[];
  /** A person confirmed it, and it would fall to a lower level. */
  readonly silencesConfirmed: boolean;
}

/** `verdict` is what a person says of it by now. */
export function judgeAgain(
  stored: StoredCase,
  verdict: StoredCase['verdict'],
  sources: NormalitySources,
): JudgedAgain {
  const normality = normalityOf(stored, sources);
  const score = scoreUnder(stored, normality);
  const level = levelOf(score);
  const { facts, judged: before } = stored;
  const after = { score, level };
  if (before.score === score && before.level === level) return { ...after, change: undefined };
  const own = new Set(stored.reasons.map(({ reason }) => reason));
  return {
    ...after,
    change: {
      kind: kindOf(before.level, level),
      facts,
      before,
      after,
      reasons: contributions(stored, normality)
        .filter((part) => isTelling(part) && !own.has(part.reason))
        .map(({ reason }) => reason),
      silencesConfirmed: verdict === 'confirmed' && rank(level) < rank(before.level),
    },
  };
}

function kindOf(before: Level, after: Level): ChangeKind {
  if (before === 'info' && after !== 'info') return 'appears';
  return before !== 'info' && after === 'info' ? 'vanishes' : 'changes';
}

function isTelling({ group }: Contribution): boolean {
  return group !== 'claim';
}

function rank(level: Level): number {
  return LEVELS.indexOf(level);
}
