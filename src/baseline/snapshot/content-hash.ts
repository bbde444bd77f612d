/** What a whole table holds as two sums of 32 bits: a sum over all profiles knows no order. */
import { KEY_HASH } from '../profile/record-layout.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { mixHash } from '../storage/text-hash.ts';

const LOW = 0x243f6a88;
const HIGH = 0x85a308d3;

/** Profile after profile, as they are written. */
export class ContentHash {
  #low = 0;
  #high = 0;

  get sums(): readonly [number, number] {
    return [this.#low, this.#high];
  }

  /** Adds a profile whose facts, counts and lists are `words` from `from` to `to`, in the order of the snapshot. */
  add(table: ProfileTable, record: number, words: Uint32Array, from: number, to: number): void {
    // The key's own hash is made of the keyed hashes of its texts. Signed, like what the loop makes of it: a variable
    // that is now unsigned, now signed is kept as a floating-point number.
    const key = table.word(record, KEY_HASH);
    let low = mixHash(LOW, key) | 0;
    let high = mixHash(HIGH, key) | 0;
    for (let at = from; at < to; at++) {
      const word = words[at] ?? 0;
      low = Math.imul(((low << 13) | (low >>> 19)) ^ word, 0x85ebca6b);
      high = (Math.imul(high ^ word, 0x01000193) + low) | 0;
    }
    this.#low = (this.#low + mixHash(low, to - from)) >>> 0;
    this.#high = (this.#high + mixHash(high, to - from)) >>> 0;
  }
}
