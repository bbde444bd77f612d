import type { FirstPayloadFacts } from './payload-facts.ts';

/** Of shorter payloads too many random ones are exempt by chance (5.7 % at 32 bytes, 1.9 % at 64). */
const LEAST_BYTES = 64;

/**
 * The test of fully encrypted traffic (Wu et al., "How the Great Firewall of China detects and blocks fully encrypted
 * traffic", USENIX Security 2023): the first payload a client sends over TCP looks like nothing at all. Only meaningful
 * where no protocol was recognised; over UDP it fires on too much. `undefined` when the payload is too short to say.
 */
export function isFullyEncrypted(first: FirstPayloadFacts): boolean | undefined {
  if (first.length < LEAST_BYTES) return undefined;
  if (first.bitsPerByte <= 3.4 || first.bitsPerByte >= 4.6) return false;
  return first.printablePrefix < 6 && first.printable <= 0.5 && first.printableRun <= 20;
}
