/**
 * The byte gate of Windows JSON: may this record matter? Most of a Windows log does not (process access, registry), and
 * finding its event id in the raw bytes costs a hundredth of parsing it.
 *
 * A record is refused only when that is certain. The key is searched with its quotes and colon (`"EventID":`): inside
 * a JSON string the quotes would be escaped, so text an attacker put into a command line cannot pass for the key. A
 * record in which the key stands twice is parsed.
 */
import { WINDOWS_PROVIDERS } from './providers.ts';

const WANTED = new Set(WINDOWS_PROVIDERS.flatMap((provider) => provider.eventIds));
const SYSMON_IMAGE_LOAD = 7;

/** Assemblies whose load means something here; other loads only identify the image itself (`*.exe`). */
const MODULES = ['system.management.automation', 'system.security'];

const QUOTE = 0x22;
const KEYS = ['"EventID":', '"event_id":'].map((text) => ({
  bytes: Buffer.from(text, 'latin1'),
  skip: skipTable(text),
}));
const IMAGE_LOADED = { bytes: Buffer.from('"ImageLoaded":"', 'latin1'), skip: skipTable('"ImageLoaded":"') };

/** Event id when the record can be skipped, `-1` when it must be parsed. */
export function skippableEventId(bytes: Buffer, start: number, end: number): number {
  for (const key of KEYS) {
    const found = find(bytes, start, end, key.bytes, key.skip);
    if (found < 0) continue;
    const after = found + key.bytes.length;
    if (find(bytes, after, end, key.bytes, key.skip) >= 0) return -1;
    const id = readInteger(bytes, after, end);
    if (id < 0) return -1;
    if (!WANTED.has(id)) return id;
    if (id === SYSMON_IMAGE_LOAD && !wantsImageLoad(bytes, start, end)) return id;
    return -1;
  }
  return -1;
}

/** Is this module one whose load is worth an event? */
export function wantsModule(module: string): boolean {
  const name = module.slice(module.lastIndexOf('\\') + 1).toLowerCase();
  return name.endsWith('.exe') || MODULES.some((prefix) => name.startsWith(prefix));
}

function wantsImageLoad(bytes: Buffer, start: number, end: number): boolean {
  const found = find(bytes, start, end, IMAGE_LOADED.bytes, IMAGE_LOADED.skip);
  if (found < 0) return true;
  const from = found + IMAGE_LOADED.bytes.length;
  let to = from;
  while (to < end && bytes[to] !== QUOTE) to++;
  return wantsModule(bytes.toString('latin1', from, to));
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

/** Boyer-Moore-Horspool: on these keys it looks at about one byte in nine. */
function find(bytes: Buffer, start: number, end: number, key: Buffer, skip: Uint8Array): number {
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

function skipTable(key: string): Uint8Array {
  const table = new Uint8Array(256).fill(key.length);
  for (let i = 0; i < key.length - 1; i++) table[key.charCodeAt(i)] = key.length - 1 - i;
  return table;
}
