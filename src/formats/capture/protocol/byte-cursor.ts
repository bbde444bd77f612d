/**
 * Reads big-endian fields one after the other. Reading past the end never throws: it gives 0 or nothing and sets
 * `short`, which whoever reads a whole structure asks for when done.
 */
export class ByteCursor {
  short = false;
  at: number;
  readonly bytes: Buffer;
  readonly end: number;

  constructor(bytes: Buffer, at = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    return this.#has(1) ? this.bytes.readUInt8(this.at++) : 0;
  }

  u16(): number {
    return this.#has(2) ? this.bytes.readUInt16BE((this.at += 2) - 2) : 0;
  }

  u24(): number {
    return this.#has(3) ? this.bytes.readUIntBE((this.at += 3) - 3, 3) : 0;
  }

  u32(): number {
    return this.#has(4) ? this.bytes.readUInt32BE((this.at += 4) - 4) : 0;
  }

  skip(count: number): void {
    if (this.#has(count)) this.at += count;
  }

  /** The next `count` bytes, not copied; as many as there are when there are fewer. */
  take(count: number): Buffer {
    const taken = this.#has(count) ? count : this.left;
    return this.bytes.subarray(this.at, (this.at += taken));
  }

  /** A cursor over the next `count` bytes, or over what is left of them. */
  part(count: number): ByteCursor {
    const taken = this.#has(count) ? count : this.left;
    this.at += taken;
    return new ByteCursor(this.bytes, this.at - taken, this.at);
  }

  #has(count: number): boolean {
    if (this.at + count <= this.end) return true;
    this.short = true;
    return false;
  }
}
