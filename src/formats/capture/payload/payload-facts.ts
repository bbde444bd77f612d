import type { ContainerName } from './container.ts';

/** What was measured over a stretch of payload. Says nothing of what that means: that is judged later. */
export interface ByteMeasure {
  /** Bytes the numbers below were measured over. */
  readonly length: number;
  /** Shannon entropy of the byte values, 0 to 8 bits per byte. Its greatest possible value depends on `length`. */
  readonly entropy: number;
  /** Chi-square against evenly spread byte values, 255 degrees of freedom. Means little below 64 KiB. */
  readonly chiSquare: number;
}

/** A wrapping that was taken off to look at what is inside. */
export type ContentLayer = 'chunked' | 'websocket' | 'multipart' | 'base64' | 'base32' | 'hex';

/** The first bytes of what one side sent: the body of an HTTP message, else from the first byte. */
export interface ContentFacts extends ByteMeasure {
  /** What the content says it is at its first bytes, or what was found under its layers. */
  readonly container: ContainerName | undefined;
  /** Share of printable ASCII, tabs and line ends, 0 to 1. */
  readonly printable: number;
  /** Share of 16-byte blocks that occurred before: what electronic codebook mode leaks. */
  readonly repeatedBlocks: number;
  /** Layers that were taken off, the outer one first. */
  readonly layers: readonly ContentLayer[];
  /** What is under them; `undefined` without any. */
  readonly inner: ByteMeasure | undefined;
}

/** The first segment or datagram with payload of one side, for the test of fully encrypted traffic (Wu et al. 2023). */
export interface FirstPayloadFacts {
  readonly length: number;
  /** Bits set per byte, 0 to 8; random bytes have 4. */
  readonly bitsPerByte: number;
  /** Printable bytes (0x20 to 0x7e) it begins with, the longest run of them, and their share, 0 to 1. */
  readonly printablePrefix: number;
  readonly printableRun: number;
  readonly printable: number;
}
