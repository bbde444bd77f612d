/** All that is too broad or odd about an approval. [benign look-alikes, section 7; evasions E44, E45] */
import type { Approval } from './approval.ts';
import { refused, warned } from './approval-fault.ts';
import type { ApprovalFault } from './approval-fault.ts';
import { destinationFaults } from './destination-faults.ts';
import { identityFaults } from './identity-faults.ts';

/** A longer life than this is worth a word. [section 7.5: 90 days unless there is a reason] */
const LONGEST_LIFE_DAYS = 400;
const SHORTEST_REASON = 8;
const DAY = 86_400_000;

export function faultsOf(approval: Approval): ApprovalFault[] {
  return [...identityFaults(approval), ...destinationFaults(approval), ...lifeFaults(approval)];
}

/** The faults that keep an approval from holding. */
export function refusedBy(approval: Approval): ApprovalFault[] {
  return faultsOf(approval).filter(({ severity }) => severity === 'refused');
}

function* lifeFaults(approval: Approval): Generator<ApprovalFault, void, undefined> {
  const { created, review, expires } = approval;
  if (expires <= created) yield refused(['expires'], 'ends before it begins');
  else if (expires - created > LONGEST_LIFE_DAYS * DAY) {
    yield warned(['expires'], `lasts longer than ${LONGEST_LIFE_DAYS} days`);
  }
  if (review > expires) yield warned(['review'], 'is to be reviewed only after it has ended');
  if (approval.owner.trim() === '') yield refused(['owner'], 'has no owner');
  if (approval.reason.trim().length < SHORTEST_REASON) {
    yield warned(['reason'], 'gives no reason that a reviewer could check');
  }
}
