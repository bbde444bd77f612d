/** Is this where the program may send, from there, then and so much? */
import { addressGroups, inRange } from '../../event/address.ts';
import { isAllowed } from '../calendar/allowed-hours.ts';
import type { ZoneClocks } from '../calendar/zone-clock.ts';
import type { Approval } from './approval.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import type { Difference } from './approval-match.ts';
import { matchesName } from './path-glob.ts';
import { sharedName, sharedService } from './shared-clouds.ts';

/** All that differs; nothing when the destination and its circumstances are the approved ones. */
export function differencesOf(approval: Approval, facts: ApprovalFacts, clocks: ZoneClocks): Difference[] {
  const { destinations, hosts, hours } = approval;
  const differs: Difference[] = [];
  const place = placeDifference(approval, facts);
  if (place !== undefined) differs.push(place);
  const { ports, protocols } = destinations;
  if (ports.length > 0 && !ports.some(({ from, to }) => facts.port >= from && facts.port <= to))
    differs.push('port');
  if (protocols.length > 0 && !protocols.includes(facts.protocol)) differs.push('protocol');
  if (hosts.names.length > 0 || hosts.groups.length > 0) {
    const named = facts.hosts.some((host) => hosts.names.some((pattern) => isHost(host, pattern)));
    if (!named && !facts.groups.some((group) => hosts.groups.includes(group.toLowerCase())))
      differs.push('host');
  }
  if (hours !== undefined && !isAllowed(facts.time, hours, clocks.of(hours.zone))) differs.push('hours');
  if (approval.bytesPerDay !== undefined && (facts.bytesOut ?? 0) > approval.bytesPerDay)
    differs.push('bytes');
  return differs;
}

function placeDifference({ destinations }: Approval, facts: ApprovalFacts): Difference | undefined {
  const groups = destinations.addresses.length === 0 ? undefined : addressGroups(facts.address);
  if (groups !== undefined && destinations.addresses.some((range) => inRange(groups, range)))
    return undefined;
  const { name, tenant } = facts;
  const isReverse = facts.nameIs === 'reverse';
  if (tenant !== undefined && !isReverse && destinations.tenants.includes(tenant.toLowerCase())) {
    return undefined;
  }
  const below = name?.toLowerCase().replace(/\.$/, '');
  const isNamed = (domain: string): boolean => below !== undefined && isBelow(below, domain);
  const named = destinations.domains.some(isNamed) || destinations.tenants.some(isNamed);
  if (named) return facts.nameIs === 'observed' ? undefined : 'name-unproven';
  if (destinations.tenants.length === 0) return 'destination';
  const shared = below === undefined || sharedName(below) !== undefined;
  if (tenant === undefined && shared) return 'tenant-unknown';
  const service = serviceOf(tenant?.toLowerCase() ?? below ?? '');
  const isSibling = service !== undefined && destinations.tenants.some((one) => serviceOf(one) === service);
  return isSibling ? 'tenant' : 'destination';
}

/** `b2` of `b2/acme`, `blob.core.windows.net` of `acme.blob.core.windows.net`. */
function serviceOf(tenant: string): string | undefined {
  const slash = tenant.indexOf('/');
  return slash > 0 ? tenant.slice(0, slash) : sharedService(tenant);
}

/** The domain itself or a name below it, whole labels only. */
export function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** A short name in an approval means the host, however long its logs spell it. */
function isHost(host: string, pattern: string): boolean {
  const name = host.toLowerCase();
  if (matchesName(name, pattern)) return true;
  return !pattern.includes('.') && matchesName(name.split('.')[0] ?? name, pattern);
}
