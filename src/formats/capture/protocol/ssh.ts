import { md5Hex } from '../../../event/md5.ts';
import { ByteCursor } from './byte-cursor.ts';

const KEX_INIT = 20;
/** RFC 4253, 4.2: an identification is at most 255 bytes; servers may say other lines before it. */
const LONGEST_BANNER = 255;
const LONGEST_PREAMBLE = 4096;

/** What an SSH connection (RFC 4253) showed before it was encrypted. */
export interface SshFacts {
  /** `SSH-2.0-OpenSSH_9.2p1 Debian-2` */
  readonly clientBanner: string | undefined;
  readonly serverBanner: string | undefined;
  /** HASSH (salesforce/hassh): MD5 of the key exchange, encryption, MAC and compression lists offered. */
  readonly hassh: string | undefined;
  readonly hasshServer: string | undefined;
}

/** Facts of a stream whose client or server identifies itself as SSH. */
export function readSsh(client: Buffer, server: Buffer): SshFacts | undefined {
  const clientEnd = bannerEnd(client);
  const serverEnd = bannerEnd(server);
  if (clientEnd === undefined && serverEnd === undefined) return undefined;
  return {
    clientBanner: clientEnd && bannerText(client, clientEnd),
    serverBanner: serverEnd && bannerText(server, serverEnd),
    hassh: clientEnd && hassh(client, clientEnd.after, false),
    hasshServer: serverEnd && hassh(server, serverEnd.after, true),
  };
}

interface Banner {
  readonly start: number;
  readonly end: number;
  readonly after: number;
}

function bannerEnd(bytes: Buffer): Banner | undefined {
  let start = 0;
  if (!isBanner(bytes, 0)) {
    if (!isLineStart(bytes)) return undefined;
    start = bytes.subarray(0, LONGEST_PREAMBLE).indexOf('\nSSH-') + 1;
    if (start === 0 || !isBanner(bytes, start)) return undefined;
  }
  const newline = bytes.subarray(start, start + LONGEST_BANNER).indexOf(0x0a);
  if (newline < 0) return { start, end: Math.min(bytes.length, start + LONGEST_BANNER), after: bytes.length };
  const end = start + newline;
  return { start, end: bytes[end - 1] === 0x0d ? end - 1 : end, after: end + 1 };
}

/** A server may say some lines of text before it identifies itself. */
function isLineStart(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  return first >= 0x20 && first <= 0x7e;
}

function isBanner(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0x53) return false;
  const text = bytes.toString('latin1', at, at + 6);
  return text === 'SSH-2.' || text === 'SSH-1.';
}

function bannerText(bytes: Buffer, { start, end }: Banner): string {
  return bytes.toString('latin1', start, end);
}

/** RFC 4253, 6 and 7.1: packet length, padding length, message number, cookie, then ten lists of names. */
function hassh(bytes: Buffer, at: number, isServer: boolean): string | undefined {
  const cursor = new ByteCursor(bytes, at);
  cursor.skip(5);
  if (cursor.u8() !== KEX_INIT) return undefined;
  cursor.skip(16);
  const lists = Array.from({ length: 10 }, () => cursor.take(cursor.u32()).toString('latin1'));
  if (cursor.short) return undefined;
  const [exchange, , toServer, toClient, macToServer, macToClient, packedToServer, packedToClient] = lists;
  const chosen = isServer
    ? [exchange, toClient, macToClient, packedToClient]
    : [exchange, toServer, macToServer, packedToServer];
  return md5Hex(chosen.join(';'));
}
