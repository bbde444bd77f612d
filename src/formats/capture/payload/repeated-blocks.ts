const BLOCK = 16;
/** Of fewer blocks none is expected to repeat, whatever the mode. */
const LEAST_BLOCKS = 32;
/** Blocks looked at: enough to see what electronic codebook mode leaks of text. */
const MOST_BLOCKS = 1024;
const SLOTS = 4 * MOST_BLOCKS;
const slots = new Int32Array(2 * SLOTS);

/** Share of the aligned 16-byte blocks at the beginning of `bytes` that are the same as an earlier one, 0 to 1. */
export function repeatedBlockShare(bytes: Buffer): number {
  const blocks = Math.min(MOST_BLOCKS, Math.floor(bytes.length / BLOCK));
  if (blocks < LEAST_BLOCKS) return 0;
  slots.fill(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let repeated = 0;
  for (let block = 0; block < blocks; block++) {
    let low = 0x2545f491;
    let high = 0x9e3779b1;
    for (let at = block * BLOCK; at < (block + 1) * BLOCK; at += 4) {
      const word = view.getInt32(at);
      low = Math.imul(low ^ word, 0x85ebca6b);
      low ^= low >>> 15;
      high = Math.imul(high + word, 0xc2b2ae35) ^ (high >>> 13);
    }
    // 64 bits stand for the block; zero stands for an empty slot.
    high |= 1;
    let slot = (low ^ (low >>> 16)) & (SLOTS - 1);
    while (slots[2 * slot + 1] !== 0 && (slots[2 * slot] !== low || slots[2 * slot + 1] !== high)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (slots[2 * slot + 1] !== 0) repeated++;
    slots[2 * slot] = low;
    slots[2 * slot + 1] = high;
  }
  return repeated / blocks;
}
