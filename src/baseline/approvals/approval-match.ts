/** What approvals say of an egress. */
import type { Approval } from './approval.ts';

/**
 * `strong`: a valid signature, a hash or a protected script stood for the identity. `path-only`: nothing but a path in a
 * protected folder did, which is worth less.
 */
export type ApprovalStrength = 'strong' | 'path-only';

/** What kept an approval from holding although the program is the one it names. */
export type Difference =
  | 'path'
  | 'destination'
  /** Another tenant of the approved service. */
  | 'tenant'
  | 'tenant-unknown'
  | 'name-unproven'
  | 'port'
  | 'protocol'
  | 'host'
  | 'hours'
  | 'bytes'
  | 'over-broad';

/** What keeps a program that goes by an approved name from being the approved program. */
export type IdentityDifference =
  | 'path'
  | 'signature'
  | 'signature-unknown'
  | 'hash'
  | 'script'
  | 'user'
  | 'parent'
  /** Its version data name another tool. */
  | 'disguised'
  /** A browser that another program drives. */
  | 'driven';

export type ApprovalMatch =
  | { readonly state: 'applies'; readonly approval: Approval; readonly strength: ApprovalStrength }
  /** It would hold, but its end has passed. */
  | { readonly state: 'expired'; readonly approval: Approval; readonly since: number }
  /** The approved program, but not where, when or how it is approved. */
  | { readonly state: 'elsewhere'; readonly approval: Approval; readonly differs: readonly Difference[] }
  /** Named and placed like the approved program, but where it lies only a signature could prove it, and none was told. */
  | { readonly state: 'unproven'; readonly approval: Approval; readonly samePlace: boolean }
  /** A program of the same file name that is not the approved one, sending to its place or to another. */
  | {
      readonly state: 'impostor';
      readonly approval: Approval;
      readonly differs: readonly IdentityDifference[];
      readonly samePlace: boolean;
    };

/** What makes a program of the right name another program; its user, parent or script may rightly be others. */
export const PRETENCES: ReadonlySet<IdentityDifference> = new Set(['path', 'signature', 'hash', 'disguised']);
