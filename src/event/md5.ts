/**
 * MD5 (RFC 1321), which JA3 is made with. Hand-written because the pure core may not import node:crypto; an identifier,
 * never a proof: MD5 no longer withstands collisions.
 */

/** RFC 1321, 3.4: the integer part of 2^32 times |sin(i)|. */
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const words = new Int32Array(16);

/** Lower-case hex digest of the UTF-8 text. */
export function md5Hex(text: string): string {
  const message = Buffer.from(text, 'utf8');
  const length = ((message.length + 9 + 63) >>> 6) << 6;
  const padded = Buffer.alloc(length);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeUInt32LE((message.length << 3) >>> 0, length - 8);
  padded.writeUInt32LE(Math.floor(message.length / 0x2000_0000), length - 4);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < length; block += 64) compress(state, padded, block);
  const digest = Buffer.allocUnsafe(16);
  for (let i = 0; i < 4; i++) digest.writeInt32LE(state[i]!, i * 4);
  return digest.toString('hex');
}

function compress(state: Int32Array, block: Buffer, offset: number): void {
  for (let i = 0; i < 16; i++) words[i] = block.readInt32LE(offset + i * 4);
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >>> 4;
    const mixed =
      round === 0
        ? (b & c) | (~b & d)
        : round === 1
          ? (d & b) | (~d & c)
          : round === 2
            ? b ^ c ^ d
            : c ^ (b | ~d);
    const word =
      round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
    const sum = (a + mixed + SINES[i]! + words[word]!) | 0;
    const shift = SHIFTS[round * 4 + (i & 3)]!;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
}
