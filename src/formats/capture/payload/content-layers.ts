import { countBytes, printableShareOf } from './byte-measure.ts';
import { decodeEncodedText } from './encoded-text.ts';
import type { ContentLayer } from './payload-facts.ts';

/** Wrappings taken off one after the other; real uploads have two or three. */
const MOST_LAYERS = 4;
const LONGEST_PART_HEAD = 4096;
/** Below this share of printable bytes a content holds no encoded text worth looking for. */
const MOSTLY_TEXT = 0.9;
const NO_LAYERS: readonly ContentLayer[] = [];

/** How HTTP cut the content into pieces, if it did. */
export type Framing = 'chunked' | 'websocket' | undefined;

/** A content without its wrappings. */
export interface UnwrappedContent {
  readonly bytes: Buffer;
  readonly layers: readonly ContentLayer[];
}

/**
 * Takes off HTTP chunks, MIME multipart, and base64, base32 and hexadecimal text, as often as they are nested.
 * `printable` is the share of printable bytes of the content.
 */
export function unwrapContent(content: Buffer, framing: Framing, printable: number): UnwrappedContent {
  if (framing === undefined && printable < MOSTLY_TEXT && content[0] !== 0x2d)
    return { bytes: content, layers: NO_LAYERS };
  const layers: ContentLayer[] = [];
  let bytes = content;
  if (framing !== undefined) {
    bytes = framing === 'chunked' ? withoutChunks(bytes) : withoutFrames(bytes);
    layers.push(framing);
  }
  while (layers.length < MOST_LAYERS) {
    const part = firstPart(bytes);
    if (part !== undefined) {
      bytes = part;
      layers.push('multipart');
      continue;
    }
    const isText = (bytes === content ? printable : printableShareOf(countBytes(bytes))) >= MOSTLY_TEXT;
    const text = isText ? decodeEncodedText(bytes) : undefined;
    if (text === undefined) break;
    bytes = text.bytes;
    layers.push(text.encoding);
  }
  return { bytes, layers };
}

/** RFC 9112, 7.1: a length in hexadecimal before each chunk. What does not fit is left as it is. */
function withoutChunks(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const newline = content.subarray(at, at + 256).indexOf(0x0a);
    const size = newline < 0 ? Number.NaN : Number.parseInt(content.toString('latin1', at, at + newline), 16);
    if (!(size > 0)) break;
    const start = at + newline + 1;
    parts.push(content.subarray(start, start + size));
    at = start + size + 2;
  }
  return parts.length === 0 ? content : Buffer.concat(parts);
}

/**
 * RFC 6455, 5.2: what the frames carry. A client masks each frame with four random bytes, which makes any text look
 * random. Control frames are passed over.
 */
function withoutFrames(content: Buffer): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at + 2 <= content.length;) {
    const isControl = (content.readUInt8(at) & 0x08) !== 0;
    const isMasked = (content.readUInt8(at + 1) & 0x80) !== 0;
    let length = content.readUInt8(at + 1) & 0x7f;
    let start = at + 2;
    if (length >= 126) {
      const width = length === 126 ? 2 : 6;
      if (length === 127) start += 2;
      if (start + width > content.length) break;
      length = content.readUIntBE(start, width);
      start += width;
    }
    const mask = content.subarray(start, isMasked ? start + 4 : start);
    start += mask.length;
    const part = content.subarray(start, start + length);
    if (!isControl) parts.push(isMasked ? part.map((byte, i) => byte ^ mask[i & 3]!) : part);
    at = start + length;
  }
  return Buffer.concat(parts);
}

/** RFC 2046: what the longest part of a multipart body holds; `undefined` when the content is none. */
function firstPart(content: Buffer): Buffer | undefined {
  if (content.length < 8 || content[0] !== 0x2d || content[1] !== 0x2d) return undefined;
  const line = content.subarray(0, 128).indexOf(0x0a);
  if (line < 3) return undefined;
  const boundary = content.subarray(0, content[line - 1] === 0x0d ? line - 1 : line);
  let longest: Buffer | undefined;
  for (let at = line + 1; at < content.length;) {
    const head = content.subarray(at, at + LONGEST_PART_HEAD).indexOf('\r\n\r\n');
    if (head < 0 || !/^content-/i.test(content.toString('latin1', at, at + 8))) break;
    const start = at + head + 4;
    const next = content.indexOf(boundary, start);
    const part = content.subarray(start, next < 0 ? content.length : Math.max(start, next - 2));
    if (longest === undefined || part.length > longest.length) longest = part;
    if (next < 0) break;
    at = next + boundary.length + 2;
  }
  return longest;
}
