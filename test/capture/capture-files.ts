import type { TimedFrame } from './packets.ts';

export interface PcapOptions {
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
  readonly snapLength?: number;
}

/** A classic pcap (draft-ietf-opsawg-pcap). */
export function pcapFile(frames: readonly TimedFrame[], options: PcapOptions = {}): Buffer {
  const { littleEndian = true, nanoseconds = false, linkType = 1, snapLength = 262_144 } = options;
  const u32 = fieldWriter(littleEndian);
  const head = Buffer.alloc(24);
  u32(head, 0, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  u32(head, 16, snapLength);
  u32(head, 20, linkType);
  if (littleEndian) head.writeUInt32LE(0x00040002, 4);
  else head.writeUInt32BE(0x00020004, 4);
  const records = frames.flatMap(({ bytes, time, wireLength }) => {
    const record = Buffer.alloc(16);
    u32(record, 0, Math.floor(time / 1e6));
    u32(record, 4, (time % 1e6) * (nanoseconds ? 1000 : 1));
    u32(record, 8, bytes.length);
    u32(record, 12, wireLength ?? bytes.length);
    return [record, bytes];
  });
  return Buffer.concat([head, ...records]);
}

/** A block of pcapng with its length at both ends; the body is padded to four bytes. */
export function pcapngBlock(type: number, body: Buffer, littleEndian = true): Buffer {
  const u32 = fieldWriter(littleEndian);
  const padded = Math.ceil(body.length / 4) * 4;
  const block = Buffer.alloc(12 + padded);
  u32(block, 0, type);
  u32(block, 4, block.length);
  body.copy(block, 8);
  u32(block, block.length - 4, block.length);
  return block;
}

export function sectionHeader(littleEndian = true): Buffer {
  const body = Buffer.alloc(16, 0xff);
  fieldWriter(littleEndian)(body, 0, 0x1a2b3c4d);
  body.fill(0, 4, 8);
  body[littleEndian ? 4 : 5] = 1;
  return pcapngBlock(0x0a0d0d0a, body, littleEndian);
}

/** `resolution` is the byte of if_tsresol; absent means microseconds. */
export function interfaceBlock(linkType: number, resolution?: number, littleEndian = true): Buffer {
  const body = Buffer.alloc(resolution === undefined ? 8 : 20);
  if (littleEndian) body.writeUInt16LE(linkType, 0);
  else body.writeUInt16BE(linkType, 0);
  if (resolution !== undefined) {
    const u16 = (at: number, value: number): unknown =>
      littleEndian ? body.writeUInt16LE(value, at) : body.writeUInt16BE(value, at);
    u16(8, 9);
    u16(10, 1);
    body[12] = resolution;
  }
  return pcapngBlock(1, body, littleEndian);
}

/** `units` is the time in the interface's own units. */
export function enhancedPacket(
  interfaceId: number,
  units: bigint,
  frame: Buffer,
  littleEndian = true,
): Buffer {
  const u32 = fieldWriter(littleEndian);
  const body = Buffer.alloc(20 + frame.length);
  u32(body, 0, interfaceId);
  u32(body, 4, Number(units >> 32n));
  u32(body, 8, Number(units & 0xffff_ffffn));
  u32(body, 12, frame.length);
  u32(body, 16, frame.length);
  frame.copy(body, 20);
  return pcapngBlock(6, body, littleEndian);
}

export function simplePacket(frame: Buffer): Buffer {
  const body = Buffer.alloc(4 + frame.length);
  body.writeUInt32LE(frame.length, 0);
  frame.copy(body, 4);
  return pcapngBlock(3, body);
}

/** One section with one Ethernet interface, microseconds. */
export function pcapngFile(frames: readonly TimedFrame[]): Buffer {
  const packets = frames.map(({ bytes, time }) => enhancedPacket(0, BigInt(time), bytes));
  return Buffer.concat([sectionHeader(), interfaceBlock(1), ...packets]);
}

function fieldWriter(littleEndian: boolean): (bytes: Buffer, at: number, value: number) => void {
  return (bytes, at, value) => {
    if (littleEndian) bytes.writeUInt32LE(value >>> 0, at);
    else bytes.writeUInt32BE(value >>> 0, at);
  };
}
