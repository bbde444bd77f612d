import type { FirstPayloadFacts } from './payload-facts.ts';

const BITS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let left = byte; left > 0; left >>>= 1) count += left & 1;
  return count;
});

/** Facts of a first segment or datagram. */
export function firstPayloadFacts(bytes: Buffer): FirstPayloadFacts {
  let bits = 0;
  let printable = 0;
  let run = 0;
  let printableRun = 0;
  let printablePrefix = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    bits += BITS[byte]!;
    if (byte >= 0x20 && byte <= 0x7e) {
      printable++;
      run++;
      if (run > printableRun) printableRun = run;
      if (run === i + 1) printablePrefix = run;
    } else run = 0;
  }
  const length = Math.max(1, bytes.length);
  return {
    length: bytes.length,
    bitsPerByte: bits / length,
    printablePrefix,
    printableRun,
    printable: printable / length,
  };
}
