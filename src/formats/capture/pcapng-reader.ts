import type { FrameSink, RecordReader } from './record-reader.ts';
import type { ReportDamage } from './pcap-reader.ts';
import { readInterface, timeOf } from './pcapng-interface.ts';
import type { CaptureInterface } from './pcapng-interface.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
/** Obsolete since 2004, still found in old captures. */
const PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const SMALLEST_BLOCK = 12;
/** Blocks read here hold one frame or a few options; anything longer is damage. Others of this length are checked too. */
const LONGEST_READ = 1_114_112;
/** Names, statistics, a system's journal, keys and what vendors add may be longer; they are passed over unread. */
const LONGEST_SKIPPED = 64 * 1024 * 1024;
const LONG_BLOCKS: ReadonlySet<number> = new Set([4, 5, 9, 10, 0x0bad, 0x4000_0bad]);
/** Interfaces of one section; a capture of a whole server farm has hundreds. */
const MOST_INTERFACES = 65_536;

/** Does a member that begins with these bytes hold a pcapng? */
export function isPcapng(head: Buffer): boolean {
  if (head.length < 12 || head.readUInt32BE(0) !== SECTION_HEADER) return false;
  return head.readUInt32BE(8) === BYTE_ORDER_MAGIC || head.readUInt32LE(8) === BYTE_ORDER_MAGIC;
}

/** pcapng (IETF draft-ietf-opsawg-pcapng): blocks in sections, each with its length at both ends. */
export class PcapngReader implements RecordReader {
  wanted = SMALLEST_BLOCK;
  final = false;
  readonly #frames: FrameSink;
  readonly #damage: ReportDamage;
  #little = true;
  #interfaces: CaptureInterface[] = [];
  /** Simple packets carry no time: they take that of the packet before. */
  #lastTime = 0;
  #lostAt = -1;

  constructor(frames: FrameSink, damage: ReportDamage) {
    this.#frames = frames;
    this.#damage = damage;
  }

