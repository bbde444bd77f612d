import type { DnsMessage } from './dns-message.ts';
import { readDnsMessage } from './dns-message.ts';

/** A name that was looked up, and what was answered. */
export interface DnsLookup {
  readonly name: string;
  readonly type: string;
  /** `undefined` when no answer was captured. */
  readonly rcode: number | undefined;
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
}

export interface DnsFacts {
  readonly lookups: readonly DnsLookup[];
  /** Longest name asked for, in characters: tunnels ask for long ones. */
  readonly longestName: number;
}

/** Facts of a flow of DNS messages; `undefined` when the first message that was captured is none. */
export function readDns(sent: readonly Buffer[], received: readonly Buffer[]): DnsFacts | undefined {
  const first = sent[0] ?? received[0];
  if (first === undefined || readDnsMessage(first) === undefined) return undefined;
  const waiting = new Map<string, DnsMessage>();
  const lookups: DnsLookup[] = [];
  let longestName = 0;
  // Both sides may ask (multicast, servers among themselves), so what counts is the flag, not the direction.
  for (const bytes of [...sent, ...received]) {
    const message = readDnsMessage(bytes);
    if (message === undefined) continue;
    longestName = Math.max(longestName, message.name.length);
    const key = `${message.id} ${message.type} ${message.name}`;
    if (message.isResponse) {
      waiting.delete(key);
      lookups.push(lookup(message));
    } else waiting.set(key, message);
  }
  for (const message of waiting.values()) lookups.push(lookup(message));
  return { lookups, longestName };
}

/** Splits a TCP stream into its messages, each with a length of two bytes before it (RFC 1035, 4.2.2). */
export function dnsMessagesOf(stream: Buffer): readonly Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at + 2 <= stream.length;) {
    const length = stream.readUInt16BE(at);
    if (length < 17 || at + 2 + length > stream.length) break;
    messages.push(stream.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return messages;
}

function lookup({ name, type, rcode, addresses, aliases }: DnsMessage): DnsLookup {
  return { name, type, rcode, addresses, aliases };
}
