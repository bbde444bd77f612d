/**
 * AES-128 (FIPS 197), encryption only, for the first packets of QUIC, whose keys anyone on the path can derive. Not safe
 * against timing: nothing secret passes through here.
 */

const SBOX: Uint8Array = substitutionBox();
/** Substitution and column mixing in one look-up for each of the four bytes of a column. */
const [T0, T1, T2, T3] = [table(0), table(8), table(16), table(24)];
const ROUNDS = 10;

/** The round keys of a 16-byte key, four words a round. */
export function expandKey(key: Uint8Array): Int32Array {
  const words = new Int32Array(4 * (ROUNDS + 1));
  for (let i = 0; i < 4; i++) words[i] = word(key, 4 * i);
  let constant = 1;
  for (let at = 4; at < words.length; at++) {
    let value = words[at - 1]!;
    if (at % 4 === 0) {
      value = substitute((value << 8) | (value >>> 24)) ^ (constant << 24);
      constant = double(constant);
    }
    words[at] = words[at - 4]! ^ value;
  }
  return words;
}

/** Encrypts one block of 16 bytes. */
export function encryptBlock(keys: Int32Array, block: Uint8Array): Uint8Array {
  let a = word(block, 0) ^ keys[0]!;
  let b = word(block, 4) ^ keys[1]!;
  let c = word(block, 8) ^ keys[2]!;
  let d = word(block, 12) ^ keys[3]!;
  for (let at = 4; at < 4 * ROUNDS; at += 4) {
    const e = mixed(a, b, c, d) ^ keys[at]!;
    const f = mixed(b, c, d, a) ^ keys[at + 1]!;
    const g = mixed(c, d, a, b) ^ keys[at + 2]!;
    d = mixed(d, a, b, c) ^ keys[at + 3]!;
    [a, b, c] = [e, f, g];
  }
  const out = new Uint8Array(16);
  put(out, 0, shifted(a, b, c, d) ^ keys[40]!);
  put(out, 4, shifted(b, c, d, a) ^ keys[41]!);
  put(out, 8, shifted(c, d, a, b) ^ keys[42]!);
  put(out, 12, shifted(d, a, b, c) ^ keys[43]!);
  return out;
}

/** Counter mode: `bytes` with the key stream that begins at counter block `counter`, which is counted up. */
export function counterMode(keys: Int32Array, counter: Uint8Array, bytes: Uint8Array): Buffer {
  const out = Buffer.from(bytes);
  for (let at = 0; at < out.length; at += 16) {
    const stream = encryptBlock(keys, counter);
    for (let i = 0; i < 16 && at + i < out.length; i++) out[at + i]! ^= stream[i]!;
    for (let i = 15; i >= 12; i--) {
      counter[i]!++;
      if (counter[i] !== 0) break;
    }
  }
  return out;
}

/** One column after substitution, shifted rows and mixing. */
function mixed(a: number, b: number, c: number, d: number): number {
  return T0[a >>> 24]! ^ T1[(b >>> 16) & 255]! ^ T2[(c >>> 8) & 255]! ^ T3[d & 255]!;
}

/** The same in the last round, which does not mix. */
function shifted(a: number, b: number, c: number, d: number): number {
  return substitute((a & 0xff00_0000) | (b & 0xff_0000) | (c & 0xff00) | (d & 0xff));
}

function substitute(value: number): number {
  return (
    (SBOX[value >>> 24]! << 24) |
    (SBOX[(value >>> 16) & 255]! << 16) |
    (SBOX[(value >>> 8) & 255]! << 8) |
    SBOX[value & 255]!
  );
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

function table(by: number): Int32Array {
  return Int32Array.from(SBOX, (value) => {
    const column = (double(value) << 24) | (value << 16) | (value << 8) | (double(value) ^ value);
    return (column >>> by) | (column << ((32 - by) & 31));
  });
}

/** Twice a value in the field of AES. */
function double(value: number): number {
  return ((value << 1) ^ (value & 0x80 ? 0x11b : 0)) & 0xff;
}

/** The inverse in the field, then FIPS 197's affine map. */
function substitutionBox(): Uint8Array {
  const box = new Uint8Array(256);
  let p = 1;
  let q = 1;
  do {
    p = p ^ double(p);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    const rotated = q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4);
    box[p] = rotated ^ 0x63;
  } while (p !== 1);
  box[0] = 0x63;
  return box;
}

function rotate(value: number, by: number): number {
  return ((value << by) | (value >>> (8 - by))) & 0xff;
}
