/**
 * The file of a baseline: one line of JSON, then blocks of 32-bit words, each with its kind, its length and its checksum.
 *
 *     {"postern":"baseline","format":1,...}\n
 *     kind, words, checksum, payload      kind 1: texts, numbered from 1 in their order
 *     kind, words, checksum, payload      kind 2: profiles: three text numbers, kind, times and days, counts, lists
 *     3, 3, checksum, texts, profiles, checksum of the first line     the end: without it the file was cut off
 */

export const FORMAT = 1;
export const TEXTS_BLOCK = 1;
export const PROFILES_BLOCK = 2;
export const END_BLOCK = 3;
export const BLOCK_HEAD_BYTES = 12;
/** Bytes of the longest first line, and words of the largest block. */
export const LONGEST_HEADER = 16_384;
export const LARGEST_BLOCK = 1 << 18;

/** Words of a profile before its lists: name, identity, destination, kind, eight of times and days, two of counts. */
export const PROFILE_HEAD = 14;

export interface SnapshotHeader {
  readonly postern: 'baseline';
  readonly format: number;
  readonly byteOrder: 'little' | 'big';
  /** Hash of the content and of `config`: equal versions know the same. */
  readonly version: string;
  /** Hash of the configuration it was learned with. */
  readonly config: string;
  /** Tells whether the reader has the same secret, without telling the secret. */
  readonly secret: string;
  readonly profiles: number;
  readonly texts: number;
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

export function byteOrder(): SnapshotHeader['byteOrder'] {
  return new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 'little' : 'big';
}
