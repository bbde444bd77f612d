import type { TlsFacts } from './tls-facts.ts';
import { TLS_RECORD } from './tls-records.ts';
import type { TlsSide } from './tls-session.ts';
import { tlsFacts } from './tls-session.ts';

const CLIENT_HELLO = 1;
const RECORD_HEADER = 13;
const MESSAGE_HEADER = 12;
const MOST_MESSAGES = 32;
const LONGEST_MESSAGE = 65_536;

/** Facts of a flow of DTLS datagrams (RFC 6347); `undefined` when there is no hello. */
export function readDtls(sent: readonly Buffer[], received: readonly Buffer[]): TlsFacts | undefined {
  const first = sent[0] ?? received[0];
  if (first === undefined || ![...sent, ...received].some((bytes) => isDtlsRecord(bytes, 0)))
    return undefined;
  const [mine, other] = [readSide(sent), readSide(received)];
  // Between peers either side may be TLS's client.
  return other.handshake[0] === CLIENT_HELLO ? tlsFacts(other, mine, 'd') : tlsFacts(mine, other, 'd');
}

function isDtlsRecord(bytes: Buffer, at: number): boolean {
  if (at + RECORD_HEADER > bytes.length) return false;
  const type = bytes.readUInt8(at);
  if (type < TLS_RECORD.changeCipher || type > TLS_RECORD.heartbeat) return false;
  const version = bytes.readUInt16BE(at + 1);
  if (version !== 0xfeff && version !== 0xfefd && version !== 0x0100) return false;
  return at + RECORD_HEADER + bytes.readUInt16BE(at + 11) <= bytes.length;
}

interface Message {
  readonly type: number;
  readonly body: Buffer;
  reached: number;
}

/** Turns the messages of one side into the layout of TLS, whatever order their pieces came in. */
function readSide(datagrams: readonly Buffer[]): TlsSide {
  const messages = new Map<number, Message>();
  let isEncrypted = false;
  let hasApplicationData = false;
  let alert = 0;
  for (const datagram of datagrams) {
    for (let at = 0; isDtlsRecord(datagram, at);) {
      const type = datagram.readUInt8(at);
      const epoch = datagram.readUInt16BE(at + 3);
      const end = at + RECORD_HEADER + datagram.readUInt16BE(at + 11);
      const body = datagram.subarray(at + RECORD_HEADER, end);
      if (epoch > 0) isEncrypted = true;
      if (type === TLS_RECORD.applicationData) hasApplicationData = true;
      if (epoch === 0 && type === TLS_RECORD.handshake) addPieces(messages, body);
      if (epoch === 0 && type === TLS_RECORD.alert && body.length === 2 && body[0] === 2) alert = body[1]!;
      at = end;
    }
    // DTLS 1.3 encrypts its record headers too.
    if (datagram.length > 0 && datagram.readUInt8(0) >>> 5 === 1) isEncrypted = true;
  }
  const parts: Buffer[] = [];
  for (const [, message] of [...messages].sort(([a], [b]) => a - b)) {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(((message.type << 24) | message.body.length) >>> 0);
    parts.push(head, message.body.subarray(0, message.reached));
    if (message.reached < message.body.length) break;
  }
  return { handshake: Buffer.concat(parts), isEncrypted, hasApplicationData, alert };
}

function addPieces(messages: Map<number, Message>, record: Buffer): void {
  for (let at = 0; at + MESSAGE_HEADER <= record.length;) {
    const type = record.readUInt8(at);
    const length = record.readUIntBE(at + 1, 3);
    const sequence = record.readUInt16BE(at + 4);
    const offset = record.readUIntBE(at + 6, 3);
    const size = record.readUIntBE(at + 9, 3);
    const piece = record.subarray(at + MESSAGE_HEADER, at + MESSAGE_HEADER + size);
    at += MESSAGE_HEADER + size;
    if (length > LONGEST_MESSAGE || piece.length < size || offset + size > length) return;
    let message = messages.get(sequence);
    if (message === undefined) {
      if (messages.size >= MOST_MESSAGES) return;
      message = { type, body: Buffer.alloc(length), reached: 0 };
      messages.set(sequence, message);
    }
    if (message.type !== type || message.body.length !== length || offset > message.reached) continue;
    piece.copy(message.body, offset);
    message.reached = Math.max(message.reached, offset + size);
  }
}
