/**
 * Memory for many small records outside the collector's sight: pages of 32-bit words, blocks by address, freed blocks
 * reused by size. Five million records as objects took over four gigabytes; here they take what their words take.
 */

const PAGE_BITS = 18;
const PAGE_WORDS = 1 << PAGE_BITS;
const IN_PAGE = PAGE_WORDS - 1;

export class WordArena {
  readonly #pages: Uint32Array[] = [];
  /** The same memory as bytes, for texts. */
  readonly #bytes: Uint8Array[] = [];
  /** Freed blocks by their size in words. */
  readonly #free: number[][] = [];
  /** Address 0 is nobody's, so that it can mean "none". */
  #next = 1;
  #used = 0;

  /** Words in blocks that are in use. */
  get usedWords(): number {
    return this.#used;
  }

  /** Bytes taken from the machine. */
  get heldBytes(): number {
    return this.#pages.length * PAGE_WORDS * 4;
  }

  /**
   * A block of `words` words, its content undefined. It lies within one page.
   * @throws RangeError when `words` is none or more than a page.
   */
  allocate(words: number): number {
    if (words < 1 || words > PAGE_WORDS / 4) throw new RangeError(`no block of ${words} words`);
    this.#used += words;
    const free = this.#free[words];
    const reused = free?.pop();
    if (reused !== undefined) return reused;
    let address = this.#next;
    if (address >>> PAGE_BITS >= this.#pages.length || (address & IN_PAGE) + words > PAGE_WORDS) {
      if (this.#pages.length >= 1 << (32 - PAGE_BITS))
        throw new RangeError('the baseline is out of addresses');
      const page = new Uint32Array(PAGE_WORDS);
      address = this.#pages.length * PAGE_WORDS + (this.#pages.length === 0 ? 1 : 0);
      this.#pages.push(page);
      this.#bytes.push(new Uint8Array(page.buffer));
    }
    this.#next = address + words;
    return address;
  }

  /** Gives a block back; `words` is what it was allocated with. */
  release(address: number, words: number): void {
    this.#used -= words;
    (this.#free[words] ??= []).push(address);
  }

  /** The page a block lies in; read it from `offsetOf`. */
  pageOf(address: number): Uint32Array {
    const page = this.#pages[address >>> PAGE_BITS];
    if (page === undefined) throw new RangeError(`no block at ${address}`);
    return page;
  }

  bytesOf(address: number): Uint8Array {
    const bytes = this.#bytes[address >>> PAGE_BITS];
    if (bytes === undefined) throw new RangeError(`no block at ${address}`);
    return bytes;
  }

  offsetOf(address: number): number {
    return address & IN_PAGE;
  }
}
