/**
 * The bytes of one part of a file, gathered from whatever pieces they come in. The memory is used again for the next part:
 * a new piece for each of thousands is work for the collector.
 */

const FEWEST_WORDS = 1 << 10;

export class PartBuffer {
  #words = new Uint32Array(FEWEST_WORDS);
  #bytes = new Uint8Array(this.#words.buffer);
  #length = 0;

  /** Bytes gathered so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes bytes of `chunk` from `at` on until `wanted` of them are gathered; gives the place after the last one taken. */
  fill(chunk: Uint8Array, at: number, wanted: number): number {
    const taken = Math.min(wanted - this.#length, chunk.length - at);
    if (taken <= 0) return at;
    if (wanted > this.#bytes.length) this.#grow(wanted);
    this.#bytes.set(chunk.subarray(at, at + taken), this.#length);
    this.#length += taken;
    return at + taken;
  }

  /** The gathered words from `from` to `to`: not a copy, so the next part changes them. */
  words(from: number, to: number): Uint32Array {
    return this.#words.subarray(from, to);
  }

  word(at: number): number {
    return this.#words[at] ?? 0;
  }

  text(bytes: number): string {
    return Buffer.from(this.#words.buffer, 0, bytes).toString('utf8');
  }

  /** Begins the next part. */
  clear(): void {
    this.#length = 0;
  }

  #grow(bytes: number): void {
    const grown = new Uint32Array(Math.ceil(bytes / 4));
    const held = new Uint8Array(grown.buffer);
    held.set(this.#bytes.subarray(0, this.#length));
    this.#words = grown;
    this.#bytes = held;
  }
}
