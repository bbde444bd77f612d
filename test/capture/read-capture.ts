import type { CaptureCounts } from '../../src/formats/capture/capture-counts.ts';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { openCapture } from '../../src/formats/capture/capture-format.ts';
import type { CaptureSettings } from '../../src/formats/capture/capture-settings.ts';
import { CAPTURE_SETTINGS } from '../../src/formats/capture/capture-settings.ts';
import type { RejectedRecord } from '../../src/formats/rejected-record.ts';

/** All that a capture told. */
export interface ReadCapture {
  readonly flows: readonly CaptureFlow[];
  readonly offsets: readonly number[];
  readonly rejected: readonly RejectedRecord[];
  readonly counts: CaptureCounts;
}

/**
 * Reads a capture cut at `cuts`. Every piece travels in one buffer that is overwritten after each push, so a decoder
 * that keeps a reference to pushed bytes gives wrong flows.
 */
export function readCapture(
  bytes: Buffer,
  cuts: readonly number[] = [],
  settings: Partial<CaptureSettings> = {},
): ReadCapture {
  const flows: CaptureFlow[] = [];
  const offsets: number[] = [];
  const rejected: RejectedRecord[] = [];
  const sink = {
    flow: (flow: CaptureFlow, offset: number): void => {
      flows.push(flow);
      offsets.push(offset);
    },
    reject: (one: RejectedRecord): void => void rejected.push(one),
  };
  const decoder = openCapture('member', sink, {
    ...CAPTURE_SETTINGS,
    memoryBytes: 32 * 1024 * 1024,
    ...settings,
  });
  const shared = Buffer.alloc(bytes.length);
  const bounds = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of bounds) {
    bytes.copy(shared, 0, start, end);
    decoder.push(shared.subarray(0, end - start));
    shared.fill(0x16, 0, end - start);
    start = end;
  }
  decoder.end();
  return { flows, offsets, rejected, counts: decoder.counts };
}
