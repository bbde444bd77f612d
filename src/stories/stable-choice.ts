/** Choices that look random and are the same for the same words: stories must render to the same bytes for ever. */
import { createHash } from 'node:crypto';

/** Lower-case hex digest of a text. */
export function digestOf(algorithm: 'md5' | 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}

/** A whole number in `0 .. below - 1` that depends on the words alone. */
export function chosenNumber(below: number, ...words: readonly (string | number)[]): number {
  return Number.parseInt(digestOf('sha256', words.join('\u0000')).slice(0, 12), 16) % below;
}

/** A GUID in lower case without braces that depends on the words alone. */
export function chosenGuid(...words: readonly (string | number)[]): string {
  const hex = digestOf('sha256', words.join('\u0000'));
  const third = `4${hex.slice(13, 16)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${third}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A stream of numbers in `0 .. 1` from one seed (mulberry32). */
export function numberStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
