/** Zeek conn.log: one row a connection, written when it ends; `ts` is its first packet. */
import type { Flow } from '../../../event/event.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { zeekFlow } from './zeek-sides.ts';

/** Both ends spoke TCP to each other. RSTRH, SHR and OTH were seen in part only. */
const ESTABLISHED = new Set(['S1', 'SF', 'S2', 'S3', 'RSTO', 'RSTR']);
const ATTEMPTS = new Set(['S0', 'REJ', 'RSTOS0', 'SH']);

/** States in which Zeek saw the first payload, so that "no protocol recognised" says something. */
const SEEN_FROM_THE_START = ESTABLISHED;

/** The most payload one packet carries, segmentation offload included. */
const LARGEST_PACKET = 65_535;

export function readZeekConn(fields: ZeekFields, sighting: Sighting): Flow | string {
  const flow = zeekFlow(fields, sighting, '');
  if (typeof flow === 'string') return flow;
  const duration = fields.number('duration');
  if (duration !== undefined) flow.end = flow.time + duration * 1000;
  const state = fields.text('conn_state');
  setBytes(flow, fields);
  flow.established = established(flow, state);
  const payload = flow.wireBytes ? 0 : (flow.bytesOut ?? 0) + (flow.bytesIn ?? 0);
  flow.service = zeekService(fields.text('service'));
  if (flow.service === undefined && payload > 0 && wasLookedAt(flow, state)) flow.service = 'none';
  return flow;
}

/**
 * Payload comes from TCP sequence numbers, which broken or hostile packets can push to any value: more than the packets
 * could have carried is not believed, and what the IP headers say stands instead.
 */
function setBytes(flow: FlowDraft, fields: ZeekFields): void {
  const missed = fields.number('missed_bytes') ?? 0;
  const out = fields.number('orig_bytes');
  const into = fields.number('resp_bytes');
  const shunted = fields.flag('corelight_shunted') === true;
  if (
    (out !== undefined || into !== undefined) &&
    (shunted ||
      (isPossible(out, fields.number('orig_pkts'), missed) &&
        isPossible(into, fields.number('resp_pkts'), missed)))
  ) {
    flow.bytesOut = out;
    flow.bytesIn = into;
    return;
  }
  flow.bytesOut = fields.number('orig_ip_bytes');
  flow.bytesIn = fields.number('resp_ip_bytes');
  flow.wireBytes = flow.bytesOut !== undefined || flow.bytesIn !== undefined;
}

function isPossible(bytes: number | undefined, packets: number | undefined, missed: number): boolean {
  return bytes === undefined || packets === undefined || bytes <= packets * LARGEST_PACKET + missed;
}

/** Only TCP shows that nobody answered for good; a datagram nobody answers may still have carried data out. */
function established(flow: FlowDraft, state: string | undefined): boolean | undefined {
  if (state === undefined) return undefined;
  if (flow.protocol === 'tcp') {
    if (ESTABLISHED.has(state)) return true;
    if (ATTEMPTS.has(state)) return false;
    return !flow.wireBytes && (flow.bytesOut ?? 0) > 0 && (flow.bytesIn ?? 0) > 0 ? true : undefined;
  }
  return state === 'SF' ? true : undefined;
}

function wasLookedAt(flow: FlowDraft, state: string | undefined): boolean {
  if (flow.protocol === 'udp') return true;
  return flow.protocol === 'tcp' && state !== undefined && SEEN_FROM_THE_START.has(state);
}

/** Of several protocols in one connection the one that tells most; Zeek lists them in no fixed order. */
const TELLING = [
  'quic',
  'ssl',
  'ssh',
  'http',
  'smtp',
  'ftp',
  'ftp-data',
  'imap',
  'pop3',
  'smb',
  'rdp',
  'ldap',
  'dns',
];

/** `quic,ssl` is `quic`, `ssl` is `tls`; a protocol Zeek withdrew (`-http`) counts for nothing. */
export function zeekService(service: string | undefined): string | undefined {
  if (service === undefined) return undefined;
  if (service === 'ssl') return 'tls';
  if (!service.includes(',') && !service.startsWith('-')) return service.toLowerCase().slice(0, 64);
  const names = service
    .toLowerCase()
    .slice(0, 256)
    .split(',')
    .filter((name) => name !== '' && !name.startsWith('-'));
  const best = TELLING.find((name) => names.includes(name)) ?? names.sort()[0];
  return best === 'ssl' ? 'tls' : best;
}
