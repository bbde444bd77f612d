/** Windows Firewall's pfirewall.log (network.md section 5.4): local time, and since Windows 11 the process id. */
import { canonicalAddress } from '../../../event/address.ts';
import type { Connection, TelemetryEvent } from '../../../event/event.ts';
import { portNumber, wholeNumber } from '../../loose-value.ts';
import { draftFlow, sensorGap } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import type { NamedField } from '../lines/proxy-record.ts';
import { protocolName } from '../protocol-name.ts';

/** A packet the host's own firewall judged: with a process id it is the connection of that process. */
export function readPfirewall(field: NamedField, sighting: Sighting): TelemetryEvent | string | undefined {
  const action = field('action') ?? '';
  if (action === 'INFO-EVENTS-LOST') return sensorGap(sighting, 'the firewall lost events');
  const source = canonicalAddress(field('src-ip') ?? '');
  const destination = canonicalAddress(field('dst-ip') ?? '');
  if (source === undefined || destination === undefined) return 'an address of the packet is missing';
  const path = field('path');
  const pid = wholeNumber(field('pid'));
  if (pid !== undefined && pid > 0 && (path === 'SEND' || path === 'RECEIVE'))
    return connection(field, sighting, source, destination, pid);
  const flow = packet(field, sighting, source, destination);
  if (action === 'DROP') flow.established = false;
  return flow;
}

function packet(field: NamedField, sighting: Sighting, source: string, destination: string): FlowDraft {
  return draftFlow(
    sighting,
    field('protocol'),
    source,
    wholeNumber(field('src-port')),
    destination,
    wholeNumber(field('dst-port')),
  );
}

function connection(
  field: NamedField,
  sighting: Sighting,
  source: string,
  destination: string,
  pid: number,
): Connection {
  const isOut = field('path') === 'SEND';
  return {
    kind: 'connection',
    host: sighting.host,
    time: sighting.time,
    sensor: 'firewall',
    platform: 'windows',
    code: sighting.code,
    place: sighting.place,
    uid: undefined,
    pid,
    image: undefined,
    user: undefined,
    protocol: protocolName(field('protocol')),
    direction: isOut ? 'outbound' : 'inbound',
    localAddress: isOut ? source : destination,
    localPort: portNumber(field(isOut ? 'src-port' : 'dst-port')),
    remoteAddress: isOut ? destination : source,
    remotePort: portNumber(field(isOut ? 'dst-port' : 'src-port')),
    remoteName: undefined,
    failed: field('action') === 'DROP' ? true : undefined,
  };
}
