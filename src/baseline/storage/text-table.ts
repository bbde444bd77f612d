/** Every text once: numbers for names, bytes kept outside the collector's sight, freed when nobody uses them any more. */
import { hashText } from './text-hash.ts';
import type { HashKey } from './text-hash.ts';
import { SlotIndex } from './slot-index.ts';
import type { WordArena } from './word-arena.ts';

/** Bytes of the longest text kept whole; a longer one keeps its beginning and the hash of all of it. */
const LONGEST = 480;
const KEPT = 440;
/** Names met again and again are found without hashing them anew. */
const MOST_RECENT = 65_536;
/** Words before the bytes: hash, uses, length, and a number a writer may leave there. */
const HEAD = 4;
const NUMBER = 3;

/** A text's number is its address, so it is not 0 and means nothing outside this table. */
export class TextTable {
  readonly #arena: WordArena;
  readonly #index = new SlotIndex();
  readonly #recent = new Map<string, number>();
  readonly #recentHashes = new Map<string, number>();
  readonly #key: HashKey;

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
    const recent = this.#recent.get(text);
    if (recent !== undefined) return recent;
    const kept = this.#keptForm(text);
    const hash = hashText(kept, this.#key);
    const found = this.#find(kept, hash);
    const id = found === 0 ? this.#add(kept, hash) : found;
    if (this.#recent.size >= MOST_RECENT) this.#recent.clear();
    // Its own copy: a piece of a log line would keep the whole line alive.
    this.#recent.set(this.text(id), id);
    return id;
  }

  /** The number of a text that was taken in before, 0 when it never was. */
  lookUp(text: string): number {
    const recent = this.#recent.get(text);
    if (recent !== undefined) return recent;
    const kept = this.#keptForm(text);
    return this.#find(kept, hashText(kept, this.#key));
  }

  /** Numbers the texts from 1 in the order of their memory and gives them in it. The numbers hold until the next call. */
  *numbered(): Generator<string, void, undefined> {
    let number = 0;
    for (const id of this.#index.sorted()) {
      this.#arena.pageOf(id)[this.#arena.offsetOf(id) + NUMBER] = ++number;
      yield this.text(id);
    }
  }

  /** The number of a text by the last `numbered`. */
  numberOf(id: number): number {
    return this.#arena.pageOf(id)[this.#arena.offsetOf(id) + NUMBER] ?? 0;
  }

  text(id: number): string {
    const start = this.#arena.offsetOf(id);
    const length = this.#arena.pageOf(id)[start + 2] ?? 0;
    const from = (start + HEAD) * 4;
    return Buffer.from(this.#arena.bytesOf(id).subarray(from, from + length)).toString('utf8');
  }

  /** The keyed hash of a text, the same in every table with this key. */
  hash(id: number): number {
    return this.#arena.pageOf(id)[this.#arena.offsetOf(id)] ?? 0;
  }

  /** The keyed hash of any text, without taking it in. */
  hashOf(text: string): number {
    const recent = this.#recentHashes.get(text);
    if (recent !== undefined) return recent;
    const kept = this.#keptForm(text);
    const hash = hashText(kept, this.#key);
    if (this.#recentHashes.size >= MOST_RECENT) this.#recentHashes.clear();
    this.#recentHashes.set(copyOf(kept), hash);
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
    this.#recent.delete(this.text(id));
    this.#index.remove(page[start] ?? 0, id);
    this.#arena.release(id, blockWords(page[start + 2] ?? 0));
  }

  /** Lone surrogates have no bytes; they become the replacement character, and long texts their beginning. */
  #keptForm(text: string): string {
    const plain = isAscii(text);
    if (plain && text.length <= LONGEST) return text;
    const bytes = Buffer.from(text.length > 65_536 ? text.slice(0, 65_536) : text, 'utf8');
    if (bytes.length <= LONGEST) return bytes.toString('utf8');
    let end = KEPT;
    // Not through the middle of a character.
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    return `${bytes.toString('utf8', 0, end)}…${hashText(text, this.#key).toString(16)}`;
  }

  #find(text: string, hash: number): number {
    let slot = this.#index.seek(hash, this.#index.home(hash));
    for (;;) {
      const id = this.#index.addressAt(slot);
      if (id === 0 || this.#is(id, text)) return id;
      slot = this.#index.seek(hash, this.#index.next(slot));
    }
  }

  #is(id: number, text: string): boolean {
    const start = this.#arena.offsetOf(id);
    const length = this.#arena.pageOf(id)[start + 2] ?? 0;
    if (length < text.length) return false;
    const bytes = this.#arena.bytesOf(id);
    const from = (start + HEAD) * 4;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return this.text(id) === text;
      if (unit !== bytes[from + i]) return false;
    }
    return length === text.length;
  }

  #add(text: string, hash: number): number {
    const bytes = Buffer.from(text, 'utf8');
    const id = this.#arena.allocate(blockWords(bytes.length));
    const page = this.#arena.pageOf(id);
    const start = this.#arena.offsetOf(id);
    page[start] = hash;
    page[start + 1] = 0;
    page[start + 2] = bytes.length;
    page[start + NUMBER] = 0;
    this.#arena.bytesOf(id).set(bytes, (start + HEAD) * 4);
    this.#index.insert(hash, id);
    return id;
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

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
