import type { Format } from '../format.ts';
import { CaptureDecoder } from './capture-decoder.ts';
import type { CaptureSettings } from './capture-settings.ts';
import { CAPTURE_SETTINGS } from './capture-settings.ts';
import type { CaptureSink } from './capture-sink.ts';
import { isPcap } from './pcap-layout.ts';
import { isPcapng } from './pcapng-reader.ts';

/** Packet captures: pcap and pcapng of any byte order, clock and size. */
export const captureFormat: Format = {
  id: 'capture',
  title: 'packet capture (pcap, pcapng)',
  sniff: isCapture,
  open: (source, sink) =>
    openCapture(source, {
      flow: (flow, offset) => sink.raw('capture', flow, offset, 0),
      reject: (rejected) => sink.reject(rejected),
    }),
};

/** Is a member that begins with `head` a packet capture? */
export function isCapture(head: Buffer): boolean {
  return isPcap(head) || isPcapng(head);
}

/**
 * Reads a capture into flows. The decoder keeps no reference to pushed bytes; `end` tells the flows that are still open.
 *
 * @example
 * const decoder = openCapture('edge.pcap', { flow: (flow) => flows.push(flow), reject: () => {} });
 * decoder.push(bytes);
 * decoder.end();
 */
export function openCapture(
  source: string,
  sink: CaptureSink,
  settings: CaptureSettings = CAPTURE_SETTINGS,
): CaptureDecoder {
  return new CaptureDecoder(source, sink, settings);
}
