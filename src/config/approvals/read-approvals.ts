/** Reads the text of one approval file. A bad approval is a located problem; the others are read. */
import { z } from 'zod';
import type { Approval } from '../../baseline/approvals/approval.ts';
import { faultsOf } from '../../baseline/approvals/over-broad.ts';
import { describeDestination } from '../../egress/destination.ts';
import type { ApprovalProblem } from './approval-problem.ts';
import { approvalSchema, envelopeSchema } from './approval-schema.ts';
import { describeIssue } from './describe-issue.ts';
import type { LocatedMessage } from './describe-issue.ts';
import { LocatedText, pathText } from './located-text.ts';
import type { KeyPath } from './located-text.ts';
import { toApproval } from './to-approval.ts';
import type { SharedText } from './to-approval.ts';

export interface ApprovalReading {
  /** Those that were understood; over-broad ones are among them and do not hold (see `faultsOf`). */
  readonly approvals: readonly Approval[];
  readonly problems: readonly ApprovalProblem[];
}

const LONGEST_FILE = 16 * 1024 * 1024;
const MOST_PROBLEMS = 200;

/** `source` names the file in problems. */
export function readApprovals(text: string, source: string): ApprovalReading {
  const problem = { source, line: undefined, path: '', severity: 'error', approval: undefined } as const;
  if (text.length > LONGEST_FILE) {
    return { approvals: [], problems: [{ ...problem, message: 'the file is too long' }] };
  }
  const located = new LocatedText(text);
  const { broken } = located;
  if (broken.length > 0) return { approvals: [], problems: broken.map((one) => ({ ...problem, ...one })) };
  const place = (path: KeyPath): Pick<ApprovalProblem, 'line' | 'path'> => ({
    line: located.lineOf(path),
    path: pathText(path),
  });
  const envelope = envelopeSchema.safeParse(located.value);
  if (!envelope.success) {
    const messages = envelope.error.issues.flatMap((issue) => describeIssue(issue, []));
    return {
      approvals: [],
      problems: messages.map(({ path, message }) => ({ ...problem, ...place(path), message })),
    };
  }
  const { approvals: items, ...shared } = envelope.data;
  const approvals = new Map<string, Approval>();
  const problems: ApprovalProblem[] = [];
  for (const [at, item] of items.entries()) {
    const below: KeyPath = ['approvals', at];
    const approval = idOf(item);
    const made = approvalOf(item, shared, below, approvals);
    if (Array.isArray(made)) {
      for (const { path, message } of made) problems.push({ ...problem, approval, ...place(path), message });
      continue;
    }
    approvals.set(made.id, made);
    for (const { path, severity, message } of faultsOf(made)) {
      problems.push({ source, approval, severity, ...place([...below, ...path]), message });
    }
  }
  return { approvals: [...approvals.values()], problems: problems.slice(0, MOST_PROBLEMS) };
}

/** The approval, or everything that keeps it from being one. */
function approvalOf(
  item: unknown,
  shared: SharedText,
  below: KeyPath,
  known: ReadonlyMap<string, Approval>,
): Approval | LocatedMessage[] {
  const parsed = approvalSchema.safeParse(item);
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => describeIssue(issue, below));
  const made = toApproval(parsed.data, shared);
  if ('missing' in made) {
    return [{ path: below, message: `${made.missing} is missing, here and for the whole file` }];
  }
  if (known.has(made.id)) return [{ path: [...below, 'id'], message: `the id ${made.id} is taken already` }];
  const everybodys = made.destinations.domains.filter(
    (domain) => describeDestination(domain).registrableDomain === undefined,
  );
  if (everybodys.length === 0) return made;
  const path = [...below, 'destinations', 'domains'];
  return everybodys.map((domain) => ({
    path,
    message: `${domain} is a public suffix: names below it belong to anyone`,
  }));
}

function idOf(item: unknown): string | undefined {
  const named = z.looseObject({ id: z.string() }).safeParse(item);
  return named.success ? named.data.id : undefined;
}
