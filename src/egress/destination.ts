/** What a destination is, as far as its name tells, and whose. An unknown tenant is never "fine". */
import { parse } from 'tldts';
import { addressGroups, canonicalAddress } from '../event/address.ts';
import { matchTenantSuffix } from './tenants.ts';
import type { DestinationClass } from './tenants.ts';

/**
 * Who is behind a name. `own`: the registrable domain is one party's. `tenant`: one party of a shared service, told by its
 * label. `unknown`: everybody's name or no name at all, so popularity of the name or address says nothing of the party.
 */
export type Tenant = 'own' | 'tenant' | 'unknown';

export interface DestinationIdentity {
  /** With the tenant's label where a shared service has one: `acct.blob.core.windows.net`, never `windows.net`. */
  readonly registrableDomain: string | undefined;
  /** Classes anyone can use to carry data out, for scoring: `file-drop`, `tunnel`, `object-storage`, `messaging`, `paste`. */
  readonly kind: string | undefined;
  readonly class: DestinationClass | undefined;
  readonly tenant: Tenant;
  /** Why the tenant is unknown, in a sentence. */
  readonly tenantReason: string | undefined;
  /** What rarity and baselines count by; `undefined` without name and address. Equal keys are one party or not told apart. */
  readonly key: string | undefined;
}

/** Classes whose services take anybody's data; the others are reached for other reasons. */
const CARRIERS: ReadonlySet<DestinationClass> = new Set([
  'file-drop',
  'tunnel',
  'object-storage',
  'messaging',
  'paste',
]);

/** Platforms whose names serve as tunnels as often as not. */
const USED_AS = new Map([
  ['workers.dev', 'tunnel'],
  ['pages.dev', 'tunnel'],
  ['amazonaws.com', 'object-storage'],
]);

/** Outer names of Encrypted Client Hello: the true name is hidden behind them. */
const HIDING = new Set(['cloudflare-ech.com', 'crypto.cloudflare.com']);

/** The two facts findings go by. Names are matched whole label by whole label. */
export function describeDestination(
  name: string | undefined,
): Pick<DestinationIdentity, 'registrableDomain' | 'kind'> {
  const { registrableDomain, kind } = identifyDestination(name, undefined);
  return { registrableDomain, kind };
}

/** `address` only matters where there is no name. */
export function identifyDestination(
  name: string | undefined,
  address: string | undefined,
): DestinationIdentity {
  if (name === undefined || name === '' || name.length > 254) return nameless(address);
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  const parsed = parse(labels.join('.'), { allowPrivateDomains: true, detectIp: true });
  if (parsed.isIp === true) return nameless(name);
  const bySuffixList = parsed.domain ?? undefined;
  const host = labels.join('.');
  if (HIDING.has(host)) {
    return {
      registrableDomain: bySuffixList,
      kind: undefined,
      class: 'cdn',
      tenant: 'unknown',
      tenantReason: `${host} is the outer name of Encrypted Client Hello: the true name is hidden`,
      key: `shared:${host}`,
    };
  }
  const match = matchTenantSuffix(labels);
  if (match === undefined) {
    const key = bySuffixList ?? host;
    const tenant = bySuffixList === undefined ? 'unknown' : 'own';
    const tenantReason =
      bySuffixList === undefined ? `${host} is no name of the public name space` : undefined;
    return {
      registrableDomain: bySuffixList,
      kind: undefined,
      class: undefined,
      tenant,
      tenantReason,
      key: `name:${key}`,
    };
  }
  const { suffix, matched } = match;
  const kind = CARRIERS.has(suffix.class) ? suffix.class : usedAs(labels);
  if (suffix.tenancy === 'one')
    return {
      registrableDomain: bySuffixList,
      kind,
      class: suffix.class,
      tenant: 'own',
      tenantReason: undefined,
      key: `name:${matched}`,
    };
  if (suffix.tenancy === 'shared' || match.tenant === undefined) {
    const tenantReason = `everybody who uses ${matched} is reached by that name: which tenant it was cannot be told`;
    return {
      registrableDomain: bySuffixList,
      kind,
      class: suffix.class,
      tenant: 'unknown',
      tenantReason,
      key: `shared:${matched}`,
    };
  }
  const own = `${match.tenant}.${matched}`;
  // The Public Suffix List may know a longer suffix than this one.
  const domain = bySuffixList !== undefined && bySuffixList.length > own.length ? bySuffixList : own;
  return {
    registrableDomain: domain,
    kind,
    class: suffix.class,
    tenant: 'tenant',
    tenantReason: undefined,
    key: `name:${domain}`,
  };
}

function nameless(address: string | undefined): DestinationIdentity {
  const canonical = address === undefined ? undefined : destinationAddress(address);
  return {
    registrableDomain: undefined,
    kind: undefined,
    class: undefined,
    tenant: 'unknown',
    tenantReason: 'no name is known, and an address may be shared by thousands',
    key: canonical === undefined ? undefined : `address:${canonical}`,
  };
}

function usedAs(labels: readonly string[]): string | undefined {
  return USED_AS.get(labels.slice(-2).join('.'));
}

/** The one text of an address whatever carries it: mapped and NAT64 addresses (RFC 6052) are the IPv4 address inside. */
export function destinationAddress(address: string): string | undefined {
  const groups = addressGroups(address);
  if (groups === undefined) return undefined;
  const isNat64 =
    groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (!isNat64) return canonicalAddress(address);
  const [high = 0, low = 0] = groups.slice(6);
  return `${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}`;
}
