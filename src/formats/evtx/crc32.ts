/** Eight tables of 256 in one: slice `n` advances a byte by `n` more bytes. */
const table: Int32Array = sliceTables();

function sliceTables(): Int32Array {
  const all = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    all[byte] = value;
  }
  for (let at = 256; at < all.length; at++) {
    const before = all[at - 256]!;
    all[at] = (before >>> 8) ^ all[before & 0xff]!;
  }
  return all;
}

/**
 * The CRC-32 of zlib and of EVTX checksums over `bytes[start, end)`, eight bytes a step. Pass the result of an
 * earlier part as `previous` to go on over parts that do not lie together.
 */
export function crc32(bytes: Buffer, start: number, end: number, previous = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = ~previous;
  let at = start;
  for (const stop = end - 7; at < stop; at += 8) {
    const near = crc ^ view.getInt32(at, true);
    const far = view.getInt32(at + 4, true);
    crc =
      table[1792 + (near & 0xff)]! ^
      table[1536 + ((near >>> 8) & 0xff)]! ^
      table[1280 + ((near >>> 16) & 0xff)]! ^
      table[1024 + (near >>> 24)]! ^
      table[768 + (far & 0xff)]! ^
      table[512 + ((far >>> 8) & 0xff)]! ^
      table[256 + ((far >>> 16) & 0xff)]! ^
      table[far >>> 24]!;
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ table[(crc ^ view.getUint8(at)) & 0xff]!;
  return ~crc >>> 0;
}
