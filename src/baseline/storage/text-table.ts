/** Every text once: numbers for names, bytes kept outside the collector's sight, freed when nobody uses them any more. */
import { hashText, hashUnits } from './text-hash.ts';
import type { HashKey } from './text-hash.ts';
import { SlotIndex } from './slot-index.ts';
import type { WordArena } from './word-arena.ts';

/** Bytes of the longest text kept whole; a longer one keeps its beginning and the hash of all of it. */
const LONGEST = 480;
const KEPT = 440;
/** A name that so many records use is met again and again: it is found without reading it, up to so many names. */
const OFTEN = 32;
const MOST_FAMILIAR = 65_536;
const LAST_ASCII = 0x7f;
/** Words before the bytes: hash, uses, length. */
const HEAD = 3;

/** A text's number is its address, so it is not 0 and means nothing outside this table. */
export class TextTable {
  readonly #arena: WordArena;
  readonly #index = new SlotIndex();
  readonly #familiar = new Map<string, number>();
  readonly #recentHashes = new Map<string, number>();
  readonly #key: HashKey;
  /** The text at hand: its code units and how many they are. A character read from a string is read but once. */
  readonly #units = new Uint16Array(LONGEST);
  #length = 0;

  constructor(arena: WordArena, key: HashKey) {
    this.#arena = arena;
    this.#key = key;
  }

  get size(): number {
    return this.#index.size;
  }

  get heldBytes(): number {
    return this.#index.heldBytes;
  }

