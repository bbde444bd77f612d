/** What is external: outside the site's own networks. Private is not the same as internal (design, section 2). */
import { addressGroups, inRange, parseRange } from '../event/address.ts';
import type { AddressRange } from '../event/address.ts';

/**
 * Ranges that never leave a site or host by themselves, from the IANA special-purpose registries (RFC 6890 and
 * updates). The mapped range is absent: mapped addresses were turned into IPv4 before. So are the documentation ranges: no
 * site owns them, and laboratories let them play the internet.
 */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  '100::/64',
  '100:0:0:1::/64',
  '2001:2::/48',
  '2001:10::/28',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/** Never external whatever a site declares: the host itself, its link, groups and broadcasts. */
const NEVER_EXTERNAL = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '255.255.255.255',
  '::/127',
  'fe80::/10',
  'ff00::/8',
];

/** NAT64 and 6to4 carry an IPv4 destination inside. */
const NAT64 = range('64:ff9b::/96');
const SIX_TO_FOUR = range('2002::/16');
const MAPPED = range('::ffff:0:0/96');

export interface NetworkSettings {
  /** Ranges that are the site's own. When any is given, private ranges not named here are external. */
  readonly internal: readonly string[];
  /** Ranges that are outside although they look private, or although `internal` contains them. */
  readonly external: readonly string[];
  /** Address of a drill's own receiver: outside for the drill, whatever it is. */
  readonly exercise?: string | undefined;
}

export type IsExternal = (address: string) => boolean;

/**
 * The site's test for "external", with answers remembered: addresses repeat.
 *
 * A site that declares its networks of one IP version has said what is internal there; all else is external, private or not
 * (recordings have command servers in private ranges). A site that declares nothing gets the registry's ranges.
 */
export function externalTest(settings: NetworkSettings): IsExternal {
  const internal = settings.internal.map(range);
  const external = settings.external.map(range);
  const special = SPECIAL.map(range);
  const never = NEVER_EXTERNAL.map(range);
  const declaredV4 = internal.some(isV4);
  const declaredV6 = internal.some((one) => !isV4(one));
  const known = new Map<string, boolean>();
  const decide = (address: string): boolean => {
    if (address === settings.exercise) return true;
    const groups = addressGroups(address);
    if (groups === undefined) return false;
    const effective = embeddedV4(groups) ?? groups;
    const isIn = (one: AddressRange): boolean => isWithin(effective, one);
    if (never.some(isIn)) return false;
    // A declaration may speak of the carrying address as well as of the one inside.
    const isDeclared = (one: AddressRange): boolean => isIn(one) || isWithin(groups, one);
    const outside = external.filter(isDeclared);
    const inside = internal.filter(isDeclared);
    if (outside.length > 0) return longest(outside) >= longest(inside);
    if (inside.length > 0) return false;
    const declared = inRange(effective, MAPPED) ? declaredV4 : declaredV6;
    return declared || !special.some(isIn);
  };
  return (address) => {
    let answer = known.get(address);
    if (answer === undefined) {
      answer = decide(address);
      if (known.size >= 65_536) known.clear();
      known.set(address, answer);
    }
    return answer;
  };
}

/** IPv4 sits in the mapped range; a short IPv6 prefix that covers it (`::/0`) still speaks of IPv6 only. */
function isV4(one: AddressRange): boolean {
  return one.bits >= MAPPED.bits && inRange(one.groups, MAPPED);
}

function isWithin(groups: readonly number[], one: AddressRange): boolean {
  return inRange(groups, one) && inRange(groups, MAPPED) === isV4(one);
}

function embeddedV4(groups: readonly number[]): readonly number[] | undefined {
  if (inRange(groups, NAT64)) return [0, 0, 0, 0, 0, 0xffff, ...groups.slice(6)];
  return inRange(groups, SIX_TO_FOUR) ? [0, 0, 0, 0, 0, 0xffff, ...groups.slice(1, 3)] : undefined;
}

/** The more particular declaration wins. */
function longest(ranges: readonly AddressRange[]): number {
  return ranges.reduce((most, one) => Math.max(most, one.bits), -1);
}

function range(text: string): AddressRange {
  const parsed = parseRange(text);
  if (parsed === undefined) throw new RangeError(`not an address range: ${text}`);
  return parsed;
}
