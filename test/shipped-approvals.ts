import type { Approval } from '../src/baseline/approvals/approval.ts';
import { approvalsOf } from '../src/cli/approval-flags.ts';
import { DEFAULT_CONFIG } from '../src/config/default-config.ts';

/** What holds where nobody configured anything: every hunt is given it. */
export const SHIPPED_APPROVALS: readonly Approval[] = await approvalsOf(undefined, DEFAULT_CONFIG, undefined);
