import type { FlowDraft } from './flow-draft.ts';

/** Exchanges the two ends of a flow and what each sent. */
export function turnRound(flow: FlowDraft): void {
  const { sourceAddress, sourcePort, bytesOut, payloadOut } = flow;
  flow.sourceAddress = flow.destinationAddress;
  flow.sourcePort = flow.destinationPort;
  flow.destinationAddress = sourceAddress;
  flow.destinationPort = sourcePort;
  flow.bytesOut = flow.bytesIn;
  flow.bytesIn = bytesOut;
  flow.payloadOut = flow.payloadIn;
  flow.payloadIn = payloadOut;
}
