/**
 * All profiles, packed: about a hundred bytes for one that was seen once. Everything kept is a minimum, a maximum, a union
 * or a bounded sample of these, so that order and repetition of what is told do not matter, and two tables can be merged.
 */
import { ActivitySample } from '../sketch/activity-sample.ts';
import { LIST_SLOTS, ListStore } from '../sketch/list-store.ts';
import { MemberSample } from '../sketch/member-sample.ts';
import { SlotIndex } from '../storage/slot-index.ts';
import { TextTable } from '../storage/text-table.ts';
import { mixHash } from '../storage/text-hash.ts';
import type { HashKey } from '../storage/text-hash.ts';
import { WordArena } from '../storage/word-arena.ts';
import type { KeyBatch } from './key-batch.ts';
import { LEVELS, SHAPES, protocolName, protocolNumber } from './profile-key.ts';
import type { Level, ProfileKey, Shape } from './profile-key.ts';
import { limitsOf } from './profile-limits.ts';
import type { ProfileLimits } from './profile-limits.ts';
import {
  CLEARED,
  DESTINATION,
  FIRST_SEEN,
  IDENTITY,
  KEY_HASH,
  KIND,
  NAME,
  NEVER,
  RECORD_WORDS,
  SUSPECT_FIRST,
} from './record-layout.ts';

/** level << 4 | shape of a key. */
export function kindOf(level: Level, shape: Shape): number {
  return (LEVELS.indexOf(level) << 4) | SHAPES.indexOf(shape);
}

const LIMITS_OF_KIND: readonly ProfileLimits[] = LEVELS.flatMap((level) => [
  ...SHAPES.map((shape) => limitsOf(level, shape)),
  ...Array.from({ length: 16 - SHAPES.length }, () => limitsOf(level, 'all')),
]);

/** Limits by the KIND word of a record. */
export function limitsOfKind(kind: number): ProfileLimits {
  return LIMITS_OF_KIND[kind & 0xff] ?? limitsOf('host', 'all');
}

export class ProfileTable {
  readonly arena = new WordArena();
  readonly texts: TextTable;
  readonly lists = new ListStore(this.arena);
  readonly activity = new ActivitySample(this.lists);
  readonly members = new MemberSample(this.lists);
  readonly index = new SlotIndex();

  constructor(key: HashKey) {
    this.texts = new TextTable(this.arena, key);
  }

  get size(): number {
    return this.index.size;
  }

  /** Bytes that records, lists and texts take, and the bytes taken from the machine for them. */
  get usedBytes(): number {
    return this.arena.usedWords * 4 + this.index.heldBytes + this.texts.heldBytes;
  }

  get heldBytes(): number {
    return this.arena.heldBytes + this.index.heldBytes + this.texts.heldBytes;
  }

  /** Address of the record of a key, 0 when there is none. */
  find(key: ProfileKey): number {
    const ids = [key.name, key.identity, key.destination].map((text) =>
      text === '' ? 0 : this.texts.lookUp(text),
    );
    const [name = 0, identity = 0, destination = 0] = ids;
    if ((key.name !== '' && name === 0) || (key.identity !== '' && identity === 0)) return 0;
    if (key.destination !== '' && destination === 0) return 0;
    const kind = kindOf(key.level, key.shape) | (key.port << 16) | (wireProtocol(key) << 8);
    const { texts } = this;
    const hash = keyHash(texts.hash(name), texts.hash(identity), texts.hash(destination), kind);
    return this.#seek(hash, name, identity, destination, kind);
  }

  /** The record of a key by text numbers (0 for "any"), made when there is none. `kind` as in the layout. */
  touch(name: number, identity: number, destination: number, kind: number): number {
    const { texts } = this;
    const hash = keyHash(texts.hash(name), texts.hash(identity), texts.hash(destination), kind);
    return this.#touch(hash, name, identity, destination, kind);
  }

  /**
   * The same for all keys of a batch, each step for all of them before the next: so the processor waits for the memory of
   * many profiles at once, not of one after the other.
   */
  touchAll(batch: KeyBatch): void {
    const { names, identities, destinations, kinds, hashes, records, count } = batch;
    const { texts, index } = this;
    for (let i = 0; i < count; i++) {
      const name = texts.hash(names[i] ?? 0);
      const identity = texts.hash(identities[i] ?? 0);
      hashes[i] = keyHash(name, identity, texts.hash(destinations[i] ?? 0), kinds[i] ?? 0);
    }
    for (let i = 0; i < count; i++) records[i] = index.addressAt(index.home(hashes[i] ?? 0));
    for (let i = 0; i < count; i++) {
      const name = names[i] ?? 0;
      const identity = identities[i] ?? 0;
      const destination = destinations[i] ?? 0;
      const kind = kinds[i] ?? 0;
      const record = records[i] ?? 0;
      if (record === 0 || !this.#isOf(record, name, identity, destination, kind)) {
        records[i] = this.#touch(hashes[i] ?? 0, name, identity, destination, kind);
      }
    }
  }

