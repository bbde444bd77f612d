/**
 * NetFlow and IPFIX records are halves: what one end sent to the other until a timer cut the record. Who opened the flow
 * is not told; flags and ports say it most of the time, and the join pairs the halves either way.
 */
import type { Flow } from '../../../event/event.ts';
import { draftFlow } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { turnRound } from '../turn-round.ts';

/** One record in one vocabulary. Times in milliseconds. */
export interface FlowHalf {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly source: string | undefined;
  readonly sourcePort: number | undefined;
  readonly destination: string | undefined;
  readonly destinationPort: number | undefined;
  readonly protocol: string | number | undefined;
  /** TCP flags seen, all packets taken together. */
  readonly flags: number | undefined;
  /** Whole packets, from source to destination. */
  readonly bytes: number | undefined;
  /** The other way, of exporters that make one record of both. */
  readonly bytesBack: number | undefined;
  readonly translatedSource: string | undefined;
  readonly translatedSourcePort: number | undefined;
}

const SYN = 0x02;
const ACK = 0x10;

/** The flow of a half, its source the end that most likely opened it; a text when the record is torn. */
export function halfFlow(half: FlowHalf, sighting: Sighting): Flow | string {
  const { source, sourcePort, destination, destinationPort } = half;
  const flow = draftFlow(sighting, half.protocol, source, sourcePort, destination, destinationPort);
  if (flow.sourceAddress === '' || flow.destinationAddress === '') return 'an address of the flow is missing';
  flow.end = half.end;
  flow.bytesOut = half.bytes;
  flow.bytesIn = half.bytesBack;
  flow.wireBytes = true;
  flow.translatedSource = half.translatedSource;
  flow.translatedSourcePort = half.translatedSourcePort;
  if (flow.protocol !== 'tcp' && flow.protocol !== 'udp') {
    // ICMP types stand where ports stand.
    if (flow.protocol.startsWith('icmp')) [flow.sourcePort, flow.destinationPort] = [0, 0];
    return flow;
  }
  const flags = flow.protocol === 'tcp' ? half.flags : undefined;
  const asked = flags !== undefined && (flags & (SYN | ACK)) === SYN;
  if (!asked && likelyServer(flow.sourcePort, flow.destinationPort) === 'source') turnRound(flow);
  // A call that never went beyond its SYN, unless the other half says more.
  if (asked && half.bytesBack === undefined) flow.established = false;
  if (flags !== undefined && (flags & ACK) !== 0 && (half.bytesBack ?? 0) > 0) flow.established = true;
  return flow;
}

/** `...AP.SF`, `0x1b` or `27`. */
export function tcpFlags(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value & 0xff : undefined;
  if (typeof value !== 'string' || value.length > 16) return undefined;
  if (/^\d{1,3}$/.test(value)) return Number(value) & 0xff;
  if (/^0x[0-9a-fA-F]{1,4}$/.test(value)) return Number.parseInt(value.slice(2), 16) & 0xff;
  if (!/^[.CEUAPRSFcewuaprsf]{1,12}$/.test(value)) return undefined;
  const letters = value.toUpperCase();
  let flags = 0;
  for (const [index, letter] of ['F', 'S', 'R', 'P', 'A', 'U'].entries())
    if (letters.includes(letter)) flags |= 1 << index;
  return flags;
}
