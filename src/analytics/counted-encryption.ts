/** Which operations count as encryption that may be sent, and which of two ties tells more. */
import type { CandidateLink } from './candidate.ts';
import type { ObservedOperation } from './host-view.ts';

const STREAM_MODE = /(?:^|-)(?:ctr|ofb|cfb\d{0,3}|chacha20|rc4|salsa20)$/;

/**
 * Decrypting what came in is another behaviour (a loader); naming a cipher is no use of it. In a stream mode, though,
 * the decrypt switch encrypts just as well (same bytes out), so there it is no reason to look away.
 */
export function countsAsEncryption({ operation }: ObservedOperation): boolean {
  const symmetric = operation.class === 'symmetric' || operation.class === 'hybrid';
  if (!symmetric || operation.tier < 2) return false;
  return operation.direction !== 'decrypt-claimed' || STREAM_MODE.test(operation.algorithm ?? '');
}

/** Strongest first, of equals the nearest: a file that is written anew each hour is sent as it was last written. */
export function compareLinks(a: CandidateLink, b: CandidateLink): number {
  return (
    b.link.weight - a.link.weight ||
    b.operation.operation.tier - a.operation.operation.tier ||
    b.operation.operation.confidence - a.operation.operation.confidence ||
    Math.abs(a.link.delta) - Math.abs(b.link.delta) ||
    a.operation.time - b.operation.time ||
    (a.operation.operation.rule < b.operation.operation.rule ? -1 : 1)
  );
}
