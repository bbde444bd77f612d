/** PAN-OS traffic in ArcSight's Common Event Format. */
import type { Flow } from '../../../event/event.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { sensorName } from '../wire-values.ts';
import { clockTime } from './clock-time.ts';
import { lineHost, lineRead } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';
import { setTranslation } from './paloalto.ts';
import { paloaltoService } from './paloalto-service.ts';

export const openCef: OpenNetworkLines = (context, clock) => (frame, place) => {
  const header = frame.message.slice(Math.max(0, frame.message.indexOf('CEF:'))).split('|', 8);
  const fields = cefFields(header[7] === undefined ? '' : frame.message.slice(extensionStart(frame.message)));
  const host = sensorName(fields.get('dvchost')) ?? lineHost(frame, context);
  const type = header[4] ?? '';
  if (type !== 'TRAFFIC') return lineRead('PAN-OS CEF other', host, clock.timeOf(frame), undefined);
  const offset = zoneOffset(fields.get('dtz') ?? '');
  const started =
    clockTime(fields.get('PanOSSessionStartTime') ?? '') ?? clockTime(fields.get('start') ?? '');
  const written = started ?? clockTime(fields.get('rt') ?? '');
  const time = written === undefined ? clock.timeOf(frame) : written - offset;
  const kind = 'PAN-OS CEF TRAFFIC';
  if (time === undefined) return lineRead(kind, host, time, 'the time of the session cannot be read');
  const sighting: Sighting = { sensor: 'firewall', code: 'TRAFFIC', host, time, place };
  return lineRead(kind, host, time, session(fields, header[5] ?? '', sighting));
};

function session(fields: ReadonlyMap<string, string>, subtype: string, sighting: Sighting): Flow | string {
  const flow = draftFlow(
    sighting,
    fields.get('proto'),
    fields.get('src'),
    wholeNumber(fields.get('spt')),
    fields.get('dst'),
    wholeNumber(fields.get('dpt')),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the session is missing';
  const id = fields.get('cn1');
  const serial = fields.get('deviceExternalId') ?? '';
  if (id !== undefined && id !== '0') flow.flowId = `${serial}/${id}/${Math.floor(sighting.time / 60_000)}`;
  setTranslation(flow, fields.get('sourceTranslatedAddress'), fields.get('sourceTranslatedPort'));
  flow.service = paloaltoService(fields.get('app') ?? '');
  const user = fields.get('suser');
  flow.user = user === '' ? undefined : user;
  const elapsed = fields.get('cn3Label') === 'SessionDuration' ? wholeNumber(fields.get('cn3')) : undefined;
  if (subtype === 'end' && elapsed !== undefined) flow.end = flow.time + elapsed * 1000;
  flow.bytesOut = wholeNumber(fields.get('out'));
  flow.bytesIn = wholeNumber(fields.get('in'));
  flow.wireBytes = true;
  if (subtype === 'deny' || subtype === 'drop') flow.established = false;
  else if ((flow.bytesOut ?? 0) > 0 && (flow.bytesIn ?? 0) > 0) flow.established = true;
  return flow;
}

/** The text behind the seventh bar. */
function extensionStart(message: string): number {
  let at = message.indexOf('CEF:');
  for (let bars = 0; bars < 7; bars++) at = message.indexOf('|', at) + 1;
  return at;
}

/** `key=value key=value`: a value ends where the next key begins, so it may hold blanks. */
function cefFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let key = '';
  let from = 0;
  for (const found of text.matchAll(/(?:^| )([A-Za-z0-9_.-]{1,64})=/g)) {
    if (key !== '' && !fields.has(key)) fields.set(key, text.slice(from, found.index).trim());
    key = found[1] ?? '';
    from = found.index + found[0].length;
  }
  if (key !== '' && !fields.has(key)) fields.set(key, text.slice(from).trim());
  return fields;
}

/** `UTC`, `GMT+1`, `UTC-05:30`: milliseconds ahead of UTC. Names of zones change with the season and are taken as UTC. */
function zoneOffset(zone: string): number {
  const found = /^(?:UTC|GMT)([+-])(\d{1,2})(?::?(\d\d))?$/.exec(zone);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}