  step(bytes: Buffer, at: number, end: number, offset: number): number {
    if (this.#lostAt >= 0) return this.#seek(bytes, at, end, offset);
    if (end - at < SMALLEST_BLOCK) return this.#want(SMALLEST_BLOCK);
    if (bytes.readUInt32LE(at) === SECTION_HEADER) this.#orient(bytes, at);
    const type = this.#u32(bytes, at);
    const length = this.#u32(bytes, at + 4);
    if (!plausible(type, length)) return this.#lose(offset);
    if (length > LONGEST_READ) return length;
    if (end - at < length) {
      // A block that reaches past the end is cut, or its length is wrong and others lie inside.
      return this.final && this.#hasBlock(bytes, at + 1, end) ? this.#lose(offset) : this.#want(length);
    }
    if (this.#u32(bytes, at + length - 4) !== length) return this.#lose(offset);
    if (isRead(type)) this.#read(type, bytes, at, length, offset);
    return length;
  }

  end(offset: number, length: number): void {
    if (this.#lostAt >= 0) this.#tellLost(offset + length);
    else if (length > 0) this.#damage('truncated', offset, length, 'the capture ends inside a block');
  }

  #read(type: number, bytes: Buffer, at: number, length: number, offset: number): void {
    const body = at + 8;
    const end = at + length - 4;
    if (type === SECTION_HEADER) this.#interfaces = [];
    else if (type === INTERFACE) {
      const found = readInterface(bytes, body, end, this.#little);
      if (found === undefined) this.#broken(offset, length, 'an interface block is too short');
      else if (this.#interfaces.length < MOST_INTERFACES) this.#interfaces.push(found);
    } else if (type === SIMPLE_PACKET) this.#readSimple(bytes, body, end, offset, length);
    else this.#readPacket(type, bytes, body, end, offset, length);
  }

  #readPacket(type: number, bytes: Buffer, body: number, end: number, offset: number, length: number): void {
    if (end - body < 20) return this.#broken(offset, length, 'a packet block is too short');
    const id = type === PACKET ? this.#u16(bytes, body) : this.#u32(bytes, body);
    const source = this.#interfaces[id];
    const captured = this.#u32(bytes, body + 12);
    const onWire = this.#u32(bytes, body + 16);
    if (source === undefined)
      return this.#broken(offset, length, 'a packet names an interface that was not described');
    if (captured > end - body - 20) return this.#broken(offset, length, 'a packet is longer than its block');
    this.#lastTime = timeOf(source, this.#u32(bytes, body + 4), this.#u32(bytes, body + 8));
    const begin = body + 20;
    const wire = onWire < captured ? captured : onWire;
    this.#frames.frame(bytes, begin, begin + captured, wire, this.#lastTime, source.linkType, offset, length);
  }

  #readSimple(bytes: Buffer, body: number, end: number, offset: number, length: number): void {
    const source = this.#interfaces[0];
    if (source === undefined) return this.#broken(offset, length, 'a packet comes before any interface');
    const onWire = this.#u32(bytes, body);
    const begin = body + 4;
    const limit = source.snapLength === 0 ? onWire : Math.min(onWire, source.snapLength);
    const last = Math.min(end, begin + limit);
    this.#frames.frame(bytes, begin, last, onWire, this.#lastTime, source.linkType, offset, length);
  }

  /** A section says in which order its bytes come. */
  #orient(bytes: Buffer, at: number): void {
    this.#little = bytes.readUInt32LE(at + 8) === BYTE_ORDER_MAGIC;
  }

  /** Moves on to the next place that has a known block type and the same length at both ends. */
  #seek(bytes: Buffer, start: number, end: number, offset: number): number {
    for (let at = start; at + SMALLEST_BLOCK <= end; at++) {
      const length = this.#soundLength(bytes, at);
      if (length === 0) continue;
      if (at + length > end) {
        if (this.final) continue;
        return at > start ? at - start : this.#want(length);
      }
      if (this.#u32(bytes, at + length - 4) !== length) continue;
      this.#tellLost(offset + at - start);
      return at > start ? at - start : this.step(bytes, at, end, offset);
    }
    const left = end - start - SMALLEST_BLOCK + 1;
    return left > 0 ? left : this.#want(SMALLEST_BLOCK);
  }

  #hasBlock(bytes: Buffer, start: number, end: number): boolean {
    for (let at = start; at + SMALLEST_BLOCK <= end; at++) {
      const length = this.#soundLength(bytes, at);
      if (length > 0 && at + length <= end && this.#u32(bytes, at + length - 4) === length) return true;
    }
    return false;
  }

  /** Length of a block worth reading that may begin here, else 0. */
  #soundLength(bytes: Buffer, at: number): number {
    if (bytes.readUInt32LE(at) === SECTION_HEADER) {
      if (!isPcapng(bytes.subarray(at, at + 12))) return 0;
      this.#orient(bytes, at);
    }
    const type = this.#u32(bytes, at);
    const length = this.#u32(bytes, at + 4);
    return isRead(type) && plausible(type, length) ? length : 0;
  }

  #lose(offset: number): number {
    this.#lostAt = offset;
    return 1;
  }

  #tellLost(until: number): void {
    const length = until - this.#lostAt;
    this.#damage('capture-broken', this.#lostAt, length, 'a block has no sound length');
    this.#lostAt = -1;
  }

  #broken(offset: number, length: number, detail: string): void {
    this.#damage('capture-broken', offset, length, detail);
  }

  #u16(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  #want(length: number): number {
    this.wanted = length;
    return 0;
  }
}

function isRead(type: number): boolean {
  return (
    type === ENHANCED_PACKET ||
    type === SIMPLE_PACKET ||
    type === PACKET ||
    type === INTERFACE ||
    type === SECTION_HEADER
  );
}

function plausible(type: number, length: number): boolean {
  const most = LONG_BLOCKS.has(type) ? LONGEST_SKIPPED : LONGEST_READ;
  return length >= SMALLEST_BLOCK + (type === SIMPLE_PACKET ? 4 : 0) && length % 4 === 0 && length <= most;
}
