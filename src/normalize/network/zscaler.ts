/** Zscaler's NSS feeds as JSON (network.md section 4.3): the fields are whatever the administrator kept. */
import { canonicalAddress } from '../../event/address.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import { isObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { wholeNumber } from '../loose-value.ts';
import type { JsonProduct } from '../product.ts';
import { draftFlow, nameLookup } from './flow-draft.ts';
import type { Sighting } from './flow-draft.ts';
import { proxyRecordTime, readProxyRecord } from './lines/proxy-record.ts';
import type { NamedField } from './lines/proxy-record.ts';
import { dnsName } from './wire-values.ts';

const FEEDS: Readonly<
  Record<string, (field: NamedField, sighting: Sighting) => TelemetryEvent | string | undefined>
> = {
  web: readProxyRecord,
  fw: readFirewall,
  dns: readDns,
};

export const zscalerProduct: JsonProduct = {
  id: 'zscaler',
  title: 'Zscaler NSS',
  knows: (record) => feedOf(record) !== undefined && isObject(record['event']),
  open({ fallbackHost }) {
    return (record, place) => {
      const feed = feedOf(record) ?? '';
      const read = FEEDS[feed];
      const kind = `Zscaler ${read === undefined ? 'other' : feed}`;
      const field = fieldsOf(isObject(record['event']) ? record['event'] : {});
      const time = proxyRecordTime(field);
      const base = { kind, host: fallbackHost, time, events: [] };
      if (read === undefined) return base;
      if (time === undefined) return { ...base, broken: 'the time cannot be read' };
      const sensor = feed === 'web' ? 'proxy' : feed === 'fw' ? 'firewall' : 'dns-log';
      const event = read(field, { sensor, code: `zscaler-${feed}`, host: fallbackHost, time, place });
      if (typeof event === 'string') return { ...base, broken: event };
      return event === undefined ? base : { ...base, events: [event] };
    };
  },
};

function feedOf(record: JsonObject): string | undefined {
  const type = record['sourcetype'];
  return typeof type === 'string' && type.startsWith('zscalernss-')
    ? type.slice('zscalernss-'.length)
    : undefined;
}

/** By lower-case name; numbers may be texts or numbers. */
function fieldsOf(event: JsonObject): NamedField {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(event)) {
    if (fields.size >= 400) break;
    if (typeof value === 'string' || typeof value === 'number') fields.set(name.toLowerCase(), String(value));
  }
  return (name) => fields.get(name);
}

/**
 * A firewall session. The standard licence adds up sessions of a quarter of an hour: then the ports are those of the last
 * one only and are left out, so that nobody takes the sum for that session.
 */
function readFirewall(field: NamedField, sighting: Sighting): TelemetryEvent | string {
  const isSum = field('aggregate')?.toLowerCase() === 'yes' && field('numsessions') !== '1';
  const lasted = wholeNumber(field('durationms')) ?? (wholeNumber(field('duration')) ?? 0) * 1000;
  const flow = draftFlow(
    { ...sighting, time: sighting.time - Math.min(lasted, 24 * 3_600_000) },
    field('proto'),
    field('csip'),
    isSum ? undefined : wholeNumber(field('csport')),
    // Behind a translated destination the server side has the true one.
    field('dnat')?.toLowerCase() === 'yes' ? field('sdip') : field('cdip'),
    wholeNumber(field('cdport')),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the session is missing';
  flow.end = sighting.time;
  flow.bytesOut = wholeNumber(field('outbytes'));
  flow.bytesIn = wholeNumber(field('inbytes'));
  flow.wireBytes = true;
  const user = field('user');
  flow.user = user === undefined || user.trim() === '' || user === 'None' ? undefined : user.slice(0, 256);
  if (/drop|block|deny/i.test(field('action') ?? '')) flow.established = false;
  const translated = canonicalAddress(field('ssip') ?? '');
  if (translated !== undefined && translated !== '0.0.0.0' && translated !== flow.sourceAddress) {
    flow.translatedSource = translated;
    flow.translatedSourcePort = isSum ? undefined : wholeNumber(field('ssport'));
  }
  return flow;
}

function readDns(field: NamedField, sighting: Sighting): TelemetryEvent | undefined {
  const name = dnsName(field('dns_req'));
  if (name === undefined) return undefined;
  const addresses: string[] = [];
  const aliases: string[] = [];
  for (const part of (field('dns_resp') ?? '').slice(0, 8192).split(/[,; ]+/)) {
    const address = canonicalAddress(part);
    if (address !== undefined) addresses.push(address);
    else if (part.includes('.')) aliases.push(part.toLowerCase().replace(/\.$/, ''));
  }
  return nameLookup(sighting, name, addresses, aliases, field('clt_sip'));
}
