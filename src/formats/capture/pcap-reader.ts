import type { RejectReason } from '../rejected-record.ts';
import { PCAP_FILE_HEADER, PcapLayout } from './pcap-layout.ts';
import type { FrameSink, RecordReader } from './record-reader.ts';

/** Tells of bytes that could not be read. */
export type ReportDamage = (reason: RejectReason, offset: number, length: number, detail: string) => void;

/** Classic pcap (IETF draft-ietf-opsawg-pcap): one header, then records without any mark between them. */
export class PcapReader implements RecordReader {
  wanted: number = PCAP_FILE_HEADER;
  final = false;
  readonly #frames: FrameSink;
  readonly #damage: ReportDamage;
  #layout: PcapLayout | undefined;
  #isFirst = true;
  /** Where damage began that is being skipped; -1 when records are read. */
  #lostAt = -1;

  constructor(frames: FrameSink, damage: ReportDamage) {
    this.#frames = frames;
    this.#damage = damage;
  }

  step(bytes: Buffer, at: number, end: number, offset: number): number {
    const layout = this.#layout;
    if (layout === undefined) return this.#readFileHeader(bytes, at, end);
    if (this.#lostAt >= 0) return this.#seek(layout, bytes, at, end, offset);
    const header = layout.recordHeader;
    if (end - at < header) return this.#want(header);
    if (layout.isFileHeader(bytes, at)) return this.#readFileHeader(bytes, at, end);
    if (this.#isFirst) layout.learn(bytes, at);
    this.#isFirst = false;
    const captured = layout.captured(bytes, at);
    if (captured > layout.longest) return this.#lose(offset);
    // The header behind is looked at as well: a wrong length would else swallow the records it reaches over.
    const length = header + captured;
    if (end - at < length + header && !this.final) return this.#want(length + header);
    const isSound = layout.isSound(bytes, at);
    const isLast = end - at < length + header;
    const isCut = end - at < length;
    if (!isCut && isSound && (isLast || layout.isSound(bytes, at + length))) {
      return this.#deliver(layout, bytes, at, offset);
    }
    const reach = length + header + layout.longest + header;
    if (end - at < reach && !this.final) return this.#want(reach);
    const found = layout.findPair(bytes, at + 1, at + length + header, end, this.final);
    if (found >= 0) {
      this.#tellLost(offset, offset + found - at);
      return found - at;
    }
    // Nothing better: the damage is in what follows.
    if (!isSound) return this.#lose(offset);
    return isCut ? this.#want(length) : this.#deliver(layout, bytes, at, offset);
  }

  end(offset: number, length: number): void {
    if (this.#lostAt >= 0) this.#tellLost(this.#lostAt, offset + length);
    else if (length > 0) this.#damage('truncated', offset, length, 'the capture ends inside a record');
  }

  #readFileHeader(bytes: Buffer, at: number, end: number): number {
    if (end - at < PCAP_FILE_HEADER) return this.#want(PCAP_FILE_HEADER);
    this.#layout = new PcapLayout(bytes, at);
    this.#isFirst = true;
    return PCAP_FILE_HEADER;
  }

  #deliver(layout: PcapLayout, bytes: Buffer, at: number, offset: number): number {
    const captured = layout.captured(bytes, at);
    const begin = at + layout.recordHeader;
    const length = layout.recordHeader + captured;
    const onWire = Math.max(captured, layout.wireLength(bytes, at));
    const time = layout.time(bytes, at);
    this.#frames.frame(bytes, begin, begin + captured, onWire, time, layout.linkType, offset, length);
    return length;
  }

  /** Moves on to the next place where two records in a row look sound, or one that ends the capture. */
  #seek(layout: PcapLayout, bytes: Buffer, at: number, end: number, offset: number): number {
    const reach = layout.recordHeader + layout.longest + layout.recordHeader;
    const isEnough = end - at >= reach || this.final;
    if (!isEnough) return this.#want(reach);
    // What begins later cannot be judged yet.
    const limit = this.final ? end : end - reach + 1;
    const found = layout.findPair(bytes, at, limit, end, this.final);
    if (found < 0) return limit - at;
    this.#tellLost(this.#lostAt, offset + found - at);
    this.#lostAt = -1;
    return found > at ? found - at : this.step(bytes, at, end, offset);
  }

  #lose(offset: number): number {
    this.#lostAt = offset;
    return 1;
  }

  #tellLost(from: number, until: number): void {
    this.#damage('capture-broken', from, until - from, 'a record has an impossible length');
  }

  #want(length: number): number {
    this.wanted = length;
    return 0;
  }
}
