/** The blocks of a file, one after the other in the same memory. */
import { blockChecksum } from './block-checksum.ts';
import { PROFILE_WORDS } from './profile-words.ts';
import { BLOCK_HEAD } from './snapshot-format.ts';

/** Words with which a block is closed. */
const FULL = 1 << 16;

export class BlockWriter {
  /** The block at hand: what is written goes to `length`, after the head. */
  readonly words = new Uint32Array(FULL + PROFILE_WORDS);
  length = BLOCK_HEAD;
  readonly #bytes = new Uint8Array(this.words.buffer);
  #number = 0;

  get isEmpty(): boolean {
    return this.length === BLOCK_HEAD;
  }

  get isFull(): boolean {
    return this.length >= FULL;
  }

  /** Its length in bytes, then its bytes, the last word filled with zeros. */
  text(bytes: Uint8Array): void {
    this.words[this.length] = bytes.length;
    const start = (this.length + 1) * 4;
    const end = (start + bytes.length + 3) & ~3;
    this.#bytes.fill(0, start, end);
    this.#bytes.set(bytes, start);
    this.length = end / 4;
  }

  /** The bytes of the block, which the next one overwrites. */
  close(kind: number): Uint8Array {
    const { words, length } = this;
    words[0] = kind;
    words[1] = length - BLOCK_HEAD;
    words[2] = blockChecksum(words.subarray(BLOCK_HEAD, length), this.#number++);
    this.length = BLOCK_HEAD;
    return this.#bytes.subarray(0, length * 4);
  }
}
