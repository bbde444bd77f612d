/** pf as pfSense and OPNsense log it: filterlog's CSV, one packet a line (network.md section 5.3). */
import type { Flow } from '../../../event/event.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { turnRound } from '../turn-round.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

export const openPf: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const time = clock.timeOf(frame);
  const event =
    time === undefined
      ? NO_TIME
      : packet(frame.message, { sensor: 'firewall', code: 'pf', host, time, place });
  return lineRead('pf packet', host, time, event);
};

/** Where the IP header's fields end and addresses begin. */
const LAYOUTS: Readonly<Record<string, { protocol: number; source: number }>> = {
  // tos, ecn, ttl, id, offset, flags, protocol number, protocol, length, source, destination
  4: { protocol: 16, source: 18 },
  // class, flow label, hop limit, protocol, protocol number, length, source, destination
  6: { protocol: 12, source: 15 },
};

function packet(message: string, sighting: Sighting): Flow | string {
  const fields = message.slice(0, 4096).split(',');
  const layout = LAYOUTS[fields[8] ?? ''];
  if (layout === undefined) return 'the packet is neither IPv4 nor IPv6';
  const { protocol, source } = layout;
  const flow = draftFlow(
    sighting,
    fields[protocol],
    fields[source],
    wholeNumber(fields[source + 2]),
    fields[source + 1],
    wholeNumber(fields[source + 3]),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the packet is missing';
  if (flow.protocol !== 'tcp' && flow.protocol !== 'udp') {
    flow.sourcePort = 0;
    flow.destinationPort = 0;
    if (fields[6] === 'block' || fields[6] === 'reject') flow.established = false;
    return flow;
  }
  const flags = flow.protocol === 'tcp' ? (fields[source + 5] ?? '') : '';
  const isCall = flags === 'S' || flags === 'SE' || flags === 'SEC';
  const isAnswer = /^S[.A]/.test(flags);
  if (isAnswer) turnRound(flow);
  else if (!isCall && likelyServer(flow.sourcePort, flow.destinationPort) === 'source') turnRound(flow);
  if (fields[6] === 'block' || fields[6] === 'reject') flow.established = false;
  else if (isAnswer) flow.established = true;
  return flow;
}
