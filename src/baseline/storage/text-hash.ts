/**
 * HalfSipHash-1-3 (Aumasson, Bernstein) over UTF-16 code units: a keyed hash, because the texts are written by those who
 * are watched. With a key they do not know, they can neither crowd one slot of a table nor choose who is sampled.
 */
import { sha256Hex } from '../../event/sha256.ts';

/** 64 bits of key; two tables can be merged only when their keys are equal. */
export interface HashKey {
  readonly low: number;
  readonly high: number;
}

/** The key that a site's own secret text gives. */
export function hashKey(secret: string): HashKey {
  const digest = sha256Hex(`postern baseline\n${secret}`);
  return {
    low: Number.parseInt(digest.slice(0, 8), 16),
    high: Number.parseInt(digest.slice(8, 16), 16),
  };
}

/** 32 unsigned bits of the first `length` of some UTF-16 code units. */
export function hashUnits(units: Uint16Array, length: number, key: HashKey): number {
  let v0 = key.low | 0;
  let v1 = key.high | 0;
  let v2 = 0x6c796765 ^ key.low;
  let v3 = 0x74656462 ^ key.high;
  for (let i = 0; i < length; i += 2) {
    const unit = units[i] ?? 0;
    const word =
      i + 1 < length ? unit | ((units[i + 1] ?? 0) << 16) : unit | ((length & 0xff) << 24) | 0x800000;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  v2 ^= 0xff ^ (length << 8);
  for (let round = 0; round < 3; round++) {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  }
  return (v1 ^ v3) >>> 0;
}

/** The same of a text. */
export function hashText(text: string, key: HashKey): number {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return hashUnits(units, text.length, key);
}

/** Mixes a further number into a hash so that every bit of both matters (finaliser of MurmurHash3). */
export function mixHash(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ Math.imul(value, 0x9e3779b1), 0xc2b2ae35);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0x27d4eb2f);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
