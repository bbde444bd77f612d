/**
 * Producer-consumer ratio (Bullard and Gerth, FloCon 2014): 1 is a pure upload, 0 balanced, -1 a pure download. Its shift
 * against what is usual tells more than its value: every tiny telemetry message is a pure upload.
 */
import { medianOf } from './robust-z.ts';

export interface ProducerConsumer {
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly ratio: number;
  /** Median of earlier hours; `undefined` when none told both directions. */
  readonly usual: number | undefined;
  readonly shift: number | undefined;
  readonly samples: number;
}

/** `undefined` where nothing was carried at all. */
export function producerConsumerRatio(bytesOut: number, bytesIn: number): number | undefined {
  const total = bytesOut + bytesIn;
  return total > 0 ? (bytesOut - bytesIn) / total : undefined;
}

/** The ratio of an hour beside those of earlier hours. */
export function producerConsumer(
  bytesOut: number,
  bytesIn: number,
  earlier: readonly number[],
): ProducerConsumer {
  const ratio = producerConsumerRatio(bytesOut, bytesIn) ?? 0;
  const usual = medianOf(earlier);
  return {
    bytesOut,
    bytesIn,
    ratio,
    usual,
    shift: usual === undefined ? undefined : ratio - usual,
    samples: earlier.length,
  };
}
