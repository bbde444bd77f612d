import { ByteCursor } from './byte-cursor.ts';

/** Extensions (IANA TLS ExtensionType Values) that are read; the others are listed by number. */
export const TLS_EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  preSharedKey: 41,
  supportedVersions: 43,
  keyShare: 51,
  encryptedClientHello: 0xfe0d,
} as const;

/** A server that asks for another hello says so with this random value (RFC 8446, 4.1.3). */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
/** Lists longer than any client sends are cut here. */
const MOST_ITEMS = 512;

/** What a client offered. Lists are in wire order, GREASE values included. */
export interface ClientHello {
  /** The version field; since TLS 1.3 always 0x0303, see `supportedVersions`. */
  readonly version: number;
  readonly ciphers: readonly number[];
  readonly extensions: readonly number[];
  readonly serverName: string | undefined;
  /** As bytes in Latin-1: some clients send values that are no text. */
  readonly alpn: readonly string[];
  readonly supportedVersions: readonly number[];
  readonly groups: readonly number[];
  readonly pointFormats: readonly number[];
  readonly signatureAlgorithms: readonly number[];
}

/** What a server chose. */
export interface ServerHello {
  /** The version field. */
  readonly version: number;
  /** From the extension of TLS 1.3; `undefined` before. */
  readonly selectedVersion: number | undefined;
  readonly cipher: number;
  readonly extensions: readonly number[];
  readonly alpn: string | undefined;
  readonly isRetry: boolean;
  /** TLS 1.3 only: the session goes on from an earlier one. */
  readonly isResumption: boolean;
}

/** Reads the body of a ClientHello; `isDatagram` for DTLS, which adds a cookie. `undefined` when it is none. */
export function readClientHello(body: Buffer, isDatagram: boolean): ClientHello | undefined {
  const cursor = new ByteCursor(body);
  const version = cursor.u16();
  cursor.skip(32);
  const session = cursor.u8();
  if (session > 32) return undefined;
  cursor.skip(session);
  if (isDatagram) cursor.skip(cursor.u8());
  const cipherBytes = cursor.u16();
  if (cipherBytes % 2 !== 0 || cipherBytes > cursor.left) return undefined;
  const ciphers = readNumbers(cursor.part(cipherBytes), 2);
  cursor.skip(cursor.u8());
  if (cursor.short) return undefined;
  const extensions: number[] = [];
  const found = {
    serverName: undefined as string | undefined,
    alpn: [] as readonly string[],
    supportedVersions: [] as readonly number[],
    groups: [] as readonly number[],
    pointFormats: [] as readonly number[],
    signatureAlgorithms: [] as readonly number[],
  };
  eachExtension(cursor, (type, part) => {
    extensions.push(type);
    switch (type) {
      case TLS_EXTENSION.serverName:
        found.serverName = readServerName(part);
        break;
      case TLS_EXTENSION.alpn:
        found.alpn = readNames(part);
        break;
      case TLS_EXTENSION.supportedVersions:
        found.supportedVersions = readNumbers(part.part(part.u8()), 2);
        break;
      case TLS_EXTENSION.supportedGroups:
        found.groups = readNumbers(part.part(part.u16()), 2);
        break;
      case TLS_EXTENSION.pointFormats:
        found.pointFormats = readNumbers(part.part(part.u8()), 1);
        break;
      case TLS_EXTENSION.signatureAlgorithms:
        found.signatureAlgorithms = readNumbers(part.part(part.u16()), 2);
        break;
      default:
    }
  });
  return { version, ciphers, extensions, ...found };
}

/** Reads the body of a ServerHello; `undefined` when it is none. */
export function readServerHello(body: Buffer): ServerHello | undefined {
  const cursor = new ByteCursor(body);
  const version = cursor.u16();
  const random = cursor.take(32);
  const isRetry = random.toString('hex') === RETRY_RANDOM;
  // Drafts of TLS 1.3 up to 21 have no session id and no compression.
  const isDraft = version >>> 8 === 0x7f;
  if (!isDraft) {
    const session = cursor.u8();
    if (session > 32) return undefined;
    cursor.skip(session);
  }
  const cipher = cursor.u16();
  if (!isDraft) cursor.skip(1);
  if (cursor.short) return undefined;
  const extensions: number[] = [];
  let selectedVersion = isDraft ? version : undefined;
  let alpn: string | undefined;
  eachExtension(cursor, (type, part) => {
    extensions.push(type);
    if (type === TLS_EXTENSION.supportedVersions && part.left === 2) selectedVersion = part.u16();
    if (type === TLS_EXTENSION.alpn) alpn = readNames(part)[0];
  });
  const isResumption = extensions.includes(TLS_EXTENSION.preSharedKey);
  return { version, selectedVersion, cipher, extensions, alpn, isRetry, isResumption };
}

/** Reserved values that clients send to keep servers tolerant (RFC 8701). */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >>> 8 === (value & 0xff);
}

function eachExtension(cursor: ByteCursor, read: (type: number, part: ByteCursor) => void): void {
  if (cursor.left < 2) return;
  const all = cursor.part(cursor.u16());
  for (let count = 0; all.left >= 4 && count < MOST_ITEMS; count++) {
    const type = all.u16();
    read(type, all.part(all.u16()));
  }
}

function readNumbers(part: ByteCursor, width: 1 | 2): number[] {
  const numbers: number[] = [];
  while (part.left >= width && numbers.length < MOST_ITEMS)
    numbers.push(width === 1 ? part.u8() : part.u16());
  return numbers;
}

/** RFC 6066, 3: a list of names, of which only host names exist. */
function readServerName(part: ByteCursor): string | undefined {
  const list = part.part(part.u16());
  while (list.left >= 3) {
    const type = list.u8();
    const name = list.take(list.u16()).toString('latin1');
    if (type === 0) return name === '' ? undefined : name.toLowerCase();
  }
  return undefined;
}

function readNames(part: ByteCursor): string[] {
  const list = part.part(part.u16());
  const names: string[] = [];
  while (list.left > 0 && names.length < MOST_ITEMS) names.push(list.take(list.u8()).toString('latin1'));
  return names;
}
