/**
 * Memory for many small records outside the collector's sight: pages of 32-bit words, blocks by address, freed blocks
 * reused by size. Five million records as objects took over four gigabytes; here they take what their words take.
 */

const PAGE_BITS = 18;
const PAGE_WORDS = 1 << PAGE_BITS;
const PAGE_BYTES = PAGE_WORDS * 4;
const IN_PAGE = PAGE_WORDS - 1;
const LARGE = 1 << 10;

export class WordArena {
  readonly #pages: Uint32Array[] = [];
  /** The same memory as bytes, for texts. */
  readonly #bytes: Uint8Array[] = [];
  /** Freed blocks by their size in words; the few large sizes apart, because an array with wide gaps is slow. */
  readonly #free: number[][] = [];
  readonly #freeLarge = new Map<number, number[]>();
  /** Memory for further pages, and where the next of them begins in it. */
  #reserved = new ArrayBuffer(0);
  #reservedFrom = 0;
  /** Address 0 is nobody's, so that it can mean "none". */
  #next = 1;
  #used = 0;

  /** Words in blocks that are in use. */
  get usedWords(): number {
    return this.#used;
  }

  /** Bytes taken from the machine. */
  get heldBytes(): number {
    return this.#pages.length * PAGE_BYTES;
  }

  /**
   * A block of `words` words, its content undefined. It lies within one page.
   * @throws RangeError when `words` is none or more than a page.
   */
  allocate(words: number): number {
    if (words < 1 || words > PAGE_WORDS / 4) throw new RangeError(`no block of ${words} words`);
    this.#used += words;
    const reused = (words < LARGE ? this.#free[words] : this.#freeLarge.get(words))?.pop();
    if (reused !== undefined) return reused;
    let address = this.#next;
    if (address >>> PAGE_BITS >= this.#pages.length || (address & IN_PAGE) + words > PAGE_WORDS) {
      if (this.#pages.length >= 1 << (32 - PAGE_BITS))
        throw new RangeError('the baseline is out of addresses');
      address = this.#pages.length * PAGE_WORDS + (this.#pages.length === 0 ? 1 : 0);
      this.#addPage();
    }
    this.#next = address + words;
    return address;
  }

  /**
   * Takes memory for so many further words from the machine at once: the collector looks through everything it has
   * whenever another 64 MB have come, in however many pieces.
   */
  reserve(words: number): void {
    if (words < PAGE_WORDS) return;
    try {
      this.#reserved = new ArrayBuffer(Math.ceil(words / PAGE_WORDS) * PAGE_BYTES);
      this.#reservedFrom = 0;
    } catch {
      // Not in one piece: the pages come one by one then.
    }
  }

  /** Gives a block back; `words` is what it was allocated with. */
  release(address: number, words: number): void {
    this.#used -= words;
    if (words < LARGE) {
      (this.#free[words] ??= []).push(address);
      return;
    }
    const free = this.#freeLarge.get(words);
    if (free === undefined) this.#freeLarge.set(words, [address]);
    else free.push(address);
  }

  #addPage(): void {
    if (this.#reservedFrom === this.#reserved.byteLength) {
      this.#reserved = new ArrayBuffer(PAGE_BYTES);
      this.#reservedFrom = 0;
    }
    this.#pages.push(new Uint32Array(this.#reserved, this.#reservedFrom, PAGE_WORDS));
    this.#bytes.push(new Uint8Array(this.#reserved, this.#reservedFrom, PAGE_BYTES));
    this.#reservedFrom += PAGE_BYTES;
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
