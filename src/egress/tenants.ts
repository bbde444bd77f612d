/** Names under which one provider serves many parties, and which part of a name tells the party. */
import { TENANT_SUFFIXES } from './tenants-list.ts';

/** What kind of infrastructure a name is; several may fit, the one that tells most stands. */
export type DestinationClass =
  | 'cdn'
  | 'object-storage'
  | 'tunnel'
  | 'paste'
  | 'file-drop'
  | 'messaging'
  | 'update'
  | 'vcs'
  | 'idp'
  | 'paas';

/**
 * Who can be told apart by the name. `label`: the label before the suffix is the tenant. `shared`: all tenants use the same
 * name, and who is meant stands in a path or key nobody sees. `one`: the provider itself is the only party.
 */
export type Tenancy = 'label' | 'shared' | 'one';

export interface TenantSuffix {
  /** Labels, of which `*` stands for any one. */
  readonly suffix: string;
  readonly class: DestinationClass;
  readonly tenancy: Tenancy;
}

interface Candidate {
  readonly labels: readonly string[];
  readonly suffix: TenantSuffix;
}

/** By their last two labels, because every name is asked. */
const BY_END = new Map<string, Candidate[]>();
for (const suffix of TENANT_SUFFIXES) {
  const labels = suffix.suffix.split('.');
  const end = labels.slice(-2).join('.');
  const known = BY_END.get(end);
  if (known === undefined) BY_END.set(end, [{ labels, suffix }]);
  else known.push({ labels, suffix });
}

export interface TenantMatch {
  readonly suffix: TenantSuffix;
  /** The suffix as it stands in the name, `*` filled in. */
  readonly matched: string;
  /** The label before it, `undefined` when the name ends there. */
  readonly tenant: string | undefined;
}

/**
 * The longest suffix of the list that the name has, label by label. One that begins with `*` (a region) and would leave no
 * tenant gives way to a shorter one, for which that label is the tenant.
 */
export function matchTenantSuffix(labels: readonly string[]): TenantMatch | undefined {
  let best: Candidate | undefined;
  for (const one of BY_END.get(labels.slice(-2).join('.')) ?? []) {
    const from = labels.length - one.labels.length;
    if (from < 0 || !one.labels.every((label, index) => label === '*' || label === labels[from + index]))
      continue;
    if (best === undefined || weight(one, from) > weight(best, labels.length - best.labels.length))
      best = one;
  }
  if (best === undefined) return undefined;
  const from = labels.length - best.labels.length;
  return { suffix: best.suffix, matched: labels.slice(from).join('.'), tenant: labels[from - 1] };
}

function weight({ labels }: Candidate, from: number): number {
  return from === 0 && labels[0] === '*' ? 0 : labels.length;
}
