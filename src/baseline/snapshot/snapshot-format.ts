/**
 * The file of a baseline: one line of JSON, then blocks of 32-bit words, each with its kind, its length and its checksum.
 *
 *     {"postern":"baseline","format":1,...}\n
 *     kind, words, checksum, payload      kind 1: texts, numbered from 1 in their order
 *     kind, words, checksum, payload      kind 2: profiles: three text numbers, kind, times and days, counts, lists
 *     3, 11, checksum, payload            the end: numbers of texts and profiles, checksum of the first line, version
 */

export const FORMAT = 1;
export const TEXTS_BLOCK = 1;
export const PROFILES_BLOCK = 2;
export const END_BLOCK = 3;
/** Words before the payload of a block: its kind, its length, its checksum. */
export const BLOCK_HEAD = 3;
export const BLOCK_HEAD_BYTES = BLOCK_HEAD * 4;
/** Bytes of the longest first line, and words of the largest block. */
export const LONGEST_HEADER = 16_384;
export const LARGEST_BLOCK = 1 << 18;

/** Words of a profile: its texts, its kind, its times and days, its counts; then come its lists. */
export const PROFILE_TEXTS = 3;
export const FACTS = 8;
export const PROFILE_HEAD = PROFILE_TEXTS + 1 + FACTS + 2;
/** Where in a profile its times and days begin, and its counts. */
export const FACTS_FROM = PROFILE_TEXTS + 1;
export const COUNTS_FROM = FACTS_FROM + FACTS;
/** Words of the last block. */
export const END_WORDS = 11;

/** The first line. */
export interface SnapshotLine {
  readonly postern: 'baseline';
  readonly format: number;
  readonly byteOrder: 'little' | 'big';
  /** Hash of the configuration it was learned with. */
  readonly config: string;
  /** Tells whether the reader has the same secret, without telling the secret. */
  readonly secret: string;
  readonly profiles: number;
  readonly texts: number;
}

/** What a whole file says of itself: its first line, and the version of its end. */
export interface SnapshotHeader extends SnapshotLine {
  /** Hash of the content and of the configuration: equal versions know the same. */
  readonly version: string;
}

/** The last block. */
export interface SnapshotEnd {
  readonly texts: number;
  readonly profiles: number;
  readonly headerChecksum: number;
  readonly version: string;
}

export function endWords({ texts, profiles, headerChecksum, version }: SnapshotEnd): Uint32Array {
  const words = new Uint32Array(END_WORDS);
  words.set([texts, profiles, headerChecksum]);
  new Uint8Array(words.buffer).set(Buffer.from(version, 'hex'), 12);
  return words;
}

export function parseEnd(words: Uint32Array): SnapshotEnd {
  const [texts = 0, profiles = 0, headerChecksum = 0] = words;
  const version = Buffer.from(words.slice(3).buffer).toString('hex');
  return { texts, profiles, headerChecksum, version };
}

/** What is wrong with a file, and at which byte. */
export interface SnapshotProblem {
  readonly offset: number;
  readonly message: string;
}

/** The first line with its line feed as words, the last one filled with zeros, for its checksum. */
export function headerWords(line: string): Uint32Array {
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  return words;
}

export function byteOrder(): SnapshotLine['byteOrder'] {
  return new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 'little' : 'big';
}
