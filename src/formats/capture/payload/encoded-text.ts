/** Shortest text worth undoing: its bytes would say nothing. */
const SHORTEST = 64;
/** Lines of an encoded text are full but the last one; those of prose are not. */
const SHORTEST_LINE = 40;

const BASE64 = 1;
const HEX = 2;
const BASE32 = 4;
const LINE_END = 8;

const CLASSES: Uint8Array = characterClasses();

export interface EncodedText {
  readonly encoding: 'base64' | 'base32' | 'hex';
  /** The bytes it stands for. */
  readonly bytes: Buffer;
  /** Share of the content the text takes up, 0 to 1. */
  readonly share: number;
}

/**
 * Undoes base64 (both alphabets, percent-encoded too), base32 or hexadecimal when one such text is the greater part of
 * `content`: bare, in lines, in a form field or in JSON. `undefined` when there is none.
 */
export function decodeEncodedText(content: Buffer): EncodedText | undefined {
  const plain = content.includes(0x25) ? withoutPercents(content) : content;
  const [start, end] = longestRun(plain);
  const share = (end - start) / Math.max(1, plain.length);
  if (end - start < SHORTEST || share < 0.5) return undefined;
  const text = plain.toString('latin1', start, end);
  const joined = text.includes('\n') ? joinLines(text) : text;
  if (joined === undefined) return undefined;
  return decode(joined, share);
}

function decode(text: string, share: number): EncodedText | undefined {
  let classes = BASE64 | HEX | BASE32;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    classes &= CLASSES[code]!;
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  // Only digits: a number, however long.
  if (digits === text.length) return undefined;
  if (classes & HEX)
    return { encoding: 'hex', bytes: Buffer.from(text.slice(0, text.length & ~1), 'hex'), share };
  if (classes & BASE32) return { encoding: 'base32', bytes: fromBase32(text), share };
  // Base64 of anything but a few bytes has both cases and digits; a long word or path has not.
  if (!isMixed(text)) return undefined;
  return { encoding: 'base64', bytes: Buffer.from(text, 'base64'), share };
}

/** Longest stretch of one alphabet, line ends allowed inside. */
function longestRun(content: Buffer): readonly [number, number] {
  let best = 0;
  let bestEnd = 0;
  let start = 0;
  for (let at = 0; at <= content.length; at++) {
    if (at < content.length && CLASSES[content[at]!] !== 0) continue;
    if (at - start > bestEnd - best) {
      best = start;
      bestEnd = at;
    }
    start = at + 1;
  }
  return [best, bestEnd];
}

/** The text without its line ends; `undefined` when its lines are not those of an encoded text. */
function joinLines(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const joined = lines.join('');
  return joined.length / Math.max(1, lines.length) >= SHORTEST_LINE || lines.length === 1
    ? joined
    : undefined;
}

function isMixed(text: string): boolean {
  const head = text.slice(0, 4096);
  return /[a-z]/.test(head) && /[A-Z]/.test(head) && /[0-9]/.test(head) && !/[+/_-]{6}/.test(head);
}

function fromBase32(text: string): Buffer {
  const out = Buffer.alloc(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    value = ((value << 5) | (code <= 0x39 ? code - 24 : (code | 0x20) - 0x61)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (value >>> bits) & 0xff;
    }
  }
  return out.subarray(0, at);
}

function withoutPercents(content: Buffer): Buffer {
  const out = Buffer.allocUnsafe(content.length);
  let at = 0;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i]!;
    const code = byte === 0x25 ? Number.parseInt(content.toString('latin1', i + 1, i + 3), 16) : Number.NaN;
    out[at++] = code >= 0 ? code : byte;
    if (code >= 0) i += 2;
  }
  return out.subarray(0, at);
}

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  const add = (characters: string, bits: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)]! |= bits;
  };
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  // Padding is no part of it: it stands behind names of form fields too.
  add(`${upper}${upper.toLowerCase()}0123456789+/-_`, BASE64);
  add('0123456789abcdefABCDEF', HEX);
  add(`${upper}234567`, BASE32);
  add('\r\n', LINE_END);
  return classes;
}
