// Measured where payload is read, needed where entropy of any source is judged.
export { entropyScore, expectedEntropy } from '../../formats/capture/payload/expected-entropy.ts';
export type { ExpectedEntropy } from '../../formats/capture/payload/expected-entropy.ts';
