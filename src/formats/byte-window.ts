const SMALLEST = 16 * 1024;
/** A window that grew beyond this is given back once it is empty, so that one long record does not pin its memory. */
const KEPT_CAPACITY = 4 * 1024 * 1024;

/**
 * The bytes of a member that a decoder still needs, in one contiguous piece that outlives the pushed buffers.
 *
 * Growth doubles, so appending in small pieces costs linear time; the decoder bounds the length.
 */
export class ByteWindow {
  /** Only the first `length` bytes are valid. Replaced when the window grows: read it again after `append`. */
  bytes: Buffer = Buffer.alloc(0);
  length = 0;
  /** Offset in the member of `bytes[0]`. */
  origin: number;

  constructor(origin: number) {
    this.origin = origin;
  }

  /** Adds a copy of `source[start, end)`. */
  append(source: Buffer, start: number, end: number): void {
    const needed = this.length + end - start;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(SMALLEST, needed, this.bytes.length * 2));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    source.copy(this.bytes, this.length, start, end);
    this.length = needed;
  }

  /** Forgets the first `count` bytes; what follows moves to index 0. */
  drop(count: number): void {
    if (count === 0) return;
    this.origin += count;
    this.length -= count;
    if (this.length > 0) this.bytes.copyWithin(0, count, count + this.length);
    else if (this.bytes.length > KEPT_CAPACITY) this.bytes = Buffer.alloc(0);
  }
}
