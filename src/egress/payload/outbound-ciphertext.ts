/** Is what left ciphertext? By the verdict of the payload tests, the protocol it travelled in and how even its bytes are. */
import type { PayloadFacts } from '../../event/event.ts';
import { evaluateEntropy } from './payload-entropy-threshold.ts';
import type { PayloadEntropyThreshold } from './payload-entropy-threshold.ts';

/** Containers that only a symmetric cipher makes, by the verdict of the payload tests. */
const SEALED = new Set(
  [
    'openssl-salted',
    'openpgp',
    'age',
    'zip-encrypted',
    'rar-encrypted',
    'mcrypt',
    'scrypt',
    'aescrypt',
    'rclone',
    'ansible-vault',
    'fernet',
    'encrypted-dmg',
    'luks',
    'keepass',
  ].map((name) => `container:${name}`),
);
const EXPLAINED = new Set(['compressed', 'encoded', 'text']);
/** Less is talk, and less says nothing of its entropy [scoring notes, section 3]. */
const LEAST_BYTES = 10_000;

/** Does the verdict of the payload tests name a container that only a symmetric cipher makes? */
export function isSealedContainer(verdict: string): boolean {
  return SEALED.has(verdict);
}

/** Did the payload tests say what it is? What they leave open is the threshold's to judge. */
export function isExplained(verdict: string): boolean {
  return EXPLAINED.has(verdict) || verdict.startsWith('container:') || verdict.startsWith('protocol:');
}

/** What a network sensor told of a flow. */
export interface SeenPayload {
  /** `none` when looked at and unknown. */
  readonly service: string | undefined;
  readonly payloadOut: PayloadFacts | undefined;
  readonly bytesOut: number | undefined;
}

/**
 * `sealed`: a container that says it is encrypted, in whatever protocol. `unexplained`: random bytes that begin with no
 * known handshake. Compressed data look the same to the eye, and the payload tests tell them apart.
 */
export function outboundCiphertext(
  { service, payloadOut, bytesOut }: SeenPayload,
  threshold: PayloadEntropyThreshold,
): 'sealed' | 'unexplained' | undefined {
  if (payloadOut === undefined) return undefined;
  if (isSealedContainer(payloadOut.verdict)) return 'sealed';
  if (service !== 'none' || (bytesOut ?? 0) < LEAST_BYTES || isExplained(payloadOut.verdict))
    return undefined;
  return evaluateEntropy(payloadOut, threshold).answer === 'reached' ? 'unexplained' : undefined;
}
