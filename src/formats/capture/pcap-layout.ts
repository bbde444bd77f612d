/** libpcap's and Wireshark's own bound of a captured frame; files that say they were snapped later are believed up to 1 MiB. */
const LONGEST_FRAME = 262_144;
const LONGEST_SNAP = 1_048_576;
/** Frames on the wire that no link has. */
const LONGEST_WIRE = 1_048_576;
/** Neighbouring records lie this close in time; only used to find a record after damage. */
const NEIGHBOUR_SECONDS = 7 * 86_400;

export const PCAP_FILE_HEADER = 24;

/** First four bytes as written, to byte order, units of the fraction and length of a record header. */
const MAGICS: ReadonlyMap<number, readonly [littleEndian: boolean, fraction: number, header: number]> =
  new Map([
    [0xa1b2c3d4, [false, 1e6, 16]],
    [0xd4c3b2a1, [true, 1e6, 16]],
    [0xa1b23c4d, [false, 1e9, 16]],
    [0x4d3cb2a1, [true, 1e9, 16]],
    // Kuznetzov's patched libpcap: eight more bytes a record.
    [0xa1b2cd34, [false, 1e6, 24]],
    [0x34cdb2a1, [true, 1e6, 24]],
  ]);

/** Does a member that begins with these bytes hold a classic pcap? */
export function isPcap(head: Buffer): boolean {
  return head.length >= PCAP_FILE_HEADER && MAGICS.has(head.readUInt32BE(0));
}

/** How the records of one classic pcap are written, and what a sound header of one looks like. */
export class PcapLayout {
  readonly recordHeader: number;
  readonly linkType: number;
  /** More bytes than any record of this file can have captured. */
  readonly longest: number;
  readonly #little: boolean;
  readonly #fractions: number;
  /** Some writers get one field wrong throughout; then it tells nothing. */
  #checksFraction = true;
  #checksWire = true;

  constructor(bytes: Buffer, at: number) {
    const [little, fractions, recordHeader] = MAGICS.get(bytes.readUInt32BE(at)) ?? [true, 1e6, 16];
    this.#little = little;
    this.#fractions = fractions;
    this.recordHeader = recordHeader;
    const snapLength = this.#u32(bytes, at + 16);
    this.longest = Math.max(LONGEST_FRAME, snapLength <= LONGEST_SNAP ? snapLength : 0);
    this.linkType = this.#u32(bytes, at + 20) & 0xffff;
  }

  /** The first record shows which fields its writer gets right. */
  learn(bytes: Buffer, at: number): void {
    this.#checksFraction = this.#u32(bytes, at + 4) < this.#fractions;
    this.#checksWire = this.wireLength(bytes, at) >= this.captured(bytes, at);
  }

  /** Microseconds since 1970. */
  time(bytes: Buffer, at: number): number {
    return this.#u32(bytes, at) * 1e6 + this.#u32(bytes, at + 4) / (this.#fractions / 1e6);
  }

  captured(bytes: Buffer, at: number): number {
    return this.#u32(bytes, at + 8);
  }

  wireLength(bytes: Buffer, at: number): number {
    return this.#u32(bytes, at + 12);
  }

  /** Captures that were simply put one behind the other: the zone and accuracy of a header are zero. */
  isFileHeader(bytes: Buffer, at: number): boolean {
    return (
      bytes.readUInt32LE(at + 8) === 0 &&
      bytes.readUInt32LE(at + 12) === 0 &&
      MAGICS.has(bytes.readUInt32BE(at))
    );
  }

  isSound(bytes: Buffer, at: number): boolean {
    const captured = this.captured(bytes, at);
    const wireLength = this.wireLength(bytes, at);
    if (captured === 0) return this.isFileHeader(bytes, at);
    if (captured > this.longest || wireLength > LONGEST_WIRE) return false;
    if (this.#checksWire && wireLength < captured) return false;
    return !this.#checksFraction || this.#u32(bytes, at + 4) < this.#fractions;
  }

  /**
   * The first place in `[start, limit)` where a sound record begins that another one follows soon after, or that ends
   * with the bytes when they are the last ones; -1 without one.
   */
  findPair(bytes: Buffer, start: number, limit: number, end: number, isFinal: boolean): number {
    const last = Math.min(limit, end - this.recordHeader + 1);
    for (let at = start; at < last; at++) {
      if (!this.isSound(bytes, at)) continue;
      if (this.isFileHeader(bytes, at)) return at;
      const next = at + this.recordHeader + this.captured(bytes, at);
      if (next + this.recordHeader > end) {
        if (isFinal && next === end) return at;
        continue;
      }
      if (!this.isSound(bytes, next)) continue;
      const gap = this.#u32(bytes, next) - this.#u32(bytes, at);
      if (Math.abs(gap) <= NEIGHBOUR_SECONDS || this.isFileHeader(bytes, next)) return at;
    }
    return -1;
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
}
