/** Reads the big-endian fields of a BSM record. Past its end it gives zeros and says so. */
export class BsmCursor {
  at: number;
  /** A field lay beyond the end of the record. */
  overrun = false;
  readonly #bytes: Buffer;
  readonly #end: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  get done(): boolean {
    return this.at >= this.#end || this.overrun;
  }

  u8(): number {
    return this.#take(1) ? this.#bytes.readUInt8(this.at - 1) : 0;
  }

  u16(): number {
    return this.#take(2) ? this.#bytes.readUInt16BE(this.at - 2) : 0;
  }

  u32(): number {
    return this.#take(4) ? this.#bytes.readUInt32BE(this.at - 4) : 0;
  }

  /** Inexact above 2^53, which no time, pid or return value reaches. */
  u64(): number {
    return this.u32() * 4_294_967_296 + this.u32();
  }

  skip(count: number): void {
    this.#take(count);
  }

  /** Text of `length` bytes; the NUL it ends with is left out. */
  text(length: number): string {
    if (!this.#take(length)) return '';
    const raw = this.#bytes.toString('utf8', this.at - length, this.at);
    const end = raw.indexOf('\0');
    return end < 0 ? raw : raw.slice(0, end);
  }

  /** Text up to its NUL. */
  zeroEnded(): string {
    const nul = this.#bytes.indexOf(0, this.at);
    if (nul < 0 || nul >= this.#end) {
      this.overrun = true;
      return '';
    }
    const text = this.#bytes.toString('utf8', this.at, nul);
    this.at = nul + 1;
    return text;
  }

  ipv4(): string {
    return [this.u8(), this.u8(), this.u8(), this.u8()].join('.');
  }

  ipv6(): string {
    return Array.from({ length: 8 }, () => this.u16().toString(16)).join(':');
  }

  #take(count: number): boolean {
    if (this.at + count > this.#end) this.overrun = true;
    else this.at += count;
    return !this.overrun;
  }
}
