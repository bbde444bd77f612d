import type { ApplicationProtocol } from '../protocol/application.ts';
import { ENCRYPTED_PROTOCOLS } from '../protocol/application.ts';
import type { ContainerKind, ContainerName } from './container.ts';
import { containerKind } from './container.ts';
import { entropyScore } from './expected-entropy.ts';
import type { ByteMeasure, ContentFacts } from './payload-facts.ts';

/**
 * What a payload is, as far as its bytes can tell.
 *
 * - `protocol`: a protocol that encrypts explains it; nothing is said of what is inside.
 * - `container`: it names itself; `containerKind` tells whether that is encryption or compression.
 * - `ciphertext`: as random as ciphertext in every test. Brotli, and xz without its header, pass them too.
 * - `compressed-or-encrypted`: as random as ciphertext, and too short (below 64 KiB) to tell compression apart.
 * - `compressed`: nearly as random, and uneven in the way of compressed data.
 * - `encoded`, `text`, `structured`: bytes in base64, base32 or hexadecimal, writing, and everything else.
 */
export type PayloadKind =
  | 'protocol'
  | 'container'
  | 'ciphertext'
  | 'compressed-or-encrypted'
  | 'compressed'
  | 'encoded'
  | 'text'
  | 'structured'
  | 'too-short'
  | 'not-observable';

export interface PayloadVerdict {
  readonly kind: PayloadKind;
  /** The protocol or container. */
  readonly name: ApplicationProtocol | ContainerName | undefined;
  readonly containerKind: ContainerKind | undefined;
  /** Standard deviations the entropy lies off that of random bytes; `undefined` where it was not measured. */
  readonly score: number | undefined;
  /** Bytes the score is of. */
  readonly length: number;
  /** Where 64 KiB or more could be tested, else `undefined`. */
  readonly chiSquare: number | undefined;
  /** 16-byte blocks occur again in what looks random: electronic codebook mode, or a short repeated key. */
  readonly repeatsBlocks: boolean;
}

/** Shorter samples are not judged. */
const LEAST_BYTES = 256;
/** 99 % of real ciphertext scores above at every length; what scores far above is too even to be a cipher's output. */
const LEAST_SCORE = -3;
const MOST_SCORE = 6;
/** From this length on chi-square tells deflate, bzip2 and zstd from ciphertext: none of 1,000 samples passed. */
const CHI_SQUARE_BYTES = 65_536;
/** One in a thousand random payloads lies outside, on either side (255 degrees of freedom). */
const CHI_SQUARE_LEAST = 190;
const CHI_SQUARE_MOST = 330.5;
const MOSTLY_TEXT = 0.9;
const HIGH_ENTROPY = 6;
/** Of 1,024 random blocks none occurs twice. */
const REPEATED = 0.002;

/**
 * Judges the content one side of a flow sent. `whole` are the measures over all of it where that is more than the
 * first 64 KiB.
 */
export function judgePayload(
  application: ApplicationProtocol,
  content: ContentFacts | undefined,
  whole: ByteMeasure | undefined,
): PayloadVerdict {
  if (content === undefined) return verdict('not-observable');
  const measure = content.inner ?? content;
  const score = entropyScore(measure.entropy, measure.length);
  const long = chiSquareOf(content, whole);
  const seen = {
    score,
    length: measure.length,
    chiSquare: long,
    repeatsBlocks: content.repeatedBlocks >= REPEATED && measure.entropy >= HIGH_ENTROPY,
  };
  if (ENCRYPTED_PROTOCOLS.has(application)) return { ...verdict('protocol'), ...seen, name: application };
  const { container } = content;
  if (container !== undefined) {
    return { ...verdict('container'), ...seen, name: container, containerKind: containerKind(container) };
  }
  const isShort = measure.length < LEAST_BYTES;
  if (!isShort && score >= LEAST_SCORE && score <= MOST_SCORE) {
    if (long === undefined) return { ...verdict('compressed-or-encrypted'), ...seen };
    const isEven = long >= CHI_SQUARE_LEAST && long <= CHI_SQUARE_MOST;
    return { ...verdict(isEven ? 'ciphertext' : 'compressed'), ...seen };
  }
  const isText = content.printable >= MOSTLY_TEXT;
  if (content.layers.some((layer) => layer !== 'chunked' && layer !== 'multipart'))
    return { ...verdict('encoded'), ...seen };
  if (isText) return { ...verdict('text'), ...seen };
  return { ...verdict(isShort ? 'too-short' : 'structured'), ...seen };
}

/** A verdict in one word: `protocol:tls`, `container:gzip`, `compressed-or-encrypted`. */
export function payloadVerdictCode({ kind, name }: PayloadVerdict): string {
  return name === undefined ? kind : `${kind}:${name}`;
}

/** Over the most bytes there are: of an encoded text only what was decoded, else all of the content. */
function chiSquareOf(content: ContentFacts, whole: ByteMeasure | undefined): number | undefined {
  const measure = content.inner ?? content;
  if (measure.length >= CHI_SQUARE_BYTES) return measure.chiSquare;
  const isWholeOfIt = content.inner === undefined && whole !== undefined && whole.length >= CHI_SQUARE_BYTES;
  return isWholeOfIt ? whole.chiSquare : undefined;
}

function verdict(kind: PayloadKind): PayloadVerdict {
  return {
    kind,
    name: undefined,
    containerKind: undefined,
    score: undefined,
    length: 0,
    chiSquare: undefined,
    repeatsBlocks: false,
  };
}
