/**
 * The byte gate of Windows JSON: may this record matter? Most of a Windows log does not (process access, registry), and
 * finding its event id in the raw bytes costs a hundredth of parsing it.
 *
 * A record is refused only when that is certain: one key that holds an event id stands in it exactly once, as a key
 * (`"EventID":`), with a number nobody asked for. The search includes the key's closing quote: inside a JSON string that
 * quote would be escaped, so text an attacker put into a command line cannot pass for the key. A key written in
 * another way (`"winlog.event_id"`, a space before the colon) makes the record one that is parsed.
 */
import { WINDOWS_PROVIDERS } from './providers.ts';

const WANTED = new Set(WINDOWS_PROVIDERS.flatMap((provider) => provider.eventIds));
const SYSMON_IMAGE_LOAD = 7;

/** Assemblies whose load means something here; other loads only identify the image itself (`*.exe`). */
const MODULES = ['system.management.automation', 'system.security'];

const QUOTE = 0x22;
const COLON = 0x3a;

/** What the shapes read the event id from; `event.code` only where the others are missing. */
const ID_KEYS = ['EventID"', 'event_id"'].map(searchKey);
const CODE = searchKey('code":');
const IMAGE_LOADED = searchKey('"ImageLoaded":"');

interface SearchKey {
  readonly bytes: Buffer;
  readonly skip: Uint8Array;
}

/** Event id when the record can be skipped, `-1` when it must be parsed. */
export function skippableEventId(bytes: Buffer, start: number, end: number): number {
  let id = -1;
  for (const key of ID_KEYS) {
    const found = find(bytes, start, end, key);
    if (found < 0) continue;
    const after = found + key.bytes.length;
    if (id >= 0 || bytes[found - 1] !== QUOTE || after >= end || bytes[after] !== COLON) return -1;
    id = readInteger(bytes, after + 1, end);
    if (id < 0 || find(bytes, after, end, key) >= 0) return -1;
    if (id === SYSMON_IMAGE_LOAD ? wantsImageLoad(bytes, start, end) : WANTED.has(id)) return -1;
  }
  return id < 0 || hasWantedCode(bytes, start, end) ? -1 : id;
}

/** Is this module one whose load is worth an event? */
export function wantsModule(module: string): boolean {
  const name = module.slice(module.lastIndexOf('\\') + 1).toLowerCase();
  return name.endsWith('.exe') || MODULES.some((prefix) => name.startsWith(prefix));
}

function wantsImageLoad(bytes: Buffer, start: number, end: number): boolean {
  const found = find(bytes, start, end, IMAGE_LOADED);
  if (found < 0) return true;
  const from = found + IMAGE_LOADED.bytes.length;
  if (find(bytes, from, end, IMAGE_LOADED) >= 0) return true;
  let to = from;
  while (to < end && bytes[to] !== QUOTE) to++;
  const module = bytes.toString('latin1', from, to);
  // Escaped letters (`.ex\u0065`) are no serialiser's habit; who writes them is read in full.
  return module.includes('\\u00') || wantsModule(module);
}

/** ECS documents may have their event id only in `event.code`. */
function hasWantedCode(bytes: Buffer, start: number, end: number): boolean {
  for (let from = start; ;) {
    const found = find(bytes, from, end, CODE);
    if (found < 0) return false;
    from = found + CODE.bytes.length;
    const code = readInteger(bytes, from, end);
    if (code < 0 || WANTED.has(code)) return true;
  }
}

/** The number behind a key: `10`, ` 10`, `"10"`. Anything else is `-1`. */
function readInteger(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  if (bytes[i] === QUOTE) i++;
  let id = -1;
  for (; i < end; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    id = (id < 0 ? 0 : id * 10) + digit;
    if (id > 0xffff) return -1;
  }
  const next = bytes[i];
  return i < end && next !== 0x2c && next !== 0x7d && next !== QUOTE && next !== 0x20 ? -1 : id;
}

/** Boyer-Moore-Horspool: on these keys it looks at about one byte in eight. */
function find(bytes: Buffer, start: number, end: number, { bytes: key, skip }: SearchKey): number {
  const last = key.length - 1;
  const lastByte = key[last];
  for (let i = start + last; i < end;) {
    const byte = bytes[i] as number;
    if (byte === lastByte) {
      let j = 1;
      while (j <= last && bytes[i - j] === key[last - j]) j++;
      if (j > last) return i - last;
    }
    i += skip[byte] as number;
  }
  return -1;
}

function searchKey(text: string): SearchKey {
  const skip = new Uint8Array(256).fill(text.length);
  for (let i = 0; i < text.length - 1; i++) skip[text.charCodeAt(i)] = text.length - 1 - i;
  return { bytes: Buffer.from(text, 'latin1'), skip };
}
