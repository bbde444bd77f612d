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
const DOT = 0x2e;

/** What the shapes read the event id from; `event.code` only where the others are missing. */
const ID_KEYS = [
  ['', 'EventID"'],
  ['event', '_id"'],
] as const;

/**
 * One gate serves one member. It remembers where each key stands next in the current block, so that a key is searched
 * once per block and not once per record: natively, at memory speed.
 */
export class WindowsGate {
  readonly #ids = ID_KEYS.map(([before, key]) => new KeySearch(before, key));
  readonly #code = new KeySearch('', 'code":');
  readonly #imageLoaded = new KeySearch('"', 'ImageLoaded":"');
  /** Other places of a record where shapes look for the module: event data in a string, ECS paths. */
  readonly #modules = ['ImageLoaded\\"', 'path":'].map((key) => new KeySearch('', key));

  /**
   * Event id when the record can be skipped, `-1` when it must be parsed. Records of one block come in order; a block
   * with other content is another Buffer object.
   */
  skippableEventId(bytes: Buffer, start: number, end: number): number {
    let id = -1;
    for (const key of this.#ids) {
      const found = key.find(bytes, start, end);
      if (found < 0) continue;
      const after = found + key.length;
      if (id >= 0 || bytes[found - 1] !== QUOTE || after >= end || bytes[after] !== COLON) return -1;
      id = readInteger(bytes, after + 1, end);
      if (id < 0 || key.find(bytes, after, end) >= 0) return -1;
      if (id === SYSMON_IMAGE_LOAD ? this.#wantsImageLoad(bytes, start, end) : WANTED.has(id)) return -1;
    }
    return id < 0 || this.#hasWantedCode(bytes, start, end) ? -1 : id;
  }

  #wantsImageLoad(bytes: Buffer, start: number, end: number): boolean {
    const found = this.#imageLoaded.find(bytes, start, end);
    if (found < 0) return true;
    const from = found + this.#imageLoaded.length;
    if (this.#imageLoaded.find(bytes, from, end) >= 0) return true;
    if (this.#modules.some((key) => key.find(bytes, start, end) >= 0)) return true;
    let to = from;
    while (to < end && bytes[to] !== QUOTE) to++;
    const module = bytes.toString('latin1', from, to);
    // Escaped letters (`.ex\u0065`) are no serialiser's habit; who writes them is read in full.
    return module.includes('\\u00') || wantsModule(module);
  }

  /** ECS documents may have their event id only in `event.code`. */
  #hasWantedCode(bytes: Buffer, start: number, end: number): boolean {
    for (let from = start; ;) {
      const found = this.#code.find(bytes, from, end);
      if (found < 0) return false;
      from = found + this.#code.length;
      const before = bytes[found - 1];
      // Not the `Opcode` of every record.
      if (before !== QUOTE && before !== DOT) continue;
      const code = readInteger(bytes, from, end);
      if (code < 0 || WANTED.has(code)) return true;
    }
  }
}

/** Is this module one whose load is worth an event? */
export function wantsModule(module: string): boolean {
  const name = module.slice(module.lastIndexOf('\\') + 1).toLowerCase();
  return name.endsWith('.exe') || MODULES.some((prefix) => name.startsWith(prefix));
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

/**
 * Where a key stands next in a block. The part that is searched begins with a letter that is rare in records, because
 * the native search looks for that first; `before` is what has to stand in front of it.
 */
class KeySearch {
  readonly length: number;
  readonly #before: Buffer;
  readonly #key: Buffer;
  #block: Buffer | undefined;
  /** The block was searched from here, and the key stands next at `#next` (-1: nowhere behind). */
  #from = 0;
  #next = -1;

  constructor(before: string, key: string) {
    this.#before = Buffer.from(before, 'latin1');
    this.#key = Buffer.from(key, 'latin1');
    this.length = before.length + key.length;
  }

  /** Place of the key that begins at or after `start` and ends before `end`, or -1. */
  find(bytes: Buffer, start: number, end: number): number {
    for (let from = start; ;) {
      const next = this.#nextKey(bytes, from);
      if (next < 0 || next + this.#key.length > end) return -1;
      const found = next - this.#before.length;
      if (found >= start && this.#startsAt(bytes, found)) return found;
      from = next + 1;
    }
  }

  #startsAt(bytes: Buffer, at: number): boolean {
    for (let i = 0; i < this.#before.length; i++) if (bytes[at + i] !== this.#before[i]) return false;
    return true;
  }

  #nextKey(bytes: Buffer, from: number): number {
    const known = this.#block === bytes && from >= this.#from && (this.#next < 0 || from <= this.#next);
    if (!known) {
      this.#block = bytes;
      this.#from = from;
      this.#next = bytes.indexOf(this.#key, from);
    }
    return this.#next;
  }
}
