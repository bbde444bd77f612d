const ARENA_BYTES = 4 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;
const PAGES_PER_ARENA = ARENA_BYTES / PAGE_BYTES;
/** Handles count in units of the smallest block. */
const UNIT = 128;
const UNITS_PER_ARENA = ARENA_BYTES / UNIT;
const UNITS_PER_PAGE = PAGE_BYTES / UNIT;
const NONE = -1;

/** Sizes of blocks, smallest first. */
export const BLOCK_SIZES = [128, 256, 512, 1024, 2048, 8192, 32_768, 65_536] as const;

/** The class of the smallest block that holds `bytes`. */
export function blockClassFor(bytes: number): number {
  let index = 0;
  while (index < BLOCK_SIZES.length - 1 && BLOCK_SIZES[index]! < bytes) index++;
  return index;
}

/**
 * Blocks of a few sizes out of a few big buffers, up to a budget: a million small buffers of their own would cost more
 * in bookkeeping than in bytes. A page of 64 KiB serves one size at a time and goes back when its last block is freed.
 */
export class BlockPool {
  readonly #maxPages: number;
  readonly #arenas: Buffer[] = [];
  readonly #words: Int32Array[] = [];
  #pages = 0;
  readonly #freePages: number[] = [];
  /** Per class: a list of pages that have room. */
  readonly #withRoom = new Int32Array(BLOCK_SIZES.length).fill(NONE);
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #classOf: Int8Array;
  readonly #used: Uint16Array;
  /** Blocks handed out at least once; those beyond were never touched. */
  readonly #carved: Uint16Array;
  /** First freed block of the page; each names the next one in its first word. */
  readonly #freed: Int16Array;

  constructor(budget: number) {
    this.#maxPages = Math.max(PAGES_PER_ARENA, Math.floor(budget / PAGE_BYTES));
    this.#next = new Int32Array(this.#maxPages);
    this.#previous = new Int32Array(this.#maxPages);
    this.#classOf = new Int8Array(this.#maxPages);
    this.#used = new Uint16Array(this.#maxPages);
    this.#carved = new Uint16Array(this.#maxPages);
    this.#freed = new Int16Array(this.#maxPages);
  }

  /** A block of the class, its content left from before; -1 when the budget is used up. */
  allocate(sizeClass: number): number {
    let page = this.#withRoom[sizeClass]!;
    if (page === NONE) {
      page = this.#takePage(sizeClass);
      if (page === NONE) return NONE;
    }
    const size = BLOCK_SIZES[sizeClass]!;
    let slot = this.#freed[page]!;
    const first = page * UNITS_PER_PAGE;
    if (slot === NONE) slot = this.#carved[page]!++;
    else this.#freed[page] = this.#wordOf(first + (slot * size) / UNIT);
    if (++this.#used[page]! * size === PAGE_BYTES) this.#unlink(page, sizeClass);
    return first + (slot * size) / UNIT;
  }

  free(handle: number): void {
    const page = Math.floor(handle / UNITS_PER_PAGE);
    const sizeClass = this.#classOf[page]!;
    const size = BLOCK_SIZES[sizeClass]!;
    this.wordsOf(handle)[this.wordIndexOf(handle)] = this.#freed[page]!;
    this.#freed[page] = ((handle - page * UNITS_PER_PAGE) * UNIT) / size;
    if (this.#used[page]!-- * size === PAGE_BYTES) this.#link(page, sizeClass);
    if (this.#used[page] !== 0) return;
    this.#unlink(page, sizeClass);
    this.#freePages.push(page);
  }

  /** How many bytes the block holds. */
  sizeOf(handle: number): number {
    return BLOCK_SIZES[this.#classOf[Math.floor(handle / UNITS_PER_PAGE)]!]!;
  }

  /** The buffer the block lies in, at `offsetOf`. */
  bytesOf(handle: number): Buffer {
    return this.#arenas[Math.floor(handle / UNITS_PER_ARENA)]!;
  }

  offsetOf(handle: number): number {
    return (handle % UNITS_PER_ARENA) * UNIT;
  }

  /** The same bytes as 32-bit words, the block's first one at `wordIndexOf`. */
  wordsOf(handle: number): Int32Array {
    return this.#words[Math.floor(handle / UNITS_PER_ARENA)]!;
  }

  wordIndexOf(handle: number): number {
    return (handle % UNITS_PER_ARENA) * (UNIT / 4);
  }

  #wordOf(handle: number): number {
    return this.wordsOf(handle)[this.wordIndexOf(handle)]!;
  }

  #takePage(sizeClass: number): number {
    let page = this.#freePages.pop() ?? NONE;
    if (page === NONE) {
      if (this.#pages === this.#maxPages) return NONE;
      page = this.#pages++;
      if (page % PAGES_PER_ARENA === 0) {
        const arena = new ArrayBuffer(ARENA_BYTES);
        this.#arenas.push(Buffer.from(arena));
        this.#words.push(new Int32Array(arena));
      }
    }
    this.#classOf[page] = sizeClass;
    this.#used[page] = 0;
    this.#carved[page] = 0;
    this.#freed[page] = NONE;
    this.#link(page, sizeClass);
    return page;
  }

  #link(page: number, sizeClass: number): void {
    const first = this.#withRoom[sizeClass]!;
    this.#next[page] = first;
    this.#previous[page] = NONE;
    if (first !== NONE) this.#previous[first] = page;
    this.#withRoom[sizeClass] = page;
  }

  #unlink(page: number, sizeClass: number): void {
    const previous = this.#previous[page]!;
    const next = this.#next[page]!;
    if (previous === NONE) this.#withRoom[sizeClass] = next;
    else this.#next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
  }
}
