import type { ByteMeasure } from './payload-facts.ts';

/** n·log2(n) for small counts: most counts of a short payload are. */
const PRODUCTS = Float64Array.from({ length: 4096 }, (_, n) => (n === 0 ? 0 : n * Math.log2(n)));

/** Entropy and chi-square of the byte values counted in `counts[first, first + 256)`. */
export function measureCounts(counts: Int32Array | Uint32Array, first: number): ByteMeasure {
  let length = 0;
  let products = 0;
  let squares = 0;
  for (let index = first; index < first + 256; index++) {
    const count = counts[index]! >>> 0;
    if (count === 0) continue;
    length += count;
    squares += count * count;
    products += count < 4096 ? PRODUCTS[count]! : count * Math.log2(count);
  }
  if (length === 0) return { length: 0, entropy: 0, chiSquare: 0 };
  const entropy = Math.max(0, Math.log2(length) - products / length);
  return { length, entropy, chiSquare: (squares * 256) / length - length };
}

/** Entropy and chi-square of `bytes[start, end)`. */
export function measureBytes(bytes: Uint8Array, start = 0, end: number = bytes.length): ByteMeasure {
  return measureCounts(countBytes(bytes, start, end), 0);
}

const scratch = new Int32Array(256);

/** How often each byte value occurs. The result is overwritten by the next call. */
export function countBytes(bytes: Uint8Array, start = 0, end: number = bytes.length): Int32Array {
  scratch.fill(0);
  countWords(scratch, 0, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), start, end);
  return scratch;
}

/** Adds the byte values of `[start, end)` to `counts[first, first + 256)`; single bytes were measured half as fast. */
export function countWords(
  counts: Int32Array,
  first: number,
  view: DataView,
  start: number,
  end: number,
): void {
  let at = start;
  for (const stop = end - 3; at < stop; at += 4) {
    const word = view.getInt32(at);
    counts[first + (word & 255)]!++;
    counts[first + ((word >>> 8) & 255)]!++;
    counts[first + ((word >>> 16) & 255)]!++;
    counts[first + (word >>> 24)]!++;
  }
  for (; at < end; at++) counts[first + view.getUint8(at)]!++;
}

/** Share of printable ASCII, tabs and line ends among counted bytes, 0 to 1. */
export function printableShareOf(counts: Int32Array): number {
  let printable = 0;
  let all = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = counts[byte]!;
    all += count;
    if ((byte >= 0x20 && byte <= 0x7e) || (byte >= 0x09 && byte <= 0x0d)) printable += count;
  }
  return printable / Math.max(1, all);
}
