import type { ApprovalHit } from '../baseline/approvals/approval-usage.ts';
import { ENCRYPTING_CLASSES } from '../baseline/approvals/approval.ts';
import type { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { GatheredCase } from './gather-cases.ts';

/** Every case that an approval lowers. One that is cancelled by an encryption lowers nothing. */
export function approvalHits(cases: readonly GatheredCase[], approvals: ApprovalSet): ApprovalHit[] {
  return cases.flatMap(({ facts, encrypts, asked }) =>
    approvals
      .match(asked.approval)
      .flatMap(({ state, approval }) =>
        state === 'applies' && (!encrypts || ENCRYPTING_CLASSES.has(approval.class))
          ? [{ approval: approval.id, finding: facts.id, time: facts.last, bytes: asked.approval.bytesOut }]
          : [],
      ),
  );
}
