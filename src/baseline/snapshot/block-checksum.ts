/**
 * xxHash32 (Collet) over whole words: finds damage at memory speed. It is no proof against forgery. Its primes stand where
 * they are used: bundled, a constant of the module is a variable, and one above 2^31 is read as a floating-point number.
 */

/** `seed` is the number of the block, so that blocks out of order or left out are found, too. */
export function blockChecksum(words: Uint32Array, seed: number): number {
  const { length } = words;
  let at = 0;
  let hash: number;
  if (length >= 4) {
    let a = (seed + 0x9e3779b1 + 0x85ebca77) | 0;
    let b = (seed + 0x85ebca77) | 0;
    let c = seed | 0;
    let d = (seed - 0x9e3779b1) | 0;
    for (; at + 4 <= length; at += 4) {
      a = round(a, words[at] ?? 0);
      b = round(b, words[at + 1] ?? 0);
      c = round(c, words[at + 2] ?? 0);
      d = round(d, words[at + 3] ?? 0);
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  } else hash = (seed + 0x165667b1) | 0;
  hash = (hash + length * 4) | 0;
  for (; at < length; at++) {
    hash = Math.imul(rotate((hash + Math.imul(words[at] ?? 0, 0xc2b2ae3d)) | 0, 17), 0x27d4eb2f);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae3d);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(lane: number, word: number): number {
  return Math.imul(rotate((lane + Math.imul(word, 0x85ebca77)) | 0, 13), 0x9e3779b1);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
