import type { Observation } from '../engine/observation.ts';
import type { ScanReport } from './scan-report.ts';
import type { ScanOptions } from './scanner.ts';

export interface WorkerStart {
  readonly options: ScanOptions;
  /** One Int32: batches sent and not yet taken. */
  readonly waiting: SharedArrayBuffer;
}

export type WorkerReply =
  | { readonly kind: 'batch'; readonly observations: readonly Observation[] }
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'done'; readonly report: ScanReport };
