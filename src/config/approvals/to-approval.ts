/** The text of an approval, with what its file says for all, as the approval that is matched. */
import { parseRange } from '../../event/address.ts';
import type { Approval, PortRange } from '../../baseline/approvals/approval.ts';
import type { AllowedHours } from '../../baseline/calendar/allowed-hours.ts';
import { canonicalPath } from '../../baseline/identity/canonical-path.ts';
import type { Platform } from '../../baseline/identity/canonical-path.ts';
import type { ApprovalText } from './approval-schema.ts';

/** Keys that may stand once for the whole file. */
export type SharedText = Partial<
  Pick<ApprovalText, 'platform' | 'pack' | 'owner' | 'created' | 'review' | 'expires'>
>;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'];
const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** The approval, or which required key neither it nor its file gives. */
export function toApproval(text: ApprovalText, shared: SharedText): Approval | { readonly missing: string } {
  const platform = text.platform ?? shared.platform;
  const owner = text.owner ?? shared.owner;
  const created = text.created ?? shared.created;
  const review = text.review ?? shared.review;
  const expires = text.expires ?? shared.expires;
  if (platform === undefined) return { missing: 'platform' };
  if (owner === undefined) return { missing: 'owner' };
  if (created === undefined) return { missing: 'created' };
  if (review === undefined) return { missing: 'review' };
  if (expires === undefined) return { missing: 'expires' };
  const { identity, destinations, hosts, script } = { ...text, script: text.identity.script };
  const paths = (value: string | readonly string[] | undefined): string[] =>
    list(value).map((path) => canonicalPattern(path, platform));
  return {
    id: text.id,
    class: text.class,
    platform,
    pack: text.pack ?? shared.pack,
    identity: {
      paths: paths(identity.path),
      signers: list(identity.signer),
      teamIds: list(identity.teamId),
      signingIds: lower(identity.signingId),
      platformBinary: identity.platformBinary === true,
      sha256: lower(identity.sha256),
      scriptPaths: paths(script?.path),
      scriptSha256: lower(script?.sha256),
      users: lower(identity.user),
      parents: paths(identity.parent),
    },
    destinations: {
      domains: lower(destinations.domains),
      tenants: lower(destinations.tenants),
      addresses: list(destinations.addresses).flatMap((range) => parseRange(range) ?? []),
      ports: ports(destinations.ports),
      protocols: list(destinations.protocols),
    },
    hosts: { names: lower(hosts?.names), groups: lower(hosts?.groups) },
    hours: text.hours === undefined ? undefined : allowedHours(text.hours),
    bytesPerDay: text.bytesPerDay === undefined ? undefined : amount(text.bytesPerDay),
    reason: text.reason,
    owner,
    ticket: text.ticket,
    sources: list(text.source),
    created: startOf(created),
    review: startOf(review),
    expires: startOf(expires),
  };
}

/** Canonical like the paths it is compared with; its wildcards stay. */
function canonicalPattern(path: string, platform: Platform): string {
  return canonicalPath(path, platform);
}

function list(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : [...value];
}

function lower(value: string | readonly string[] | undefined): string[] {
  return list(value).map((one) => one.toLowerCase());
}

function ports(value: ApprovalText['destinations']['ports']): PortRange[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((port) => {
    const [from = 0, to = from] = String(port).split('-').map(Number);
    return { from, to };
  });
}

function allowedHours(hours: NonNullable<ApprovalText['hours']>): AllowedHours {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return {
    zone: hours.zone,
    days: hours.days.map((day) => DAYS.indexOf(day) + 1),
    from: minutes(hours.from),
    to: minutes(hours.to),
    holidays: hours.holidays ?? [],
  };
}

function amount(value: number | string): number {
  return typeof value === 'number' ? value : Number.parseInt(value, 10) * (UNITS[value.slice(-2)] ?? 1);
}

/** Midnight UTC of a date. */
function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
