/** Is the place that an approval names somebody's, and not everybody's? */
import type { AddressRange } from '../../event/address.ts';
import type { Approval, ApprovedIdentity } from './approval.ts';
import { refused, warned } from './approval-fault.ts';
import type { ApprovalFault } from './approval-fault.ts';
import { sharedName } from './shared-clouds.ts';

/** Leading bits below which a range is too wide: for a signed program, for others, and for a word about it. judgement */
const LEAST_BITS = { v4: { signed: 12, other: 16, word: 22 }, v6: { signed: 28, other: 32, word: 40 } };

export function* destinationFaults(approval: Approval): Generator<ApprovalFault, void, undefined> {
  const { destinations, identity } = approval;
  const { domains, tenants, addresses, ports } = destinations;
  if (domains.length === 0 && tenants.length === 0 && addresses.length === 0) {
    yield refused(['destinations'], 'binds no destination: give domains, tenants or addresses');
  }
  for (const [at, domain] of domains.entries()) {
    const place = ['destinations', 'domains', at];
    if (domain.includes('.')) yield* nameFaults(domain, place);
    else yield refused(place, `${domain} is no name of a place but of a whole zone`);
  }
  for (const [at, tenant] of tenants.entries()) yield* nameFaults(tenant, ['destinations', 'tenants', at]);
  for (const [at, range] of addresses.entries()) {
    yield* rangeFaults(range, identity, ['destinations', 'addresses', at]);
  }
  if (ports.length === 0) yield warned(['destinations'], 'holds for every port: give ports');
}

function* nameFaults(name: string, place: ApprovalFault['path']): Generator<ApprovalFault, void, undefined> {
  const shared = sharedName(name);
  if (shared === undefined) return;
  const { kind, suffix } = shared;
  if (kind === 'drop') yield refused(place, `${suffix} hands files to anyone: it is never approved`);
  else if (kind === 'tenant')
    yield refused(place, `anyone can rent a place under ${suffix}: name the tenant`);
  else {
    yield warned(
      place,
      `all accounts of ${suffix} meet there, an attacker's as well: whose it is cannot be seen`,
    );
  }
}

function* rangeFaults(
  range: AddressRange,
  identity: ApprovedIdentity,
  place: ApprovalFault['path'],
): Generator<ApprovalFault, void, undefined> {
  const isV4 = range.bits >= 96 && range.groups[5] === 0xffff;
  const bits = isV4 ? range.bits - 96 : range.bits;
  const least = isV4 ? LEAST_BITS.v4 : LEAST_BITS.v6;
  const signed = identity.signers.length > 0 || identity.teamIds.length > 0 || identity.platformBinary;
  if (bits < (signed ? least.signed : least.other)) yield refused(place, `${range.text} is too wide a range`);
  else if (bits < least.word) yield warned(place, `${range.text} is a wide range`);
}
