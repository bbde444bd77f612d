/** Judgement: a case, and all that was approved and learned by now, become an explained score. */
import type { Case, Decidable } from './case.ts';
import { contributions, scoreOf } from './contributions.ts';
import type { Finding, NormalityFacts } from './finding.ts';
import { normalityOf } from './normality.ts';
import type { Normality, NormalitySources } from './normality.ts';
import { levelOf } from './weights.ts';

export type Decision = Pick<Finding, 'score' | 'level' | 'contributions' | 'normality'>;

export function decide(given: Case, sources: NormalitySources): Finding {
  return { ...given.facts, ...decisionOf(given, sources) };
}

/** The same for a candidate of this moment and for one that was stored long ago. */
export function decisionOf(given: Decidable, sources: NormalitySources): Decision {
  const normality = normalityOf(given, sources);
  const parts = contributions(given, normality);
  const score = scoreOf(given.facts.claim, parts);
  return { score, level: levelOf(score), contributions: parts, normality: normalityFacts(normality) };
}

function normalityFacts({ approvals, answer, baselineVersion }: Normality): NormalityFacts {
  return {
    standing: answer?.standing ?? 'insufficient-history',
    answeredBy: answer?.answeredBy,
    baseline: baselineVersion,
    approvals: approvals.map(({ state, approval: { id, owner, expires } }) => ({
      id,
      state,
      owner,
      expires,
    })),
  };
}
