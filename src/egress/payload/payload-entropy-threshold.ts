import { entropyScore, expectedEntropy } from '../../formats/capture/payload/expected-entropy.ts';

/** More even than chance: a counter or a table, not a cipher. */
const MOST_EVEN = 6;

/**
 * ATT&CK's PayloadEntropyThreshold. A fixed number of bits cannot serve: 256 random bytes have 7.18 bits, so a
 * threshold of 7.5 never fires below 420 bytes. What is compared is how many standard deviations the entropy lies off
 * that of random bytes of the same length.
 */
export interface PayloadEntropyThreshold {
  /** Least score, in standard deviations. -3 keeps 99 % of real ciphertext at every length. */
  readonly score: number;
  /** Shorter samples are not judged. */
  readonly leastBytes: number;
  /** Bits per byte, 0 to 8, for those who want a fixed number as well: both must be reached. */
  readonly bits: number | undefined;
}

export const PAYLOAD_ENTROPY_THRESHOLD: PayloadEntropyThreshold = {
  score: -3,
  leastBytes: 256,
  bits: undefined,
};

/** Entropy as a source gives it: own captures, Suricata's metadata, Zeek's files. */
export interface EntropySample {
  readonly entropy: number;
  /** Bytes it was measured over; `undefined` where the source does not say. */
  readonly length: number | undefined;
  /** The step the source rounds to (0.001 for three decimals), 0 or absent for exact values. */
  readonly precision?: number | undefined;
}

/** Whether a sample reaches the threshold. `undefined` scores where nothing can be said. */
export interface EntropyResult {
  readonly answer: 'reached' | 'below' | 'too-even' | 'too-short' | 'not-observable';
  /** Standard deviations off the mean of random bytes of this length; `undefined` without a length. */
  readonly score: number | undefined;
  readonly expected: number | undefined;
  readonly length: number | undefined;
}

/**
 * Evaluates PayloadEntropyThreshold. `undefined` as sample: the source shows no payload, which is "not observable" and
 * never "below".
 */
export function evaluateEntropy(
  sample: EntropySample | undefined,
  threshold: PayloadEntropyThreshold = PAYLOAD_ENTROPY_THRESHOLD,
): EntropyResult {
  const { entropy, length, precision = 0 } = sample ?? { entropy: Number.NaN, length: undefined };
  if (!(entropy >= 0 && entropy <= 8))
    return { answer: 'not-observable', score: undefined, expected: undefined, length };
  if (length === undefined) {
    const answer =
      threshold.bits === undefined ? 'not-observable' : entropy >= threshold.bits ? 'reached' : 'below';
    return { answer, score: undefined, expected: undefined, length };
  }
  const score = entropyScore(entropy, length, precision);
  const expected = expectedEntropy(length).mean;
  if (length < threshold.leastBytes) return { answer: 'too-short', score, expected, length };
  if (score > MOST_EVEN) return { answer: 'too-even', score, expected, length };
  const isHigh = threshold.bits === undefined || entropy + precision / 2 >= threshold.bits;
  return { answer: score >= threshold.score && isHigh ? 'reached' : 'below', score, expected, length };
}
