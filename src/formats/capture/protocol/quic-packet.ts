import { counterMode, encryptBlock, expandKey } from './aes128.ts';
import { ByteCursor } from './byte-cursor.ts';
import type { QuicKeys } from './quic-keys.ts';

const VERSION_2 = 0x6b3343cf;
const TAG = 16;
/** Bytes of one packet that are decrypted: a hello in a larger one does not exist. */
const LONGEST_CONTENT = 4096;
/** What one side says in its first packets: hellos of 64 KiB do not exist. */
const LONGEST_CRYPTO = 32_768;

/** A first packet, still protected. */
export interface InitialPacket {
  readonly version: number;
  readonly destinationId: Buffer;
  /** From the first byte of the header to the last of the packet. */
  readonly bytes: Buffer;
  /** Where the protected packet number begins in `bytes`. */
  readonly numberAt: number;
}

/** A piece of the handshake and where it belongs. */
export interface CryptoPiece {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The first packets of a datagram, which may hold several (RFC 9000, 12.2). */
export function initialPackets(datagram: Buffer): readonly InitialPacket[] {
  const packets: InitialPacket[] = [];
  for (let at = 0; at < datagram.length && packets.length < 4;) {
    const cursor = new ByteCursor(datagram, at);
    const first = cursor.u8();
    if ((first & 0xc0) !== 0xc0) break;
    const version = cursor.u32();
    const destinationId = cursor.take(cursor.u8());
    cursor.skip(cursor.u8());
    const type = (first >>> 4) & 3;
    const initial = version === VERSION_2 ? 1 : 0;
    if (type === initial) cursor.skip(readNumber(cursor));
    // A retry has no length; nothing follows it.
    if (version === 0 || type === (initial + 3) % 4) break;
    const length = readNumber(cursor);
    if (cursor.short || length > cursor.left || destinationId.length > 20) break;
    const end = cursor.at + length;
    if (type === initial) {
      packets.push({ version, destinationId, bytes: datagram.subarray(at, end), numberAt: cursor.at - at });
    }
    at = end;
  }
  return packets;
}

/** The handshake pieces of a packet; empty when the keys do not fit. */
export function readInitialPacket(packet: InitialPacket, keys: QuicKeys): readonly CryptoPiece[] {
  const { bytes, numberAt } = packet;
  if (bytes.length < numberAt + 4 + TAG) return [];
  const mask = encryptBlock(
    expandKey(keys.headerProtection),
    bytes.subarray(numberAt + 4, numberAt + 4 + TAG),
  );
  const numberLength = ((bytes.readUInt8(0) ^ mask[0]!) & 3) + 1;
  const counter = new Uint8Array(16);
  counter.set(keys.iv);
  for (let i = 0; i < numberLength; i++) {
    counter[12 - numberLength + i]! ^= bytes.readUInt8(numberAt + i) ^ mask[1 + i]!;
  }
  // Counter 1 makes the tag, the content begins with 2.
  counter[15] = 2;
  const start = numberAt + numberLength;
  const content = bytes.subarray(start, Math.min(bytes.length - TAG, start + LONGEST_CONTENT));
  return cryptoPieces(counterMode(expandKey(keys.key), counter, content));
}

/** Puts pieces together as far as they follow each other from offset 0. */
export function joinPieces(pieces: readonly CryptoPiece[]): Buffer {
  const ordered = pieces.filter(({ offset, bytes }) => offset + bytes.length <= LONGEST_CRYPTO);
  ordered.sort((a, b) => a.offset - b.offset);
  const joined = Buffer.alloc(LONGEST_CRYPTO);
  let reached = 0;
  for (const { offset, bytes } of ordered) {
    if (offset > reached) break;
    bytes.copy(joined, offset);
    reached = Math.max(reached, offset + bytes.length);
  }
  return joined.subarray(0, reached);
}

/** Frames of a first packet (RFC 9000, 17.2.2): padding, ping, acknowledgement, crypto, close. */
function cryptoPieces(content: Buffer): CryptoPiece[] {
  const pieces: CryptoPiece[] = [];
  const cursor = new ByteCursor(content);
  while (cursor.left > 0 && !cursor.short) {
    const type = cursor.u8();
    if (type === 6) {
      const offset = readNumber(cursor);
      pieces.push({ offset, bytes: cursor.take(readNumber(cursor)) });
    } else if (type === 2 || type === 3) {
      readNumber(cursor);
      readNumber(cursor);
      const ranges = readNumber(cursor);
      if (ranges > 256) return [];
      for (let i = 0; i < 1 + 2 * ranges + (type === 3 ? 3 : 0); i++) readNumber(cursor);
    } else if (type > 1) return type === 0x1c ? pieces : [];
  }
  return cursor.short ? [] : pieces;
}

/** A number of one, two, four or eight bytes by its first two bits. */
function readNumber(cursor: ByteCursor): number {
  const first = cursor.u8();
  let value = first & 0x3f;
  for (let more = (1 << (first >>> 6)) - 1; more > 0; more--) value = value * 256 + cursor.u8();
  return value;
}
