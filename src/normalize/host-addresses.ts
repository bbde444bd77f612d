/**
 * Addresses that a sensor tells of its own host with every record: they tie what a network sensor saw to the host.
 *
 * Told once per address and quarter of an hour, as of its beginning, so that neither order nor repetition of records
 * changes what is told.
 */
import { addressGroups, canonicalAddress } from '../event/address.ts';
import type { EventBase, HostAddress } from '../event/event.ts';

const SPAN = 15 * 60_000;
const MOST_TOLD = 20_000;
/** Addresses of one record that are looked at. */
const MOST_LISTED = 64;

export class HostAddresses {
  readonly #told = new Set<string>();

  /** What is new in a list of addresses that comes with a record. */
  tell(base: EventBase, listed: unknown): readonly HostAddress[] {
    if (!Array.isArray(listed)) return typeof listed === 'string' ? this.tell(base, [listed]) : [];
    const time = Math.floor(base.time / SPAN) * SPAN;
    const news: HostAddress[] = [];
    for (const item of listed.slice(0, MOST_LISTED)) {
      const address = typeof item === 'string' ? ownAddress(item) : undefined;
      if (address === undefined) continue;
      const key = `${base.host}|${address}|${time}`;
      if (this.#told.has(key)) continue;
      // Forgetting only repeats what was told.
      if (this.#told.size >= MOST_TOLD) this.#told.clear();
      this.#told.add(key);
      news.push({ kind: 'address', ...base, time, address, mac: undefined, until: undefined });
    }
    return news;
  }
}

/** Loopback and link-local addresses belong to every host. */
function ownAddress(text: string): string | undefined {
  const address = canonicalAddress(text);
  if (address === undefined || address === '0.0.0.0' || address === '::' || address === '::1')
    return undefined;
  if (address.startsWith('127.') || address.startsWith('169.254.')) return undefined;
  const first = addressGroups(address)?.[0] ?? 0;
  return first >= 0xfe80 && first <= 0xfebf ? undefined : address;
}
