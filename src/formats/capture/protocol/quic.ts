import { initialKeys } from './quic-keys.ts';
import type { CryptoPiece, InitialPacket } from './quic-packet.ts';
import { initialPackets, joinPieces, readInitialPacket } from './quic-packet.ts';
import type { TlsFacts } from './tls-facts.ts';
import { tlsFacts } from './tls-session.ts';

/** Datagrams of each side in which a handshake is looked for. */
const MOST_DATAGRAMS = 8;
/** Datagrams with short headers in a row that are no chance: each agrees with two bits. */
const SHORT_HEADERS = 6;

/** What a QUIC connection (RFC 9000) showed in its first packets. */
export interface QuicFacts {
  /** Version number on the wire; 0 where only packets without one were captured. */
  readonly version: number;
  /** `undefined` when the first packets are missing or of a version whose keys are not public. */
  readonly tls: TlsFacts | undefined;
}

/** Facts of a flow of QUIC datagrams; `undefined` when it is none. `port` is the responder's. */
export function readQuic(
  sent: readonly Buffer[],
  received: readonly Buffer[],
  port: number,
): QuicFacts | undefined {
  const asked = sent.slice(0, MOST_DATAGRAMS).flatMap(initialPackets);
  const [first] = asked;
  if (first !== undefined && isVersion(first.version)) {
    const client = handshakeOf(asked, first, 'client');
    if (client.length > 0 || sent[0]!.length >= 1200) {
      const answered = received.slice(0, MOST_DATAGRAMS).flatMap(initialPackets);
      const server = handshakeOf(answered, first, 'server');
      return { version: first.version, tls: tlsFacts(side(client, sent), side(server, received), 'q') };
    }
  }
  const version = sent[0] === undefined ? 0 : googleVersion(sent[0]);
  if (version !== 0) return { version, tls: undefined };
  return port === 443 && isShortHeaders(sent, received) ? { version: 0, tls: undefined } : undefined;
}

function side(handshake: Buffer, datagrams: readonly Buffer[]): Parameters<typeof tlsFacts>[0] {
  const isEncrypted = datagrams.some((bytes) => isShortHeader(bytes));
  return { handshake, isEncrypted, hasApplicationData: isEncrypted, alert: 0 };
}

/** Keys come from the id the client chose first; after a retry or the server's answer it uses another one. */
function handshakeOf(
  packets: readonly InitialPacket[],
  first: InitialPacket,
  side: 'client' | 'server',
): Buffer {
  const pieces: CryptoPiece[] = [];
  for (const connectionId of side === 'client' ? idsOf(packets) : [first.destinationId]) {
    const keys = initialKeys(first.version, connectionId, side);
    if (keys === undefined) return Buffer.alloc(0);
    for (const packet of packets) pieces.push(...readInitialPacket(packet, keys));
    if (pieces.length > 0) break;
  }
  return joinPieces(pieces);
}

function idsOf(packets: readonly InitialPacket[]): readonly Buffer[] {
  const ids = new Map(packets.map(({ destinationId }) => [destinationId.toString('hex'), destinationId]));
  return [...ids.values()].slice(0, 2);
}

function isVersion(version: number): boolean {
  return (
    version === 1 ||
    version === 0x6b3343cf ||
    version >>> 8 === 0xff0000 ||
    (version & 0x0f0f0f0f) === 0x0a0a0a0a
  );
}

/** `Q046` and its like, in the long header or, before 2019, behind the connection id. */
function googleVersion(datagram: Buffer): number {
  if (datagram.length < 1200) return 0;
  for (const at of [1, 9]) {
    const text = datagram.toString('latin1', at, at + 4);
    if (/^[QT]0\d\d$/.test(text)) return datagram.readUInt32BE(at);
  }
  return 0;
}

function isShortHeaders(sent: readonly Buffer[], received: readonly Buffer[]): boolean {
  const all = [...sent, ...received];
  return all.length >= SHORT_HEADERS && all.every((bytes) => isShortHeader(bytes));
}

function isShortHeader(bytes: Buffer): boolean {
  return bytes.length > 20 && (bytes.readUInt8(0) & 0xc0) === 0x40;
}
