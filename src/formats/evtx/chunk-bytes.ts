/**
 * Work one chunk may cost, in bytes decoded plus eight for every element or field. A dense real chunk needs about
 * 100,000; templates that point at each other's bytes could otherwise make one chunk cost minutes.
 */
const WORK_LIMIT = 1_000_000;

const NO_BYTES = Buffer.alloc(0);

/**
 * The bytes of one chunk after the other, readable at any offset. Reading outside them never throws: it returns 0 and leaves a
 * `damage`, which the reader of the record asks for when it is done.
 */
export class ChunkBytes {
  bytes: Buffer = NO_BYTES;
  /** How many bytes of the chunk there are; less than 64 KiB where the file is cut short. */
  limit = 0;
  /** The first thing that did not fit since it was last cleared. */
  damage: string | undefined = undefined;
  #view: DataView = new DataView(NO_BYTES.buffer, 0, 0);
  #work = 0;
  readonly #names: Map<number, string> = new Map();

  /** Begins another chunk: its bytes are only read until the next one begins. */
  open(bytes: Buffer): void {
    this.bytes = bytes;
    this.limit = bytes.length;
    this.damage = undefined;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#work = 0;
    this.#names.clear();
  }

  fail(damage: string): void {
    this.damage ??= damage;
  }

  /** Counts work; false once the chunk has had its share, and from then on. */
  afford(work: number): boolean {
    this.#work += work;
    if (this.#work <= WORK_LIMIT) return true;
    this.fail('the chunk demands more work than any real chunk does');
    return false;
  }

  get exhausted(): boolean {
    return this.#work > WORK_LIMIT;
  }

  u8(offset: number): number {
    if (offset >= this.limit) return this.#outside();
    return this.#view.getUint8(offset);
  }

  u16(offset: number): number {
    if (offset + 2 > this.limit) return this.#outside();
    return this.#view.getUint16(offset, true);
  }

  u32(offset: number): number {
    if (offset + 4 > this.limit) return this.#outside();
    return this.#view.getUint32(offset, true);
  }

  i32(offset: number): number {
    return this.u32(offset) | 0;
  }

  f32(offset: number): number {
    if (offset + 4 > this.limit) return this.#outside();
    return this.#view.getFloat32(offset, true);
  }

  f64(offset: number): number {
    if (offset + 8 > this.limit) return this.#outside();
    return this.#view.getFloat64(offset, true);
  }

  /** UTF-16 text of `size` bytes, surrogates kept as they are. */
  utf16(offset: number, size: number): string {
    if (offset + size > this.limit) {
      this.#outside();
      return '';
    }
    return this.bytes.toString('utf16le', offset, offset + size);
  }

  /** Is there a name at `offset`: link, hash, count, text, NUL? Leaves no damage. */
  hasNameAt(offset: number): boolean {
    if (offset + 8 > this.limit) return false;
    const end = offset + 8 + 2 * this.u16(offset + 6);
    return end + 2 <= this.limit && this.u16(end) === 0;
  }

  /** The element or attribute name at `offset`. Its link to the next name is never followed. */
  name(offset: number): string {
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    if (!this.hasNameAt(offset)) {
      this.fail('a name lies outside the chunk');
      return '';
    }
    const size = 2 * this.u16(offset + 6);
    if (!this.afford(size)) return '';
    const name = this.utf16(offset + 8, size);
    this.#names.set(offset, name);
    return name;
  }

  #outside(): number {
    this.fail('a field points outside the chunk');
    return 0;
  }
}
