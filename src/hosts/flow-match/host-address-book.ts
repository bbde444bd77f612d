/**
 * Which host had an address at a time: from leases and interface lists, from the local ends of connections the hosts
 * themselves told of, and from what a site declares. Where several hosts may have had it, nobody has it.
 */
import { addressGroups } from '../../event/address.ts';
import type { Connection, HostAddress } from '../../event/event.ts';

/** An address is looked for so long around the first and last moment a host was seen with it. */
const AROUND = 12 * 3_600_000;

/** Addresses and hosts that are kept; a scan of a network must not fill the memory. */
const MOST_SPANS = 200_000;

/** An address that more hosts claim tells nothing of any. */
const MOST_OWNERS = 64;

interface Span {
  readonly host: string;
  from: number;
  to: number;
}

export class HostAddressBook {
  readonly #owners = new Map<string, Map<string, Span>>();
  readonly #addresses = new Map<string, Set<string>>();
  readonly #hostName: (host: string) => string;
  #size = 0;
  dropped = 0;

  /** `hostName` gives the one name of a host that is known under several. */
  constructor(hostName: (host: string) => string = (host) => host) {
    this.#hostName = hostName;
  }

  /** A lease or an interface list. */
  add(event: HostAddress): void {
    this.#seen(event.address, event.host, event.time, event.until ?? event.time);
  }

  /** A connection the host itself told of: its local end is the host's. */
  addConnection(event: Connection): void {
    this.#seen(event.localAddress, event.host, event.time, event.end ?? event.time);
  }

  /** A site's own word holds at all times. */
  declare(address: string, host: string): void {
    this.#seen(address, host, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  /** `undefined` when nobody or nobody in particular had it. */
  hostOf(address: string, time: number): string | undefined {
    const owners = this.#owners.get(address);
    if (owners === undefined || owners.size > MOST_OWNERS) return undefined;
    const spans = [...owners.values()];
    const inside = spans.filter((span) => span.from <= time && time <= span.to);
    if (inside.length > 0) return inside.length === 1 ? inside[0]?.host : undefined;
    const near = spans.filter((span) => span.from - AROUND <= time && time <= span.to + AROUND);
    return near.length === 1 ? near[0]?.host : undefined;
  }

  /** Addresses a host was ever seen with, in the order of the alphabet. */
  addressesOf(host: string): readonly string[] {
    return [...(this.#addresses.get(this.#hostName(host)) ?? [])].sort();
  }

  #seen(address: string, host: string, from: number, to: number): void {
    if (host === '' || !isOwnable(address)) return;
    const name = this.#hostName(host);
    let owners = this.#owners.get(address);
    const known = owners?.get(name);
    if (known !== undefined) {
      known.from = Math.min(known.from, from);
      known.to = Math.max(known.to, to);
      return;
    }
    if (this.#size >= MOST_SPANS) {
      this.dropped++;
      return;
    }
    this.#size++;
    if (owners === undefined) {
      owners = new Map();
      this.#owners.set(address, owners);
    }
    owners.set(name, { host: name, from, to });
    const own = this.#addresses.get(name);
    if (own === undefined) this.#addresses.set(name, new Set([address]));
    else own.add(address);
  }
}

/** Loopback, link-local, groups and the unspecified address are everybody's. */
function isOwnable(address: string): boolean {
  const groups = addressGroups(address);
  if (groups === undefined) return false;
  const isV4 = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (isV4) {
    const first = (groups[6] ?? 0) >>> 8;
    return first !== 0 && first !== 127 && first < 224 && groups[6] !== 0xa9fe;
  }
  const head = groups[0] ?? 0;
  return head !== 0 && (head & 0xffc0) !== 0xfe80 && head < 0xff00;
}
