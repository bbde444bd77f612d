import type { RejectedRecord } from '../rejected-record.ts';
import type { CaptureFlow } from './capture-flow.ts';

/** Takes what a capture decoder reads. */
export interface CaptureSink {
  /** A flow that ended, was cut or was evicted; `offset` is that of the record of its first packet. */
  flow(flow: CaptureFlow, offset: number): void;
  reject(rejected: RejectedRecord): void;
}
