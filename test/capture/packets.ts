import { addressGroups } from '../../src/event/address.ts';

/** A frame and when it was seen, in microseconds since 1970. */
export interface TimedFrame {
  readonly bytes: Buffer;
  readonly time: number;
  /** Bytes on the wire, when fewer were captured. */
  readonly wireLength?: number;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export const SYN = 2;
export const ACK = 16;
export const PSH_ACK = 24;
export const SYN_ACK = 18;
export const FIN_ACK = 17;
export const RST = 4;

/** 2020-09-13T12:26:40Z */
export const EPOCH = 1_600_000_000_000_000;

export function tcpSegment(
  from: Endpoint,
  to: Endpoint,
  flags: number,
  sequence: number,
  payload: Buffer | string = '',
): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(from.port, 0);
  head.writeUInt16BE(to.port, 2);
  head.writeUInt32BE(sequence >>> 0, 4);
  head[12] = 0x50;
  head[13] = flags;
  return Buffer.concat([head, toBuffer(payload)]);
}

export function udpDatagram(from: Endpoint, to: Endpoint, payload: Buffer | string): Buffer {
  const content = toBuffer(payload);
  const head = Buffer.alloc(8);
  head.writeUInt16BE(from.port, 0);
  head.writeUInt16BE(to.port, 2);
  head.writeUInt16BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

/** An IPv4 packet; `fragment` is the offset in bytes and whether more follow. */
export function ipv4(
  from: string,
  to: string,
  protocol: number,
  payload: Buffer,
  fragment?: { readonly id: number; readonly offset: number; readonly more: boolean },
  options: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(20);
  head[0] = 0x45 + options.length / 4;
  head.writeUInt16BE(20 + options.length + payload.length, 2);
  head.writeUInt16BE(fragment?.id ?? 0, 4);
  head.writeUInt16BE(
    fragment === undefined ? 0x4000 : (fragment.more ? 0x2000 : 0) | (fragment.offset / 8),
    6,
  );
  head[8] = 64;
  head[9] = protocol;
  Buffer.from(from.split('.').map(Number)).copy(head, 12);
  Buffer.from(to.split('.').map(Number)).copy(head, 16);
  return Buffer.concat([head, options, payload]);
}

/** An IPv6 packet whose `next` header may be an extension that `payload` begins with. */
export function ipv6(from: string, to: string, next: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(40);
  head[0] = 0x60;
  head.writeUInt16BE(payload.length, 4);
  head[6] = next;
  head[7] = 64;
  for (const [at, address] of [[8, from] as const, [24, to] as const]) {
    addressGroups(address)!.forEach((group, i) => head.writeUInt16BE(group, at + 2 * i));
  }
  return Buffer.concat([head, payload]);
}

export function ethernet(packet: Buffer, tags: readonly number[] = []): Buffer {
  const type = packet[0]! >>> 4 === 6 ? 0x86dd : 0x0800;
  const words = [...tags.flatMap((tag) => [tag, 100]), type];
  const tail = Buffer.alloc(2 * words.length);
  words.forEach((word, i) => tail.writeUInt16BE(word, 2 * i));
  return Buffer.concat([Buffer.alloc(12, 2), tail, packet]);
}

export function ip(from: Endpoint, to: Endpoint, protocol: number, payload: Buffer): Buffer {
  return from.address.includes(':')
    ? ipv6(from.address, to.address, protocol, payload)
    : ipv4(from.address, to.address, protocol, payload);
}

/** What a conversation is made of: bytes of one side, in order. */
export interface Talk {
  readonly by: 'client' | 'server';
  readonly bytes: Buffer | string;
}

export interface ConversationOptions {
  readonly client?: Endpoint;
  readonly server?: Endpoint;
  readonly time?: number;
  readonly segment?: number;
  readonly open?: boolean;
  readonly close?: boolean;
}

export const CLIENT: Endpoint = { address: '10.20.30.5', port: 40_000 };
export const SERVER: Endpoint = { address: '203.0.113.20', port: 8443 };

/** A TCP connection with its opening and closing, one millisecond a frame. */
export function conversation(talks: readonly Talk[], options: ConversationOptions = {}): TimedFrame[] {
  const { client = CLIENT, server = SERVER, segment = 1400, open = true, close = true } = options;
  let time = options.time ?? EPOCH;
  const frames: TimedFrame[] = [];
  const next = { client: 1000, server: 5_000_000 };
  const send = (by: Talk['by'], flags: number, payload: Buffer): void => {
    const [from, to] = by === 'client' ? [client, server] : [server, client];
    frames.push({ bytes: ethernet(ip(from, to, 6, tcpSegment(from, to, flags, next[by], payload))), time });
    next[by] += payload.length + ((flags & 3) !== 0 ? 1 : 0);
    time += 1000;
  };
  const nothing = Buffer.alloc(0);
  if (open) {
    send('client', SYN, nothing);
    send('server', SYN_ACK, nothing);
    send('client', ACK, nothing);
  } else {
    next.client++;
    next.server++;
  }
  for (const { by, bytes } of talks) {
    const content = toBuffer(bytes);
    for (let at = 0; at < content.length; at += segment)
      send(by, PSH_ACK, content.subarray(at, at + segment));
  }
  if (close) {
    send('client', FIN_ACK, nothing);
    send('server', FIN_ACK, nothing);
    send('client', ACK, nothing);
  }
  return frames;
}

/** Datagrams between two endpoints, one millisecond apart. */
export function datagrams(talks: readonly Talk[], options: ConversationOptions = {}): TimedFrame[] {
  const { client = CLIENT, server = SERVER, time = EPOCH } = options;
  return talks.map(({ by, bytes }, i) => {
    const [from, to] = by === 'client' ? [client, server] : [server, client];
    return { bytes: ethernet(ip(from, to, 17, udpDatagram(from, to, bytes))), time: time + 1000 * i };
  });
}

/** Bytes that look random and are the same in every run. */
export function randomBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed * 0x9e3779b1;
  for (let i = 0; i < length; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    bytes[i] = (mixed ^ (mixed >>> 14)) >>> 8;
  }
  return bytes;
}

function toBuffer(bytes: Buffer | string): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
}
