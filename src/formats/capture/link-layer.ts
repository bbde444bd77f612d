/** Link types (tcpdump.org/linktypes.html) that carry IP. */
const LINK = {
  null: 0,
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
const ETHERTYPE_PPPOE = 0x8864;
/** 802.1Q, 802.1ad and the older numbers of stacked tags. */
const ETHERTYPE_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
/** More tags than any network stacks. */
const MOST_TAGS = 4;
/** Address families of IPv6 in a loopback header: BSD/OS, NetBSD; FreeBSD; Darwin. IPv4 is 2 everywhere. */
const LOOPBACK_IPV6: ReadonlySet<number> = new Set([10, 24, 28, 30]);

/** No IP here: another network protocol, or too few bytes. */
export const NOT_IP = -1;
/** The link type itself is not known. */
export const LINK_UNKNOWN = -2;

/** Where the IP packet begins in the frame `bytes[at, end)`, or one of the two constants above. */
export function findIp(bytes: Buffer, at: number, end: number, linkType: number): number {
  switch (linkType) {
    case LINK.ethernet:
      return afterEtherType(bytes, at + 12, end);
    case LINK.linuxCooked:
      return afterEtherType(bytes, at + 14, end);
    case LINK.linuxCooked2:
      return end - at >= 20 && isIp(bytes.readUInt16BE(at)) ? at + 20 : NOT_IP;
    case LINK.null:
    case LINK.loop:
      return afterFamily(bytes, at, end);
    // 12 and 14 are what some systems call raw IP.
    case LINK.raw:
    case LINK.ipv4:
    case LINK.ipv6:
    case 12:
    case 14:
      return end > at ? at : NOT_IP;
    default:
      return LINK_UNKNOWN;
  }
}

/** `at` is where an EtherType stands; tags and PPPoE are passed over. */
function afterEtherType(bytes: Buffer, at: number, end: number): number {
  let index = at;
  for (let tags = 0; tags <= MOST_TAGS && index + 2 <= end; tags++) {
    const type = bytes.readUInt16BE(index);
    if (isIp(type)) return index + 2;
    if (type === ETHERTYPE_PPPOE) return afterPppoe(bytes, index + 2, end);
    if (!ETHERTYPE_TAGS.has(type)) return NOT_IP;
    index += 4;
  }
  return NOT_IP;
}

/** PPPoE session (RFC 2516): six bytes, then a PPP protocol of two. */
function afterPppoe(bytes: Buffer, at: number, end: number): number {
  if (at + 8 > end) return NOT_IP;
  const protocol = bytes.readUInt16BE(at + 6);
  return protocol === 0x0021 || protocol === 0x0057 ? at + 8 : NOT_IP;
}

/** The family is in the byte order of the machine that captured, so its one byte stands first or last. */
function afterFamily(bytes: Buffer, at: number, end: number): number {
  if (at + 4 > end) return NOT_IP;
  const family = bytes.readUInt8(at) | bytes.readUInt8(at + 3);
  if (bytes.readUInt8(at + 1) !== 0 || bytes.readUInt8(at + 2) !== 0) return NOT_IP;
  return family === 2 || LOOPBACK_IPV6.has(family) ? at + 4 : NOT_IP;
}

function isIp(etherType: number): boolean {
  return etherType === ETHERTYPE_IPV4 || etherType === ETHERTYPE_IPV6;
}
