/**
 * IP addresses as telemetry writes them, turned into one canonical text, and tests whether one lies in a range.
 *
 * IPv4-mapped IPv6 becomes IPv4; IPv6 follows RFC 5952; a zone id (`%eth0`) is dropped. Hand-written because this
 * runs once per connection record: libraries were measured 40 times slower.
 */

/** Canonical text of an address, or `undefined` when it is none. Accepts `::ffff:1.2.3.4` and full-length IPv6. */
export function canonicalAddress(text: string): string | undefined {
  if (text.length === 0 || text.length > 64) return undefined;
  if (text.includes(':')) {
    const groups = parseIPv6(text);
    return groups === undefined ? undefined : formatIPv6(groups);
  }
  const value = parseIPv4(text);
  return value === undefined ? undefined : formatIPv4(value);
}

/** An address range: `bits` leading bits of `groups` (8 groups of 16 bits; IPv4 sits in the mapped range). */
export interface AddressRange {
  readonly text: string;
  readonly groups: readonly number[];
  readonly bits: number;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address. `undefined` when it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = (slash < 0 ? text : text.slice(0, slash)).trim();
  const isV4 = !address.includes(':');
  const groups = addressGroups(address);
  if (groups === undefined) return undefined;
  const width = isV4 ? 32 : 128;
  let bits = width;
  if (slash >= 0) {
    const suffix = text.slice(slash + 1).trim();
    if (!/^\d{1,3}$/.test(suffix)) return undefined;
    bits = Number(suffix);
    if (bits > width) return undefined;
  }
  return { text, groups, bits: isV4 ? bits + 96 : bits };
}

/** The eight 16-bit groups of an address, IPv4 as `::ffff:a.b.c.d`; `undefined` when it is no address. */
export function addressGroups(address: string): readonly number[] | undefined {
  if (!address.includes(':')) {
    const value = parseIPv4(address);
    return value === undefined ? undefined : [0, 0, 0, 0, 0, 0xffff, value >>> 16, value & 0xffff];
  }
  return parseIPv6(address);
}

export function inRange(groups: readonly number[], range: AddressRange): boolean {
  let left = range.bits;
  for (let i = 0; i < 8 && left > 0; i++) {
    const take = Math.min(16, left);
    const shift = 16 - take;
    if ((groups[i] ?? 0) >>> shift !== (range.groups[i] ?? 0) >>> shift) return false;
    left -= take;
  }
  return true;
}

function parseIPv4(text: string): number | undefined {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      octet = octet < 0 ? code - 48 : octet * 10 + code - 48;
      if (octet > 255) return undefined;
    } else if (code === 46 && octet >= 0 && dots < 3) {
      value = value * 256 + octet;
      octet = -1;
      dots++;
    } else return undefined;
  }
  return dots === 3 && octet >= 0 ? (value * 256 + octet) >>> 0 : undefined;
}

function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function parseIPv6(input: string): number[] | undefined {
  const zone = input.indexOf('%');
  let text = zone < 0 ? input : input.slice(0, zone);
  const tail: number[] = [];
  const lastColon = text.lastIndexOf(':');
  if (text.includes('.', lastColon)) {
    const v4 = parseIPv4(text.slice(lastColon + 1));
    if (v4 === undefined) return undefined;
    tail.push(v4 >>> 16, v4 & 0xffff);
    text = text.slice(0, lastColon);
    if (text.endsWith(':')) text += ':';
    if (text === '') return undefined;
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '');
  const rest = halves.length === 2 ? parseGroups((halves[1] ?? '').replace(/:$/, '')) : [];
  if (head === undefined || rest === undefined) return undefined;
  const known = head.length + rest.length + tail.length;
  if (halves.length === 2 ? known > 7 : known !== 8) return undefined;
  return [...head, ...Array.from({ length: 8 - known }, () => 0), ...rest, ...tail];
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  for (const part of text.split(':')) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
    groups.push(Number.parseInt(part, 16));
  }
  return groups;
}

function formatIPv6(groups: readonly number[]): string {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return formatIPv4((((groups[6] ?? 0) << 16) | (groups[7] ?? 0)) >>> 0);
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) {
      bestStart = i;
      bestLength = length;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (bestStart < 0) return hex.join(':');
  return `${hex.slice(0, bestStart).join(':')}::${hex.slice(bestStart + bestLength).join(':')}`;
}