  /** The number of a text, taken in if it is new. Call `hold` for every record that keeps the number. */
  intern(text: string): number {
    const familiar = this.#familiar.get(text);
    if (familiar !== undefined) return familiar;
    const kept = this.#read(text);
    const hash = hashUnits(this.#units, this.#length, this.#key);
    const id = this.#find(kept, hash);
    if (id === 0) return this.#add(kept, hash);
    if (this.uses(id) >= OFTEN) this.#remember(id);
    return id;
  }

  /** The same of a text in UTF-8, `bytes` from `from` to `to`. */
  internBytes(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length > LONGEST || !this.#readAscii(bytes, from, length)) {
      return this.intern(Buffer.from(bytes.subarray(from, to)).toString('utf8'));
    }
    const hash = hashUnits(this.#units, length, this.#key);
    const id = this.#find(undefined, hash);
    return id === 0 ? this.#add(undefined, hash) : id;
  }

  /** The number of a text that was taken in before, 0 when it never was. */
  lookUp(text: string): number {
    const familiar = this.#familiar.get(text);
    if (familiar !== undefined) return familiar;
    const kept = this.#read(text);
    return this.#find(kept, hashUnits(this.#units, this.#length, this.#key));
  }

  /** The numbers of all texts, ascending. */
  ids(): Uint32Array {
    return this.#index.sorted();
  }

  text(id: number): string {
    return Buffer.from(this.bytes(id)).toString('utf8');
  }

  /** The text in UTF-8; not a copy. */
  bytes(id: number): Uint8Array {
    const start = this.#arena.offsetOf(id);
    const length = this.#arena.pageOf(id)[start + 2] ?? 0;
    const from = (start + HEAD) * 4;
    return this.#arena.bytesOf(id).subarray(from, from + length);
  }

  /** The keyed hash of a text, the same in every table with this key; 0 for 0, which stands for "any". */
  hash(id: number): number {
    return id === 0 ? 0 : (this.#arena.pageOf(id)[this.#arena.offsetOf(id)] ?? 0);
  }

  /** The keyed hash of any text, without taking it in. */
  hashOf(text: string): number {
    const recent = this.#recentHashes.get(text);
    if (recent !== undefined) return recent;
    this.#read(text);
    const hash = hashUnits(this.#units, this.#length, this.#key);
    if (text.length > LONGEST) return hash;
    if (this.#recentHashes.size >= MOST_FAMILIAR) this.#recentHashes.clear();
    this.#recentHashes.set(copyOf(text), hash);
    return hash;
  }

  /** How many records use the text. */
  uses(id: number): number {
    return this.#arena.pageOf(id)[this.#arena.offsetOf(id) + 1] ?? 0;
  }

  /** So many records more use the text. */
  hold(id: number, times: number): void {
    const page = this.#arena.pageOf(id);
    const uses = this.#arena.offsetOf(id) + 1;
    page[uses] = (page[uses] ?? 0) + times;
  }

  /** One record less uses the text; the last one takes it along. */
  letGo(id: number): void {
    const page = this.#arena.pageOf(id);
    const start = this.#arena.offsetOf(id);
    const uses = (page[start + 1] ?? 1) - 1;
    page[start + 1] = uses;
    if (uses > 0) return;
    if (this.#familiar.size > 0) this.#familiar.delete(this.text(id));
    this.#index.remove(page[start] ?? 0, id);
    this.#arena.release(id, blockWords(page[start + 2] ?? 0));
  }

  /** Makes a text the one at hand; gives what of it is kept where that is not ASCII. */
  #read(text: string): string | undefined {
    const units = this.#units;
    const { length } = text;
    let all = 0;
    if (length <= LONGEST) {
      for (let i = 0; i < length; i++) {
        const unit = text.charCodeAt(i);
        units[i] = unit;
        all |= unit;
      }
      this.#length = length;
      if (all <= LAST_ASCII) return undefined;
    }
    const kept = this.#keptForm(text);
    for (let i = 0; i < kept.length; i++) units[i] = kept.charCodeAt(i);
    this.#length = kept.length;
    return kept;
  }

  /** Makes bytes the text at hand unless they are more than ASCII. */
  #readAscii(bytes: Uint8Array, from: number, length: number): boolean {
    const units = this.#units;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i] ?? 0;
      units[i] = byte;
      all |= byte;
    }
    this.#length = length;
    return all <= LAST_ASCII;
  }

  /** Lone surrogates have no bytes; they become the replacement character, and long texts their beginning. */
  #keptForm(text: string): string {
    const bytes = Buffer.from(text.length > 65_536 ? text.slice(0, 65_536) : text, 'utf8');
    if (bytes.length <= LONGEST) return bytes.toString('utf8');
    let end = KEPT;
    // Not through the middle of a character.
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    return `${bytes.toString('utf8', 0, end)}…${hashText(text, this.#key).toString(16)}`;
  }

  /** The number of the text at hand, 0 when it is not there; `kept` where it is not ASCII. */
  #find(kept: string | undefined, hash: number): number {
    let slot = this.#index.seek(hash, this.#index.home(hash));
    for (;;) {
      const id = this.#index.addressAt(slot);
      if (id === 0 || (kept === undefined ? this.#isAtHand(id) : this.text(id) === kept)) return id;
      slot = this.#index.seek(hash, this.#index.next(slot));
    }
  }

  #isAtHand(id: number): boolean {
    const units = this.#units;
    const length = this.#length;
    const start = this.#arena.offsetOf(id);
    if (this.#arena.pageOf(id)[start + 2] !== length) return false;
    const bytes = this.#arena.bytesOf(id);
    const from = (start + HEAD) * 4;
    for (let i = 0; i < length; i++) if (units[i] !== bytes[from + i]) return false;
    return true;
  }

  #add(kept: string | undefined, hash: number): number {
    const encoded = kept === undefined ? this.#units.subarray(0, this.#length) : Buffer.from(kept, 'utf8');
    const id = this.#arena.allocate(blockWords(encoded.length));
    const page = this.#arena.pageOf(id);
    const start = this.#arena.offsetOf(id);
    page[start] = hash;
    page[start + 1] = 0;
    page[start + 2] = encoded.length;
    this.#arena.bytesOf(id).set(encoded, (start + HEAD) * 4);
    this.#index.insert(hash, id);
    return id;
  }

  #remember(id: number): void {
    if (this.#familiar.size >= MOST_FAMILIAR) this.#familiar.clear();
    // Its own copy: a piece of a log line would keep the whole line alive.
    this.#familiar.set(this.text(id), id);
  }
}

/** A piece of a log line would keep the whole line alive. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Few sizes, so that freed blocks fit again: multiples of four words. */
function blockWords(bytes: number): number {
  return (HEAD + Math.ceil(bytes / 4) + 3) & ~3;
}
