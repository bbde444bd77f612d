/** What a periodic review has to look at: unused, expiring, expired, over-broad and overlapping approvals. */
import type { Approval } from './approval.ts';
import type { ApprovalUsage } from './approval-usage.ts';
import { isBelow } from './match-destination.ts';
import { faultsOf } from './over-broad.ts';
import type { ApprovalFault } from './approval-fault.ts';
import { matchesPath, pathGlob } from './path-glob.ts';

export type ReviewNote =
  /** Never needed, or not since `lastHit` (milliseconds UTC). */
  | { readonly kind: 'unused'; readonly lastHit: number | undefined }
  | { readonly kind: 'expiring'; readonly at: number }
  | { readonly kind: 'expired'; readonly since: number }
  | { readonly kind: 'review-due'; readonly since: number }
  | { readonly kind: 'over-broad'; readonly fault: ApprovalFault }
  /** What one allows the other allows as well, at least in part. */
  | { readonly kind: 'overlapping'; readonly with: string };

export interface ApprovalReview {
  readonly approval: Approval;
  readonly usage: ApprovalUsage;
  readonly notes: readonly ReviewNote[];
}

export interface ReviewRules {
  /** Days without a hit after which an approval is unused, and before its end at which it is expiring. judgement */
  readonly unusedDays: number;
  readonly expiringDays: number;
}

export const DEFAULT_REVIEW_RULES: ReviewRules = { unusedDays: 90, expiringDays: 30 };

const DAY = 86_400_000;
const NO_USE: ApprovalUsage = { hits: 0, lastHit: undefined, bytes: 0 };

/** One review for each approval, in their order. `asOf` is the day of the review, milliseconds UTC. */
export function reviewApprovals(
  approvals: readonly Approval[],
  usage: ReadonlyMap<string, ApprovalUsage>,
  asOf: number,
  rules: ReviewRules = DEFAULT_REVIEW_RULES,
): ApprovalReview[] {
  return approvals.map((approval) => {
    const used = usage.get(approval.id) ?? NO_USE;
    const notes: ReviewNote[] = [];
    const since = Math.max(approval.created, used.lastHit ?? 0);
    if (asOf - since > rules.unusedDays * DAY) notes.push({ kind: 'unused', lastHit: used.lastHit });
    if (asOf >= approval.expires) notes.push({ kind: 'expired', since: approval.expires });
    else if (approval.expires - asOf <= rules.expiringDays * DAY) {
      notes.push({ kind: 'expiring', at: approval.expires });
    }
    if (asOf >= approval.review) notes.push({ kind: 'review-due', since: approval.review });
    for (const fault of faultsOf(approval)) notes.push({ kind: 'over-broad', fault });
    for (const other of approvals) {
      if (other !== approval && overlap(approval, other)) notes.push({ kind: 'overlapping', with: other.id });
    }
    return { approval, usage: used, notes };
  });
}

/** Could one egress be covered by both? */
export function overlap(a: Approval, b: Approval): boolean {
  return a.platform === b.platform && sameProgram(a, b) && samePlace(a, b) && sameHosts(a, b);
}

function sameProgram(a: Approval, b: Approval): boolean {
  const [x, y] = [a.identity, b.identity];
  const scripts = [...x.scriptPaths, ...x.scriptSha256].some((one) =>
    [...y.scriptPaths, ...y.scriptSha256].includes(one),
  );
  const bothScripts =
    x.scriptPaths.length + x.scriptSha256.length > 0 && y.scriptPaths.length + y.scriptSha256.length > 0;
  if (bothScripts) return scripts;
  if (x.sha256.some((hash) => y.sha256.includes(hash))) return true;
  if (x.paths.length > 0 && y.paths.length > 0) {
    return x.paths.some((one) => y.paths.some((other) => covers(one, other) || covers(other, one)));
  }
  return (
    x.signingIds.some((id) => y.signingIds.includes(id)) ||
    x.signers.some((signer) => y.signers.includes(signer))
  );
}

/** Does the first pattern match whatever the second does? A `*` in the second stands for some name. */
function covers(wide: string, narrow: string): boolean {
  return wide === narrow || matchesPath(narrow.replaceAll('*', 'x'), pathGlob(wide));
}

function samePlace(a: Approval, b: Approval): boolean {
  const [x, y] = [a.destinations, b.destinations];
  const ports =
    x.ports.length === 0 ||
    y.ports.length === 0 ||
    x.ports.some((one) => y.ports.some((other) => one.from <= other.to && other.from <= one.to));
  if (!ports) return false;
  const names = [...x.domains, ...x.tenants].some((one) =>
    [...y.domains, ...y.tenants].some((other) => isBelow(one, other) || isBelow(other, one)),
  );
  return names || x.addresses.some((one) => y.addresses.some((other) => one.text === other.text));
}

function sameHosts(a: Approval, b: Approval): boolean {
  const every = ({ hosts }: Approval): boolean => hosts.names.length + hosts.groups.length === 0;
  if (every(a) || every(b)) return true;
  return (
    a.hosts.names.some((name) => b.hosts.names.includes(name)) ||
    a.hosts.groups.some((group) => b.hosts.groups.includes(group))
  );
}
