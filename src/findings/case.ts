/**
 * A candidate made ready for judgement, as plain values: everything that approvals and baselines are asked by, every other
 * reason, and what a finding shows of it. It can be stored, and judged again when an approval or a baseline has changed.
 */
import type { ApprovalFacts } from '../baseline/approvals/approval-facts.ts';
import type { Question } from '../baseline/answer/question.ts';
import type { Contribution, Finding } from './finding.ts';

/** A reason with its points, before it is known which of its group counts. */
export type Reason = Omit<Contribution, 'counted'>;

/** What a finding shows whatever is normal. */
export type FindingFacts = Omit<Finding, 'score' | 'level' | 'contributions' | 'normality'>;

export interface Case {
  readonly facts: FindingFacts;
  /** Reasons that neither approval nor baseline has a part in. */
  readonly reasons: readonly Reason[];
  /** An encryption is tied to it: approvals of programs that have no business encrypting do not hold. */
  readonly encrypts: boolean;
  readonly asked: Asked;
  /** The other destinations of the same act: what holds for one of them holds for the act only if it holds for all. */
  readonly askedAlso: readonly Asked[];
}

/** What of a case the judgement itself looks at. */
export type Decidable = Pick<Case, 'reasons' | 'encrypts' | 'asked' | 'askedAlso'> & {
  readonly facts: Pick<FindingFacts, 'claim'>;
};

/** What approvals and baselines are asked about one egress. */
export interface Asked {
  readonly approval: ApprovalFacts;
  /** `undefined` when no destination is known to ask about. */
  readonly question: Question | undefined;
}
