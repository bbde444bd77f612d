/**
 * Santa's NetworkActivity: what each process sent and received in one window of time, counted from the beginning of
 * each flow. Every window of a flow gives one connection, with the bytes that no earlier record of the flow told of,
 * so that they add up to the flow's in any order of records.
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase } from '../../event/event.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { portNumber, said, wholeNumber } from '../loose-value.ts';
import { field, santaProcess } from './santa-value.ts';

const MOST_FLOWS = 50_000;
/** Of one record: far more than a window of a host holds. */
const MOST_LISTED = 20_000;
const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'ipv6-icmp' };

interface Told {
  out: number;
  in: number;
}

export class SantaFlows {
  /** Largest counts told, by host, boot, flow id and hash: ids alone come again. */
  readonly #told = new Map<string, Told>();

  /** `windowEnd`, milliseconds, ends what the record speaks of. Flows that say nothing of a remote side are `broken`. */
  read(
    activity: JsonObject,
    base: EventBase,
    boot: string | undefined,
    windowEnd: number | undefined,
  ): { readonly connections: readonly Connection[]; readonly broken: number } {
    const connections: Connection[] = [];
    let broken = 0;
    let left = MOST_LISTED;
    for (const entry of list(field(activity, 'processes'))) {
      if (!isObject(entry)) continue;
      const process = santaProcess(field(entry, 'process'), boot);
      for (const flow of list(field(entry, 'flows'))) {
        if (left-- <= 0) return { connections, broken };
        if (!isObject(flow)) continue;
        const connection = this.#flow(flow, base, boot, windowEnd);
        if (connection === undefined || process === undefined) broken++;
        else
          connections.push({
            ...connection,
            uid: process.uid,
            pid: process.pid,
            image: process.image,
            user: process.user,
          });
      }
    }
    return { connections, broken };
  }

  #flow(
    flow: JsonObject,
    base: EventBase,
    boot: string | undefined,
    windowEnd: number | undefined,
  ): Connection | undefined {
    const remoteName = said(field(flow, 'remote_hostname'));
    const remoteAddress = canonicalAddress(said(field(flow, 'remote_address')) ?? '') ?? '';
    if (remoteAddress === '' && remoteName === undefined) return undefined;
    const key = `${base.host}|${boot ?? ''}|${text(field(flow, 'id'))}|${text(field(flow, 'hash'))}`;
    const began = time(field(flow, 'start_time'));
    const bytes = this.#news(
      key,
      wholeNumber(field(flow, 'bytes_outbound')),
      wholeNumber(field(flow, 'bytes_inbound')),
    );
    const number = wholeNumber(field(flow, 'protocol')) ?? 0;
    return {
      kind: 'connection',
      ...base,
      time: began ?? base.time,
      uid: undefined,
      pid: undefined,
      image: undefined,
      user: undefined,
      protocol: number === 0 ? 'unknown' : (PROTOCOLS[number] ?? String(number)),
      direction: direction(field(flow, 'direction')),
      localAddress: canonicalAddress(said(field(flow, 'local_address')) ?? '') ?? '',
      localPort: portNumber(field(flow, 'local_port')),
      remoteAddress,
      remotePort: portNumber(field(flow, 'remote_port')),
      remoteName: remoteName?.toLowerCase().replace(/\.$/, ''),
      end: time(field(flow, 'close_time')) ?? windowEnd,
      bytesOut: bytes.out,
      bytesIn: bytes.in,
      failed: said(field(flow, 'decision'))?.endsWith('BLOCK') === true ? true : undefined,
    };
  }

  /** Counts that equal the default are left out by the writer: a flow without one has sent nothing. */
  #news(key: string, out = 0, inbound = 0): Told {
    const known = this.#told.get(key);
    if (known === undefined) {
      if (this.#told.size >= MOST_FLOWS) this.#forgetOldest();
      this.#told.set(key, { out, in: inbound });
      return { out, in: inbound };
    }
    const news = { out: Math.max(0, out - known.out), in: Math.max(0, inbound - known.in) };
    known.out = Math.max(known.out, out);
    known.in = Math.max(known.in, inbound);
    return news;
  }

  #forgetOldest(): void {
    const oldest = this.#told.keys().next();
    if (oldest.done !== true) this.#told.delete(oldest.value);
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 64) : '';
}

function time(value: unknown): number | undefined {
  return parseTimestamp(said(value) ?? '')?.time;
}

function direction(value: unknown): Connection['direction'] {
  const word = typeof value === 'string' ? value : '';
  if (word.endsWith('OUTBOUND') || value === 2) return 'outbound';
  return word.endsWith('INBOUND') || value === 1 ? 'inbound' : 'unknown';
}
