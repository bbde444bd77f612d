/** PAN-OS logs as CSV (network.md section 5.1). Columns are counted from the left: each version appends more. */
import type { Flow } from '../../../event/event.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow, tlsFacts } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import { moment, tlsVersion } from '../wire-values.ts';
import { clockTime } from './clock-time.ts';
import { csvFields } from './csv-fields.ts';
import { lineHost, lineRead } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';
import { paloaltoService } from './paloalto-service.ts';

const COUNTED = new Set([
  'THREAT',
  'SYSTEM',
  'CONFIG',
  'GLOBALPROTECT',
  'USERID',
  'HIPMATCH',
  'AUTHENTICATION',
  'TUNNEL',
]);

export const openPaloalto: OpenNetworkLines = (context) => (frame, place) => {
  const host = lineHost(frame, context);
  const from = frame.message.search(/\d,[\d/]{6,10} [\d:]{4,8},/);
  const fields = csvFields(frame.message.slice(Math.max(0, from)));
  const type = fields[3] ?? '';
  if (type !== 'TRAFFIC' && type !== 'DECRYPTION')
    return lineRead(
      `PAN-OS ${COUNTED.has(type) ? type : 'other'}`,
      host,
      clockTime(fields[1] ?? ''),
      undefined,
    );
  const kind = `PAN-OS ${type}`;
  const offset = zoneOffset(fields);
  const generated = clockTime(fields[6] ?? '') ?? clockTime(fields[1] ?? '');
  const written = clockTime((type === 'TRAFFIC' ? fields[35] : fields[21]) ?? '') ?? generated;
  if (written === undefined) return lineRead(kind, host, undefined, 'the time of the session cannot be read');
  const sighting: Sighting = { sensor: 'firewall', code: type, host, time: written - offset, place };
  const flow = session(fields, sighting);
  if (typeof flow === 'string') return lineRead(kind, host, sighting.time, flow);
  return lineRead(
    kind,
    host,
    sighting.time,
    type === 'TRAFFIC' ? traffic(flow, fields) : decryption(flow, fields),
  );
};

function session(fields: readonly string[], sighting: Sighting): FlowDraft | string {
  const flow = draftFlow(
    sighting,
    fields[29],
    fields[7],
    wholeNumber(fields[24]),
    fields[8],
    wholeNumber(fields[25]),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the session is missing';
  const serial = fields[2] ?? '';
  const id = fields[22] ?? '';
  // A session id is used again; with the firewall and the start it is one.
  if (id !== '' && id !== '0') flow.flowId = `${serial}/${id}/${Math.floor(sighting.time / 60_000)}`;
  setTranslation(flow, fields[9], fields[26]);
  flow.service = paloaltoService(fields[14] ?? '');
  flow.user = fields[12] === '' ? undefined : fields[12];
  return flow;
}

function traffic(flow: FlowDraft, fields: readonly string[]): Flow {
  const elapsed = wholeNumber(fields[36]);
  if (fields[4] === 'end' && elapsed !== undefined) flow.end = flow.time + elapsed * 1000;
  flow.wireBytes = true;
  if (fields[4] !== 'start') {
    flow.bytesOut = wholeNumber(fields[32]);
    flow.bytesIn = wholeNumber(fields[33]);
  }
  // `incomplete`: the handshake was never finished, or nothing followed it.
  if (fields[4] === 'deny' || fields[4] === 'drop' || fields[14] === 'incomplete') flow.established = false;
  else if ((flow.bytesOut ?? 0) > 0 && (flow.bytesIn ?? 0) > 0) flow.established = true;
  return flow;
}

/** The decryption log tells of the handshake: `TLS1.3,ECDHE,AES_256_GCM,SHA384`. */
function decryption(flow: FlowDraft, fields: readonly string[]): Flow {
  const at = fields.findIndex((field, index) => index > 30 && /^(?:TLS|SSL) ?v?\d/i.test(field));
  if (at < 0) return flow;
  const cipher = fields.slice(at + 1, at + 4).filter((part) => part !== '');
  flow.service = 'tls';
  flow.tls = tlsFacts({
    version: tlsVersion(fields[at]),
    cipher: cipher.length === 0 ? undefined : cipher.join('_').slice(0, 200),
  });
  return flow;
}

export function setTranslation(flow: FlowDraft, address: string | undefined, port: string | undefined): void {
  if (address === undefined || address === '' || address === '0.0.0.0' || address === '::') return;
  flow.translatedSource = address.slice(0, 64);
  const number = wholeNumber(port);
  flow.translatedSourcePort = number === 0 ? undefined : number;
}

const QUARTER_OF_AN_HOUR = 900_000;

/**
 * How far the firewall's own clock text is from UTC. Only the high resolution time near the end names its zone; both tell
 * of one moment, so their difference is the zone, to a quarter of an hour.
 */
function zoneOffset(fields: readonly string[]): number {
  const local = clockTime(fields[6] ?? '');
  const zoned = fields.findLast((field) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(?:[+-]\d\d:\d\d|Z)$/.test(field),
  );
  const exact = zoned === undefined ? undefined : moment(zoned);
  if (local === undefined || exact === undefined) return 0;
  const offset = Math.round((local - exact) / QUARTER_OF_AN_HOUR) * QUARTER_OF_AN_HOUR;
  return Math.abs(offset) <= 15 * 3_600_000 ? offset : 0;
}