  /** Indexes loaded records, hash and address by turns; gives one whose key is there twice, else 0. */
  indexAll(entries: Uint32Array): number {
    return this.index.fill(entries, (a, b) =>
      [NAME, IDENTITY, DESTINATION, KIND].every((word) => this.word(a, word) === this.word(b, word)),
    );
  }

  /** Takes a record away with all it holds. */
  remove(record: number): void {
    const hash = this.word(record, KEY_HASH);
    this.index.remove(hash, record);
    for (const slot of LIST_SLOTS) this.lists.clear(record, slot);
    for (const word of [NAME, IDENTITY, DESTINATION]) {
      const text = this.word(record, word);
      if (text !== 0) this.texts.letGo(text);
    }
    this.arena.release(record, RECORD_WORDS);
  }

  word(record: number, word: number): number {
    return this.arena.pageOf(record)[this.arena.offsetOf(record) + word] ?? 0;
  }

  levelOf(record: number): Level {
    return LEVELS[(this.word(record, KIND) >>> 4) & 15] ?? 'host';
  }

  shapeOf(record: number): Shape {
    return SHAPES[this.word(record, KIND) & 15] ?? 'all';
  }

  limitsOf(record: number): ProfileLimits {
    return limitsOfKind(this.word(record, KIND));
  }

  keyOf(record: number): ProfileKey {
    const kind = this.word(record, KIND);
    const text = (word: number): string => {
      const id = this.word(record, word);
      return id === 0 ? '' : this.texts.text(id);
    };
    const shape = this.shapeOf(record);
    return {
      level: this.levelOf(record),
      name: text(NAME),
      shape,
      identity: text(IDENTITY),
      destination: text(DESTINATION),
      port: kind >>> 16,
      protocol: shape === 'contact' ? protocolName((kind >>> 8) & 0xff) : '',
    };
  }

  /** The words that hold times and days, in the order of the layout: what a snapshot keeps beside key and lists. */
  facts(record: number): Uint32Array {
    const at = this.arena.offsetOf(record);
    return this.arena.pageOf(record).subarray(at + FIRST_SEEN, at + CLEARED + 1);
  }

  #touch(hash: number, name: number, identity: number, destination: number, kind: number): number {
    const found = this.#seek(hash, name, identity, destination, kind);
    if (found !== 0) return found;
    const { texts } = this;
    if (name !== 0) texts.hold(name, 1);
    if (identity !== 0) texts.hold(identity, 1);
    if (destination !== 0) texts.hold(destination, 1);
    const record = this.#append(hash, name, identity, destination, kind);
    this.index.insert(hash, record);
    return record;
  }

  /** A new record that is not in the index yet. */
  #append(hash: number, name: number, identity: number, destination: number, kind: number): number {
    const record = this.arena.allocate(RECORD_WORDS);
    const page = this.arena.pageOf(record);
    const at = this.arena.offsetOf(record);
    for (let word = 0; word < RECORD_WORDS; word++) page[at + word] = 0;
    page[at + KEY_HASH] = hash;
    page[at + NAME] = name;
    page[at + IDENTITY] = identity;
    page[at + DESTINATION] = destination;
    page[at + KIND] = kind;
    page[at + FIRST_SEEN] = NEVER;
    page[at + SUSPECT_FIRST] = NEVER;
    return record;
  }

  #seek(hash: number, name: number, identity: number, destination: number, kind: number): number {
    const { index } = this;
    let slot = index.seek(hash, index.home(hash));
    for (;;) {
      const record = index.addressAt(slot);
      if (record === 0 || this.#isOf(record, name, identity, destination, kind)) return record;
      slot = index.seek(hash, index.next(slot));
    }
  }
  #isOf(record: number, name: number, identity: number, destination: number, kind: number): boolean {
    const page = this.arena.pageOf(record);
    const at = this.arena.offsetOf(record);
    return (
      page[at + DESTINATION] === destination &&
      page[at + IDENTITY] === identity &&
      page[at + NAME] === name &&
      page[at + KIND] === kind >>> 0
    );
  }
}

/** Hash of a key by the keyed hashes of its texts (0 for "any"), so that it is the same in every table. */
export function keyHash(name: number, identity: number, destination: number, kind: number): number {
  let hash = mixHash(kind | 0, name);
  hash = mixHash(hash ^ 0x5bd1e995, identity);
  hash = mixHash(hash ^ 0x1b873593, destination);
  return mixHash(hash, 0x9e3779b9);
}

function wireProtocol(key: ProfileKey): number {
  return key.shape === 'contact' ? protocolNumber(key.protocol) : 0;
}
