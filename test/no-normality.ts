import { ApprovalSet } from '../src/baseline/approvals/approval-set.ts';
import type { NormalitySources } from '../src/findings/normality.ts';
import type { SiteFacts } from '../src/findings/prepare.ts';

/** Nothing was approved and nothing was learned. */
export const NO_NORMALITY: NormalitySources = {
  approvals: new ApprovalSet([], 'all'),
  baseline: undefined,
  baselineVersion: undefined,
};

/** A site that declares nothing of its hosts. */
export const NO_SITE: SiteFacts = { groupOf: () => undefined, zone: undefined };
