import { addressGroups } from './address.ts';
import { sha1 } from './sha1.ts';

const ICMP = 1;
const ICMPV6 = 58;
/** Protocols whose ports are part of the identity: TCP, UDP, SCTP. */
const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132]);

/** Message types that answer each other; the answer's type stands in for the second port. */
const ICMP_PAIRS: Readonly<Record<number, number>> = {
  0: 8,
  8: 0,
  9: 10,
  10: 9,
  13: 14,
  14: 13,
  15: 16,
  16: 15,
  17: 18,
  18: 17,
};
const ICMPV6_PAIRS: Readonly<Record<number, number>> = {
  128: 129,
  129: 128,
  130: 131,
  131: 130,
  133: 134,
  134: 133,
  135: 136,
  136: 135,
  139: 140,
  140: 139,
  144: 145,
  145: 144,
};

/** One side of a flow. For ICMP the source port is the message type and the destination port its code. */
export interface CommunityIdFlow {
  /** IANA protocol number. */
  readonly protocol: number;
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
}

/**
 * Community ID v1 (corelight/community-id-spec): the same text for both directions of a flow, at every sensor that
 * sees the same addresses. Carries no time, so a tuple used twice has one id. IPv4-mapped addresses count as IPv4.
 *
 * `undefined` when an address is none, or when the two are of different families.
 */
export function communityId(flow: CommunityIdFlow, seed = 0): string | undefined {
  const source = addressGroups(flow.sourceAddress);
  const destination = addressGroups(flow.destinationAddress);
  if (source === undefined || destination === undefined) return undefined;
  for (let i = 0; i < 4; i++) {
    scratch[i] = (source[2 * i]! << 16) | source[2 * i + 1]!;
    scratch[4 + i] = (destination[2 * i]! << 16) | destination[2 * i + 1]!;
  }
  return communityIdOfWords(flow.protocol, scratch, 0, flow.sourcePort, 4, flow.destinationPort, seed);
}

const scratch = new Int32Array(8);
const input = Buffer.alloc(40);

/** The same for addresses of four words of 32 bits each at two places of `words`, IPv4 in the mapped range. */
export function communityIdOfWords(
  protocol: number,
  words: Int32Array,
  source: number,
  sourcePort: number,
  destination: number,
  destinationPort: number,
  seed = 0,
): string | undefined {
  const isV4 = isMapped(words, source);
  if (isMapped(words, destination) !== isV4) return undefined;
  let first = sourcePort;
  let second = destinationPort;
  let isOneWay = false;
  if (protocol === ICMP || protocol === ICMPV6) {
    const counterpart = (protocol === ICMP ? ICMP_PAIRS : ICMPV6_PAIRS)[sourcePort];
    isOneWay = counterpart === undefined;
    second = counterpart ?? destinationPort;
  }
  const order = compareAddresses(words, source, destination);
  const isSwapped = !isOneWay && (order > 0 || (order === 0 && first > second));
  let at = input.writeUInt16BE(seed, 0);
  for (const address of isSwapped ? [destination, source] : [source, destination]) {
    for (let i = isV4 ? 3 : 0; i < 4; i++) at = input.writeInt32BE(words[address + i]!, at);
  }
  at = input.writeUInt16BE(protocol << 8, at);
  if (WITH_PORTS.has(protocol) || protocol === ICMP || protocol === ICMPV6) {
    at = input.writeUInt16BE(isSwapped ? second : first, at);
    at = input.writeUInt16BE(isSwapped ? first : second, at);
  }
  return `1:${sha1(input.subarray(0, at)).toString('base64')}`;
}

function isMapped(words: Int32Array, at: number): boolean {
  return words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0xffff;
}

function compareAddresses(words: Int32Array, a: number, b: number): number {
  for (let i = 0; i < 4; i++) {
    const difference = (words[a + i]! >>> 0) - (words[b + i]! >>> 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
