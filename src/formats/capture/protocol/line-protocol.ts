import { hasClientHello } from './tls-stream.ts';

/** How far plain text goes before a stream is encrypted at the latest. */
const LONGEST_PLAIN = 16_384;
const MOST_LINES = 512;
const LONGEST_LINE = 1024;

/** A line of one side and where the next one begins. */
export interface TextLine {
  readonly text: string;
  readonly after: number;
}

/** The lines a stream begins with, until one is no text. Line ends are CR LF or LF. */
export function textLines(bytes: Buffer): readonly TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  while (lines.length < MOST_LINES && start < Math.min(bytes.length, LONGEST_PLAIN)) {
    const newline = bytes.subarray(start, start + LONGEST_LINE).indexOf(0x0a);
    if (newline < 0) break;
    const text = bytes.toString('latin1', start, start + newline).replace(/\r$/, '');
    if (!isText(text)) break;
    start += newline + 1;
    lines.push({ text, after: start });
  }
  return lines;
}

/** Where the plain text of each side ends and TLS begins, when a client says hello right behind a line. */
export interface Upgrade {
  readonly client: number;
  readonly server: number;
}

/** Finds the TLS hello a client sent after some lines (STARTTLS, STLS, AUTH TLS), whatever the protocol. */
export function findUpgrade(client: Buffer, server: Buffer): Upgrade | undefined {
  const sent = afterPlain(client, (at) => hasClientHello(client, at));
  if (sent < 0) return undefined;
  const answered = afterPlain(server, (at) => server[at] === 0x16 || server[at] === 0x15);
  return { client: sent, server: answered < 0 ? server.length : answered };
}

/** The first place behind a line (or an XML tag, which XMPP has instead) that passes the test; -1 without one. */
function afterPlain(bytes: Buffer, isThere: (at: number) => boolean): number {
  const limit = Math.min(bytes.length, LONGEST_PLAIN);
  for (let at = 0; at < limit; at++) {
    const byte = bytes[at]!;
    if (byte !== 0x16 && byte !== 0x15 && byte < 0x80) continue;
    const before = at === 0 ? 0 : bytes[at - 1]!;
    if (before === 0x0a || before === 0x3e) return isThere(at) ? at : -1;
  }
  return -1;
}

function isText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return false;
  }
  return true;
}
