/** The flow an EVE record belongs to, and Suricata's flow and netflow events. */
import { canonicalAddress } from '../../../event/address.ts';
import type { Flow } from '../../../event/event.ts';
import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { turnRound } from '../turn-round.ts';
import { amount, moment } from '../wire-values.ts';
import { asText } from '../zeek/zeek-json-fields.ts';

const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** Addresses as the record has them: of events the opener is the source, of packets (alerts, files) the sender. */
export function eveFlow(record: JsonObject, sighting: Sighting): FlowDraft | string {
  const flow = draftFlow(
    sighting,
    asText(record['proto']),
    asText(record['src_ip']),
    wholeNumber(record['src_port']),
    asText(record['dest_ip']),
    wholeNumber(record['dest_port']),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '') return 'an address of the flow is missing';
  flow.flowId = asText(record['flow_id']);
  flow.communityId = asText(record['community_id']);
  flow.service = eveService(asText(record['app_proto']));
  return flow;
}

/**
 * The flow of an event about one packet (an alert), whose source is whoever sent that packet. Newer records have the
 * flow's own ends too; else the ports tell.
 */
export function evePacket(
  record: JsonObject,
  sighting: Sighting,
): { readonly flow: FlowDraft; readonly fromServer: boolean } | undefined {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return undefined;
  const opener = canonicalAddress(asText(at(record, 'flow.src_ip')) ?? '');
  const openerPort = wholeNumber(at(record, 'flow.src_port'));
  const fromServer =
    opener === undefined
      ? likelyServer(flow.sourcePort, flow.destinationPort) === 'source'
      : opener !== flow.sourceAddress || (openerPort !== undefined && openerPort !== flow.sourcePort);
  if (fromServer) turnRound(flow);
  return { flow, fromServer };
}

/** The event of a whole flow, written when it ended or timed out. */
export function readEveFlow(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  const facts = isObject(record['flow']) ? record['flow'] : {};
  flow.time = moment(facts['start']) ?? flow.time;
  flow.end = moment(facts['end']);
  // Bypassed packets are counted by another party; what is larger is the total.
  flow.bytesOut = largest(facts['bytes_toserver'], at(facts, 'bypassed.bytes_toserver'));
  flow.bytesIn = largest(facts['bytes_toclient'], at(facts, 'bypassed.bytes_toclient'));
  flow.wireBytes = true;
  flow.established = established(flow, facts, isObject(record['tcp']) ? record['tcp'] : undefined);
  return flow;
}

/** Half a flow: what one end sent. */
export function readEveNetflow(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  const facts = isObject(record['netflow']) ? record['netflow'] : {};
  flow.time = moment(facts['start']) ?? flow.time;
  flow.end = moment(facts['end']);
  flow.bytesOut = amount(facts['bytes']);
  flow.wireBytes = true;
  if (likelyServer(flow.sourcePort, flow.destinationPort) === 'source') turnRound(flow);
  return flow;
}

function established(flow: FlowDraft, facts: JsonObject, tcp: JsonObject | undefined): boolean | undefined {
  const answered = (amount(facts['pkts_toclient']) ?? 0) > 0;
  if (flow.protocol !== 'tcp') return answered ? true : undefined;
  const toServer = flags(tcp?.['tcp_flags_ts']);
  const toClient = flags(tcp?.['tcp_flags_tc']);
  if (toServer !== undefined && toClient !== undefined) {
    // A reset in place of an answer is a refusal, whatever state Suricata gives it.
    if ((toServer & SYN) !== 0 && (toClient & SYN) === 0 && (toClient & RST) !== 0) return false;
    if ((toServer & SYN) !== 0 && toClient === 0) return false;
    return (toServer & ACK) !== 0 && (toClient & ACK) !== 0 ? true : undefined;
  }
  const state = asText(facts['state']);
  if (state === 'established' || state === 'closed' || state === 'bypassed')
    return answered ? true : undefined;
  return state === 'new' && !answered ? false : undefined;
}

/** Hexadecimal text without `0x`. */
function flags(value: unknown): number | undefined {
  return typeof value === 'string' && /^[0-9a-fA-F]{1,4}$/.test(value)
    ? Number.parseInt(value, 16)
    : undefined;
}

function largest(a: unknown, b: unknown): number | undefined {
  const first = amount(a);
  const second = amount(b);
  return first === undefined || second === undefined ? (first ?? second) : Math.max(first, second);
}

/** `failed` means looked at and not recognised; `unknown` that it was never looked at. */
export function eveService(name: string | undefined): string | undefined {
  if (name === undefined || name === 'unknown') return undefined;
  if (name === 'failed') return 'none';
  return name === 'http1' ? 'http' : name.toLowerCase().slice(0, 64);
}
