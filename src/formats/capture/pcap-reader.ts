import type { FrameSink, RecordReader } from './record-reader.ts';
import type { RejectReason } from '../rejected-record.ts';

const FILE_HEADER = 24;
/** libpcap's and Wireshark's own bound of a captured frame; files that say they were snapped later are believed up to 1 MiB. */
const LONGEST_FRAME = 262_144;
const LONGEST_SNAP = 1_048_576;
/** Frames on the wire that no link has: a length above is damage when looking for the next record. */
const LONGEST_WIRE = 1_048_576;
/** Neighbouring records lie this close in time; only used to find the next record after damage. */
const PLAUSIBLE_GAP_SECONDS = 7 * 86_400;

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

/** Tells of bytes that could not be read. */
export type ReportDamage = (reason: RejectReason, offset: number, length: number, detail: string) => void;

/** Does a member that begins with these bytes hold a classic pcap? */
export function isPcap(head: Buffer): boolean {
  return head.length >= FILE_HEADER && MAGICS.has(head.readUInt32BE(0));
}

/** Classic pcap (IETF draft-ietf-opsawg-pcap): one header, then records without any mark between them. */
export class PcapReader implements RecordReader {
  wanted = FILE_HEADER;
  final = false;
  readonly #frames: FrameSink;
  readonly #damage: ReportDamage;
  #begun = false;
  #little = true;
  #fractions = 1e6;
  #recordHeader = 16;
  #linkType = 0;
  #longest = LONGEST_FRAME;
  #lastSeconds = -1;
  /** Where damage began that is being skipped; -1 when records are read. */
  #lostAt = -1;

  constructor(frames: FrameSink, damage: ReportDamage) {
    this.#frames = frames;
    this.#damage = damage;
  }

  step(bytes: Buffer, at: number, end: number, offset: number): number {
    if (!this.#begun) return this.#readFileHeader(bytes, at, end);
    if (this.#lostAt >= 0) return this.#seek(bytes, at, end, offset);
    if (end - at < this.#recordHeader) return this.#want(this.#recordHeader);
    const captured = this.#u32(bytes, at + 8);
    const onWire = this.#u32(bytes, at + 12);
    if (captured > this.#longest) {
      this.#lostAt = offset;
      return 1;
    }
    if (this.#isFileHeader(bytes, at)) {
      this.#begun = false;
      return this.#readFileHeader(bytes, at, end);
    }
    const length = this.#recordHeader + captured;
    // The header behind is looked at as well: a wrong length would else swallow the records it reaches over.
    const withNext = length + this.#recordHeader;
    if (end - at < withNext && !this.final) return this.#want(withNext);
    const isCut = end - at < length;
    const isLong = captured > onWire;
    if (isCut || isLong || (end - at >= withNext && !this.#looksSound(bytes, at + length))) {
      const found = this.#findSound(bytes, at + 1, isCut ? end : at + length);
      if (found >= 0) {
        this.#lostAt = offset;
        this.#tellLost(offset + found - at);
        return found - at;
      }
      if (isCut) return this.#want(length);
    }
    const seconds = this.#u32(bytes, at);
    const time = seconds * 1e6 + this.#u32(bytes, at + 4) / (this.#fractions / 1e6);
    this.#lastSeconds = seconds;
    const begin = at + this.#recordHeader;
    this.#frames.frame(
      bytes,
      begin,
      begin + captured,
      onWire < captured ? captured : onWire,
      time,
      this.#linkType,
      offset,
      length,
    );
    return length;
  }

  end(offset: number, length: number): void {
    if (this.#lostAt >= 0) this.#tellLost(offset + length);
    else if (length > 0) this.#damage('truncated', offset, length, 'the capture ends inside a record');
  }

  #readFileHeader(bytes: Buffer, at: number, end: number): number {
    if (end - at < FILE_HEADER) return this.#want(FILE_HEADER);
    const [little, fractions, recordHeader] = MAGICS.get(bytes.readUInt32BE(at)) ?? [true, 1e6, 16];
    this.#little = little;
    this.#fractions = fractions;
    this.#recordHeader = recordHeader;
    const snapLength = this.#u32(bytes, at + 16);
    this.#longest = Math.max(LONGEST_FRAME, snapLength <= LONGEST_SNAP ? snapLength : 0);
    this.#linkType = this.#u32(bytes, at + 20) & 0xffff;
    this.#begun = true;
    return FILE_HEADER;
  }

  /** Moves on to the next place where two records in a row look sound, or one that ends the capture. */
  #seek(bytes: Buffer, start: number, end: number, offset: number): number {
    for (let at = start; at + this.#recordHeader <= end; at++) {
      if (!this.#looksSound(bytes, at)) continue;
      const next = at + this.#recordHeader + this.#u32(bytes, at + 8);
      if (next + this.#recordHeader > end && !this.final) {
        return at > start ? at - start : this.#want(next + this.#recordHeader - start);
      }
      if (next + this.#recordHeader > end ? next !== end : !this.#looksSound(bytes, next)) continue;
      this.#tellLost(offset + at - start);
      return at > start ? at - start : this.step(bytes, at, end, offset);
    }
    const left = end - start - this.#recordHeader + 1;
    return left > 0 ? left : this.#want(this.#recordHeader);
  }

  /** The first place in `[start, end)` where a record lies that another one follows before `end`; -1 without one. */
  #findSound(bytes: Buffer, start: number, end: number): number {
    for (let at = start; at + this.#recordHeader <= end; at++) {
      if (!this.#looksSound(bytes, at)) continue;
      const next = at + this.#recordHeader + this.#u32(bytes, at + 8);
      if (next + this.#recordHeader <= end && this.#looksSound(bytes, next)) return at;
    }
    return -1;
  }

  /** Captures that were simply put one behind the other: the zone and accuracy of a header are zero. */
  #isFileHeader(bytes: Buffer, at: number): boolean {
    return (
      bytes.readUInt32LE(at + 8) === 0 &&
      bytes.readUInt32LE(at + 12) === 0 &&
      MAGICS.has(bytes.readUInt32BE(at))
    );
  }

  #looksSound(bytes: Buffer, at: number): boolean {
    if (this.#isFileHeader(bytes, at)) return true;
    const captured = this.#u32(bytes, at + 8);
    const onWire = this.#u32(bytes, at + 12);
    if (captured === 0 || captured > this.#longest || onWire < captured || onWire > LONGEST_WIRE)
      return false;
    if (this.#u32(bytes, at + 4) >= this.#fractions) return false;
    const gap = this.#u32(bytes, at) - this.#lastSeconds;
    return this.#lastSeconds < 0 || Math.abs(gap) <= PLAUSIBLE_GAP_SECONDS;
  }

  #tellLost(until: number): void {
    const length = until - this.#lostAt;
    this.#damage('capture-broken', this.#lostAt, length, 'a record has an impossible length');
    this.#lostAt = -1;
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  #want(length: number): number {
    this.wanted = length;
    return 0;
  }
}
