/** Packed bytes that are taken in pieces of any size, and of which what was too much can be put back. */
export class PackedInput {
  readonly #iterator: AsyncIterator<Buffer>;
  #pending: Buffer = Buffer.alloc(0);
  #arrived = 0;

  /** Chunks must stay valid after the next one is asked for. */
  constructor(chunks: AsyncIterable<Buffer>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get taken(): number {
    return this.#arrived - this.#pending.length;
  }

  /** The next bytes, as many as are at hand; `undefined` at the end. */
  async next(): Promise<Buffer | undefined> {
    if (this.#pending.length > 0) {
      const pending = this.#pending;
      this.#pending = Buffer.alloc(0);
      return pending;
    }
    return this.#arrive();
  }

  putBack(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([bytes, this.#pending]);
  }

  /** Exactly `length` bytes, which stay to be read; `undefined` when fewer are left. For headers, not for data. */
  async look(length: number): Promise<Buffer | undefined> {
    while (this.#pending.length < length) {
      const bytes = await this.#arrive();
      if (bytes === undefined) return undefined;
      this.#pending = Buffer.concat([this.#pending, bytes]);
    }
    return this.#pending.subarray(0, length);
  }

  /** Exactly `length` bytes; `undefined`, with nothing taken, when fewer are left. */
  async read(length: number): Promise<Buffer | undefined> {
    const bytes = await this.look(length);
    if (bytes !== undefined) this.#pending = this.#pending.subarray(length);
    return bytes;
  }

  /** Reads to the end and counts. */
  async drain(): Promise<number> {
    let count = 0;
    for (let bytes = await this.next(); bytes !== undefined; bytes = await this.next()) count += bytes.length;
    return count;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #arrive(): Promise<Buffer | undefined> {
    const next = await this.#iterator.next();
    if (next.done === true) return undefined;
    this.#arrived += next.value.length;
    return next.value;
  }
}
