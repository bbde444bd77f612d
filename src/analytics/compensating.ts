/** The compensating case: nobody saw an encryption, and the wire shows ciphertext. */
import { outboundCiphertext } from '../egress/payload/outbound-ciphertext.ts';
import { PAYLOAD_ENTROPY_THRESHOLD } from '../egress/payload/payload-entropy-threshold.ts';
import type { Egress } from './host-view.ts';

/** A site may want fewer of these, never more: judgement asks the site's own threshold. */
const WIDEST = { ...PAYLOAD_ENTROPY_THRESHOLD, score: Number.NEGATIVE_INFINITY };

/** Did a network sensor see this process send ciphertext, or what may be it? */
export function mayBeCiphertext({ wire, bytesOut }: Egress): boolean {
  return wire !== undefined && outboundCiphertext({ ...wire, bytesOut }, WIDEST) !== undefined;
}
