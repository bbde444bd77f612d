/**
 * SHA-1 (FIPS 180-4), which Community ID is made with. Hand-written because the pure core may not import node:crypto;
 * an identifier, never a proof: SHA-1 no longer withstands collisions.
 */

const words = new Int32Array(80);
const state = new Int32Array(5);
/** For messages of one block, which are most of them. */
const oneBlock = Buffer.alloc(64);

/** The 20-byte digest of `bytes`. */
export function sha1(bytes: Uint8Array): Buffer {
  const length = ((bytes.length + 9 + 63) >>> 6) << 6;
  const padded = length === 64 ? oneBlock.fill(0) : Buffer.alloc(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  padded.writeUInt32BE(Math.floor(bytes.length / 0x2000_0000), length - 8);
  padded.writeUInt32BE((bytes.length << 3) >>> 0, length - 4);
  state[0] = 0x67452301;
  state[1] = 0xefcdab89;
  state[2] = 0x98badcfe;
  state[3] = 0x10325476;
  state[4] = 0xc3d2e1f0;
  for (let block = 0; block < length; block += 64) compress(padded, block);
  const digest = Buffer.allocUnsafe(20);
  for (let i = 0; i < 5; i++) digest.writeInt32BE(state[i]!, i * 4);
  return digest;
}

function compress(block: Buffer, offset: number): void {
  for (let i = 0, at = offset; i < 16; i++, at += 4) {
    words[i] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!;
  }
  for (let i = 16; i < 80; i++) {
    words[i] = rotate(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  for (let i = 0; i < 80; i++) {
    const mixed =
      i < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : i < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : i < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6;
    const next = (rotate(a, 5) + mixed + e + words[i]!) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
