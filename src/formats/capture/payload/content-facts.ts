import { countBytes, measureBytes, measureCounts, printableShareOf } from './byte-measure.ts';
import { containerOf } from './container.ts';
import type { Framing } from './content-layers.ts';
import { unwrapContent } from './content-layers.ts';
import type { ContentFacts, ContentLayer } from './payload-facts.ts';
import { repeatedBlockShare } from './repeated-blocks.ts';

/** Below this entropy repeated blocks say nothing of ciphers. */
const LEAST_ENTROPY = 6;
const NO_LAYERS: readonly ContentLayer[] = [];

/** Facts of the first bytes of a content. `bytes` are not changed and not kept. */
export function contentFacts(bytes: Buffer, framing?: Framing): ContentFacts {
  const counts = countBytes(bytes);
  const { length, entropy, chiSquare } = measureCounts(counts, 0);
  const printable = printableShareOf(counts);
  const { bytes: inner, layers } = unwrapContent(bytes, framing, printable);
  const isBare = layers.length === 0;
  return {
    length,
    entropy,
    chiSquare,
    container: containerOf(bytes) ?? (isBare ? undefined : containerOf(inner)),
    printable,
    repeatedBlocks: entropy < LEAST_ENTROPY && isBare ? 0 : repeatedBlockShare(inner),
    layers,
    inner: isBare ? undefined : measureBytes(inner),
  };
}

/** The same where the protocol encrypts: nothing is looked for inside. */
export function sealedContentFacts(bytes: Buffer): ContentFacts {
  const { length, entropy, chiSquare } = measureBytes(bytes);
  return {
    length,
    entropy,
    chiSquare,
    container: undefined,
    printable: 0,
    repeatedBlocks: 0,
    layers: NO_LAYERS,
    inner: undefined,
  };
}
