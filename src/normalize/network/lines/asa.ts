/** Connections of Cisco ASA and its kin: 302013 to 302016 build and tear down, 106023 and 106100 deny. */
import type { Flow } from '../../../event/event.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { turnRound } from '../turn-round.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';
import { setTranslation } from './paloalto.ts';

const MESSAGE = /%(?:ASA|FTD|PIX|FWSM)-(?:\w{1,16}-)?[0-7]-(\d{6}): (.*)$/s;
const END = String.raw`[^:\s]{1,64}:([0-9A-Fa-f.:]{2,45})\/(\d{1,5})`;
const MAPPED = String.raw`(?: ?\(([0-9A-Fa-f.:]{2,45})\/(\d{1,5})\))?(?:\([^)\s]{1,256}\))?`;
const BUILT = new RegExp(
  String.raw`^Built (inbound|outbound) (TCP|UDP|SCTP) connection (\d{1,20}) for ${END}${MAPPED} to (?:NP Identity Ifc:([0-9A-Fa-f.:]{2,45})\/(\d{1,5})|${END})${MAPPED}`,
);
const TEARDOWN = new RegExp(
  String.raw`^Teardown (TCP|UDP|SCTP) connection (\d{1,20}) for ${END}(?:\([^)\s]{1,256}\))? to (?:NP Identity Ifc:([0-9A-Fa-f.:]{2,45})\/(\d{1,5})|${END})(?:\([^)\s]{1,256}\))? duration (\d{1,6}):(\d\d):(\d\d) bytes (\d{1,18})(.{0,64})`,
);
const DENIED = new RegExp(
  String.raw`^Deny (?:inbound )?(\w{2,12}) src ${END}(?:\([^)\s]{1,256}\))? dst ${END}`,
);
const LISTED =
  /^access-list \S{1,128} (permitted|denied|est-allowed) (\w{2,12}) \S{1,64}\/([0-9A-Fa-f.:]{2,45})\((\d{1,5})\)(?:\([^)\s]{1,256}\))? -> \S{1,64}\/([0-9A-Fa-f.:]{2,45})\((\d{1,5})\)/;

/** Connections whose build line was read: the line that tears them down does not say who opened them. */
const MOST_OPEN = 50_000;

export const openAsa: OpenNetworkLines = (context, clock) => {
  const inbound = new Map<string, boolean>();
  return (frame, place) => {
    const host = lineHost(frame, context);
    const time = clock.timeOf(frame);
    const found = MESSAGE.exec(frame.message);
    const [code, text] = [found?.[1] ?? '', found?.[2] ?? ''];
    const read = READERS[code];
    if (read === undefined) return lineRead('ASA other', host, time, undefined);
    const kind = `ASA ${code}`;
    if (time === undefined) return lineRead(kind, host, time, NO_TIME);
    const sighting: Sighting = { sensor: 'firewall', code, host, time, place };
    return lineRead(
      kind,
      host,
      time,
      read(text, sighting, inbound) ?? 'the message is not of the form its number has',
    );
  };
};

type Reader = (text: string, sighting: Sighting, inbound: Map<string, boolean>) => Flow | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  302013: built,
  302014: teardown,
  302015: built,
  302016: teardown,
  106023: (text, sighting) => {
    const found = DENIED.exec(text);
    if (found === null) return undefined;
    const flow = between(sighting, found[1], found[2], found[3], found[4], found[5]);
    flow.established = false;
    return flow;
  },
  106100: (text, sighting) => {
    const found = LISTED.exec(text);
    if (found === null) return undefined;
    const flow = between(sighting, found[2], found[3], found[4], found[5], found[6]);
    if (found[1] === 'denied') flow.established = false;
    return flow;
  },
};

/** `for` is the outer end of an outbound connection, `to` the inner one that opened it; inbound it is the other way. */
function built(text: string, sighting: Sighting, inbound: Map<string, boolean>): Flow | undefined {
  const found = BUILT.exec(text);
  if (found === null) return undefined;
  const [, direction, protocol, id, outer, outerPort, outerMapped, outerMappedPort] = found;
  const inner = found[8] ?? found[10];
  const innerPort = found[9] ?? found[11];
  const isInbound = direction === 'inbound';
  if (inbound.size >= MOST_OPEN) inbound.clear();
  inbound.set(id ?? '', isInbound);
  const flow = isInbound
    ? between(sighting, protocol, outer, outerPort, inner, innerPort)
    : between(sighting, protocol, inner, innerPort, outer, outerPort);
  flow.flowId = connectionId(sighting, id, flow);
  const mapped = isInbound ? outerMapped : found[12];
  if (mapped !== (isInbound ? outer : inner))
    setTranslation(flow, mapped, isInbound ? outerMappedPort : found[13]);
  return flow;
}

function teardown(text: string, sighting: Sighting, inbound: Map<string, boolean>): Flow | undefined {
  const found = TEARDOWN.exec(text);
  if (found === null) return undefined;
  const [, protocol, id, outer, outerPort] = found;
  const inner = found[5] ?? found[7];
  const innerPort = found[6] ?? found[8];
  const lasted = (Number(found[9]) * 3600 + Number(found[10]) * 60 + Number(found[11])) * 1000;
  const isInbound = inbound.get(id ?? '');
  inbound.delete(id ?? '');
  const flow = between(
    { ...sighting, time: sighting.time - lasted },
    protocol,
    inner,
    innerPort,
    outer,
    outerPort,
  );
  if (isInbound ?? likelyServer(flow.sourcePort, flow.destinationPort) === 'source') turnRound(flow);
  flow.flowId = connectionId(sighting, id, flow);
  flow.end = sighting.time;
  // The bytes are those of both directions together: neither is known.
  if (protocol === 'TCP')
    flow.established = /SYN Timeout/.test(found[13] ?? '') ? false : Number(found[12]) > 0 || undefined;
  return flow;
}

function between(
  sighting: Sighting,
  protocol: string | undefined,
  source: string | undefined,
  sourcePort: string | undefined,
  destination: string | undefined,
  destinationPort: string | undefined,
): FlowDraft {
  return draftFlow(
    sighting,
    protocol,
    source,
    wholeNumber(sourcePort),
    destination,
    wholeNumber(destinationPort),
  );
}

/** Connection numbers begin again when the firewall does; with the ends they are one. */
function connectionId({ host }: Sighting, id: string | undefined, flow: FlowDraft): string {
  return `${host}/${id ?? ''}/${flow.sourcePort}/${flow.destinationPort}`;
}
