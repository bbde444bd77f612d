/**
 * AES-128 (FIPS 197), encryption only, for the first packets of QUIC, whose keys anyone on the path can derive. Slow and
 * not safe against timing: nothing secret passes through here.
 */

const SBOX: Uint8Array = substitutionBox();
const ROUNDS = 10;

/** The round keys of a 16-byte key. */
export function expandKey(key: Uint8Array): Uint8Array {
  const words = new Uint8Array(16 * (ROUNDS + 1));
  words.set(key.subarray(0, 16));
  let constant = 1;
  for (let at = 16; at < words.length; at += 4) {
    let [a, b, c, d] = [words[at - 4]!, words[at - 3]!, words[at - 2]!, words[at - 1]!];
    if (at % 16 === 0) {
      [a, b, c, d] = [SBOX[b]! ^ constant, SBOX[c]!, SBOX[d]!, SBOX[a]!];
      constant = double(constant);
    }
    words[at] = words[at - 16]! ^ a;
    words[at + 1] = words[at - 15]! ^ b;
    words[at + 2] = words[at - 14]! ^ c;
    words[at + 3] = words[at - 13]! ^ d;
  }
  return words;
}

/** Encrypts one block of 16 bytes. */
export function encryptBlock(roundKeys: Uint8Array, block: Uint8Array): Uint8Array {
  let state = Uint8Array.from(block.subarray(0, 16));
  addKey(state, roundKeys, 0);
  for (let round = 1; round <= ROUNDS; round++) {
    const shifted = new Uint8Array(16);
    for (let i = 0; i < 16; i++) shifted[i] = SBOX[state[(i + 4 * (i & 3)) & 15]!]!;
    if (round < ROUNDS) for (let column = 0; column < 16; column += 4) mixColumn(shifted, column);
    addKey(shifted, roundKeys, round * 16);
    state = shifted;
  }
  return state;
}

/** Counter mode: `bytes` with the key stream that begins at counter block `counter`, which is counted up. */
export function counterMode(roundKeys: Uint8Array, counter: Uint8Array, bytes: Uint8Array): Buffer {
  const out = Buffer.from(bytes);
  for (let at = 0; at < out.length; at += 16) {
    const stream = encryptBlock(roundKeys, counter);
    for (let i = 0; i < 16 && at + i < out.length; i++) out[at + i]! ^= stream[i]!;
    for (let i = 15; i >= 12; i--) {
      counter[i]!++;
      if (counter[i] !== 0) break;
    }
  }
  return out;
}

function addKey(state: Uint8Array, keys: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) state[i]! ^= keys[at + i]!;
}

function mixColumn(state: Uint8Array, at: number): void {
  const [a, b, c, d] = [state[at]!, state[at + 1]!, state[at + 2]!, state[at + 3]!];
  const all = a ^ b ^ c ^ d;
  state[at] = a ^ all ^ double(a ^ b);
  state[at + 1] = b ^ all ^ double(b ^ c);
  state[at + 2] = c ^ all ^ double(c ^ d);
  state[at + 3] = d ^ all ^ double(d ^ a);
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
