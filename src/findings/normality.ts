/** What people decided and what was learned about a case: approvals and baseline, asked once. */
import type { Answer } from '../baseline/answer/answer.ts';
import type { Question } from '../baseline/answer/question.ts';
import type { ApprovalMatch } from '../baseline/approvals/approval-match.ts';
import { ENCRYPTING_CLASSES } from '../baseline/approvals/approval.ts';
import type { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Asked, Case } from './case.ts';
import { isStated } from './egress-program.ts';
import { reviewedWhere } from './reviewed-contact.ts';

/** Whom judgement asks about what is normal. */
export interface NormalitySources {
  readonly approvals: ApprovalSet;
  /** `undefined` when nothing was learned. */
  readonly baseline: Baseline | undefined;
  /** Names the snapshot, so that a finding can say which one judged it. */
  readonly baselineVersion: string | undefined;
}

export interface Normality {
  readonly approvals: readonly ApprovalMatch[];
  readonly answer: Answer | undefined;
  /** Where a person looked at the contact in the records that were learned, and found nothing wrong. */
  readonly reviewed: 'host' | 'peer-group' | undefined;
  /** Nothing but its own command line says where it sends. */
  readonly stated: boolean;
  /** Of the baseline that was asked. */
  readonly baselineVersion: string | undefined;
}

export function normalityOf(
  { asked, askedAlso }: Pick<Case, 'asked' | 'askedAlso'>,
  sources: NormalitySources,
): Normality {
  return askedAlso.reduce<Normality>((sofar, one) => both(sofar, ask(one, sources)), ask(asked, sources));
}

function ask(
  { approval, question }: Asked,
  { approvals, baseline, baselineVersion }: NormalitySources,
): Normality {
  const matches = mostTelling(approvals.match(approval));
  if (baseline === undefined || question === undefined)
    return { approvals: matches, answer: undefined, reviewed: undefined, stated: false, baselineVersion };
  const answer = baseline.answer(question);
  const reviewed = reviewHolds(answer, baseline, question);
  const stated = isStated(question.destination);
  return { approvals: matches, answer, reviewed, stated, baselineVersion };
}

/** Hundreds of approvals may name one program; a reader needs those that hold and a few of each kind that do not. */
function mostTelling(matches: readonly ApprovalMatch[]): readonly ApprovalMatch[] {
  if (matches.length <= MOST_OF_A_KIND) return matches;
  const counts = new Map<ApprovalMatch['state'], number>();
  return matches.filter(({ state }) => {
    const count = (counts.get(state) ?? 0) + 1;
    counts.set(state, count);
    return state === 'applies' || count <= MOST_OF_A_KIND;
  });
}

const MOST_OF_A_KIND = 4;

/** Of an act with several destinations: approved is what is approved for each, known what is known for each. */
function both(first: Normality, second: Normality): Normality {
  const applying = new Set(
    second.approvals.flatMap(({ state, approval }) => (state === 'applies' ? approval.id : [])),
  );
  return {
    approvals: first.approvals.map((match) =>
      match.state === 'applies' && !applying.has(match.approval.id)
        ? { state: 'elsewhere', approval: match.approval, differs: ['destination'] }
        : match,
    ),
    answer: first.answer?.standing === 'established' ? second.answer : first.answer,
    reviewed: first.reviewed === second.reviewed ? first.reviewed : weaker(first, second),
    stated: first.stated || second.stated,
    baselineVersion: first.baselineVersion,
  };
}

function weaker(first: Normality, second: Normality): Normality['reviewed'] {
  return first.reviewed === undefined || second.reviewed === undefined ? undefined : 'peer-group';
}

/**
 * A review covers what was seen then: not a greater amount, and not what the baseline itself has doubts about. What was
 * reviewed on its peers also covers a host too new to have been seen, and holds it less far down.
 */
function reviewHolds(answer: Answer, baseline: Baseline, question: Question): Normality['reviewed'] {
  if (answer.standing !== 'established' || answer.flags.length > 0) return undefined;
  const unlike = answer.statements.some(
    ({ kind, outcome }) => outcome === 'unusual' && (kind === 'volume' || kind === 'slow-drip'),
  );
  if (unlike) return undefined;
  const where = reviewedWhere(baseline, question);
  if (answer.answeredBy === 'host') return where === 'host' ? where : undefined;
  return answer.answeredBy === 'peer-group' ? where : undefined;
}

/** The approval that stands for the egress, if one does: of several the strongest, then the first by id. */
export function standingApproval(
  approvals: readonly ApprovalMatch[],
  encrypts: boolean,
): Extract<ApprovalMatch, { state: 'applies' }> | undefined {
  const applying = approvals.filter((match) => match.state === 'applies');
  // Encryption by a program that has no business encrypting cancels what was said of its traffic.
  const left = applying.filter(({ approval }) => !encrypts || ENCRYPTING_CLASSES.has(approval.class));
  return left.find(({ strength }) => strength === 'strong') ?? left[0];
}
