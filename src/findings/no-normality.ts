import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { NormalitySources } from './normality.ts';

/** Nothing was approved and nothing was learned. */
export const NO_NORMALITY: NormalitySources = {
  approvals: new ApprovalSet([], 'all'),
  baseline: undefined,
  baselineVersion: undefined,
  groupOf: () => undefined,
  zone: undefined,
};
