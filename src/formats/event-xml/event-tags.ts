/** Recognises, in bytes, the few tags that bound events. */

const LESS = 0x3c;
const SLASH = 0x2f;
const GREATER = 0x3e;
const COLON = 0x3a;
const EVENT = [0x45, 0x76, 0x65, 0x6e, 0x74];
const LONGEST_PREFIX = 24;

/** Bytes that must lie behind a `<` for a sure answer, unless the member ends. */
export const TAG_LOOKAHEAD: number = 2 + LONGEST_PREFIX + 1 + EVENT.length + 1;

export type EventTag = 'open' | 'close' | 'cdata' | 'comment' | 'other';

/** What begins at `bytes[at]`, a `<`; bytes from `length` on do not count. A namespace prefix is allowed. */
export function eventTag(bytes: Buffer, at: number, length: number): EventTag {
  const second = at + 1 < length ? bytes[at + 1] : 0;
  if (second === 0x21) {
    if (matches(bytes, at + 2, length, CDATA)) return 'cdata';
    return matches(bytes, at + 2, length, COMMENT) ? 'comment' : 'other';
  }
  const name = at + (second === SLASH ? 2 : 1);
  if (!isEventName(bytes, name, length) && !isEventName(bytes, behindPrefix(bytes, name, length), length))
    return 'other';
  return second === SLASH ? 'close' : 'open';
}

/** Index behind the `>` of the closing tag at `at`, or -1 when white space goes on too long for a tag. */
export function tagEnd(bytes: Buffer, at: number, length: number): number {
  const limit = Math.min(length, at + TAG_LOOKAHEAD);
  for (let i = at + 1; i < limit; i++) if (bytes[i] === GREATER) return i + 1;
  return -1;
}

const CDATA = Array.from('[CDATA[', (character) => character.charCodeAt(0));
const COMMENT = [0x2d, 0x2d];

/** `Event` and what may follow a name: white space, `>` or `/`. */
function isEventName(bytes: Buffer, at: number, length: number): boolean {
  if (bytes[at] !== EVENT[0] || !matches(bytes, at, length, EVENT)) return false;
  const end = at + EVENT.length;
  const after = end < length ? (bytes[end] ?? 0) : 0;
  return after === GREATER || after === SLASH || (after > 0 && after <= 0x20);
}

function behindPrefix(bytes: Buffer, from: number, length: number): number {
  const limit = Math.min(length, from + LONGEST_PREFIX + 1);
  for (let at = from; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === COLON) return at + 1;
    if (byte <= 0x20 || byte === GREATER || byte === SLASH || byte === LESS) break;
  }
  return length;
}

function matches(bytes: Buffer, at: number, length: number, expected: readonly number[]): boolean {
  if (at + expected.length > length) return false;
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}
