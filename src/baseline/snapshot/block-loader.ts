/** Puts the blocks of a snapshot into a table. Every number is checked: a file may have been made by anyone. */
import { LEVELS, SHAPES } from '../profile/profile-key.ts';
import type { ProfileLimits } from '../profile/profile-limits.ts';
import { keyHash, limitsOfKind } from '../profile/profile-table.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { FIRST_SEEN, LAST_SEEN, NEVER, SUSPECT_FIRST } from '../profile/record-layout.ts';
import { LIST_SLOTS, LIST_WIDTHS } from '../sketch/list-store.ts';
import type { ListSlot } from '../sketch/list-store.ts';
import { EPOCHS, LATEST, epochOfHour } from '../moment.ts';
import { FileTexts } from './file-texts.ts';
import {
  END_WORDS,
  FACTS,
  parseEnd,
  PROFILE_HEAD,
  PROFILE_TEXTS,
  PROFILES_BLOCK,
  TEXTS_BLOCK,
} from './snapshot-format.ts';

/** What is wrong, and at which word of the block. */
export interface BlockProblem {
  readonly word: number;
  readonly message: string;
}

const LONGEST_TEXT = 512;
const LATEST_SECOND = Math.floor(LATEST / 1000);

export class BlockLoader {
  readonly #table: ProfileTable;
  readonly #texts: FileTexts;
  /** Hash and address of the profiles by turns: they are indexed all at once. */
  #entries = new Uint32Array(2048);
  #count = 0;

  constructor(table: ProfileTable) {
    this.#table = table;
    this.#texts = new FileTexts(table.texts);
  }

  load(kind: number, words: Uint32Array): BlockProblem | undefined {
    if (kind === TEXTS_BLOCK) return this.#loadTexts(words);
    if (kind === PROFILES_BLOCK) return this.#loadProfiles(words);
    return { word: 0, message: `block kind ${kind} is not known` };
  }

  /** `headerChecksum` is that of the first line as it was read. */
  finish(words: Uint32Array, headerChecksum: number): BlockProblem | undefined {
    const end = parseEnd(words);
    if (words.length !== END_WORDS) return { word: 0, message: 'the last block is no last block' };
    if (end.headerChecksum !== headerChecksum) return { word: 2, message: 'the first line was changed' };
    if (end.texts !== this.#texts.count || end.profiles !== this.#count) {
      return { word: 0, message: 'blocks are missing: fewer texts or profiles came than were written' };
    }
    const twice = this.#table.indexAll(this.#entries.subarray(0, this.#count * 2));
    return twice === 0 ? undefined : { word: 0, message: 'a profile is there twice' };
  }

  /** Texts that no profile used go. */
  close(): void {
    this.#texts.close();
  }

  #loadTexts(words: Uint32Array): BlockProblem | undefined {
    const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
    for (let at = 0; at < words.length;) {
      const length = words[at] ?? 0;
      const next = at + 1 + Math.ceil(length / 4);
      if (length > LONGEST_TEXT || next > words.length) return { word: at, message: 'a text is too long' };
      this.#texts.add(bytes.toString('utf8', (at + 1) * 4, (at + 1) * 4 + length));
      at = next;
    }
    return undefined;
  }

  #loadProfiles(words: Uint32Array): BlockProblem | undefined {
    for (let at = 0; at < words.length;) {
      const next = this.#loadProfile(words, at);
      if (typeof next !== 'number') return next;
      at = next;
    }
    return undefined;
  }

  /** The word after the profile. */
  #loadProfile(words: Uint32Array, at: number): number | BlockProblem {
    const table = this.#table;
    const nameAt = words[at] ?? 0;
    const identityAt = words[at + 1] ?? 0;
    const destinationAt = words[at + 2] ?? 0;
    const kind = words[at + PROFILE_TEXTS] ?? 0;
    const last = Math.max(nameAt, identityAt, destinationAt);
    if (at + PROFILE_HEAD > words.length || !this.#texts.has(last) || !isKind(kind)) {
      return { word: at, message: 'a profile names what is not there' };
    }
    const facts = at + PROFILE_TEXTS + 1;
    if (!areFacts(words, facts)) return { word: facts, message: 'a profile has times that cannot be' };
    const record = this.#append(nameAt, identityAt, destinationAt, kind);
    const page = table.arena.pageOf(record);
    const start = table.arena.offsetOf(record) + FIRST_SEEN;
    for (let fact = 0; fact < FACTS; fact++) page[start + fact] = words[facts + fact] ?? 0;
    const limits = limitsOfKind(kind);
    let list = at + PROFILE_HEAD;
    for (const slot of LIST_SLOTS) {
      const packed = words[facts + FACTS + (slot >>> 1)] ?? 0;
      const count = (slot & 1) === 0 ? packed & 0xffff : packed >>> 16;
      if (count === 0) continue;
      const width = LIST_WIDTHS[slot];
      const end = list + count * width;
      if (count > mostOf(limits, slot) || end > words.length || !isSorted(words, list, end, width)) {
        return { word: list, message: 'a list of a profile is damaged' };
      }
      table.lists.load(record, slot, count, words, list);
      list = end;
    }
    return list;
  }

  /** The record of a profile by the file's text numbers. */
  #append(name: number, identity: number, destination: number, kind: number): number {
    const texts = this.#texts;
    const hash = keyHash(texts.hash(name), texts.hash(identity), texts.hash(destination), kind);
    const record = this.#table.append(
      hash,
      texts.use(name),
      texts.use(identity),
      texts.use(destination),
      kind,
    );
    const at = this.#count++ * 2;
    if (at >= this.#entries.length) {
      const grown = new Uint32Array(this.#entries.length * 2);
      grown.set(this.#entries);
      this.#entries = grown;
    }
    this.#entries[at] = hash;
    this.#entries[at + 1] = record;
    return record;
  }
}

function mostOf(limits: ProfileLimits, slot: ListSlot): number {
  if (slot === 0) return limits.activity * EPOCHS;
  if (slot === 1) return limits.hosts;
  return slot === 2 ? limits.principals : limits.images;
}

function isKind(kind: number): boolean {
  return ((kind >>> 4) & 15) < LEVELS.length && (kind & 15) < SHAPES.length;
}

function areFacts(words: Uint32Array, at: number): boolean {
  const first = words[at] ?? 0;
  const last = words[at + LAST_SEEN - FIRST_SEEN] ?? 0;
  if (last > LATEST_SECOND) return false;
  const suspect = words[at + SUSPECT_FIRST - FIRST_SEEN] ?? 0;
  return (first === NEVER ? last === 0 : first <= last) && (suspect === NEVER || suspect <= LATEST_SECOND);
}

/** Items ascend by hash, those of activity by epoch first; otherwise searching them would go astray. */
function isSorted(words: Uint32Array, from: number, to: number, width: number): boolean {
  for (let at = from + width; at < to; at += width) {
    const ascends = (words[at] ?? 0) > (words[at - width] ?? 0);
    if (width !== 3) {
      if (!ascends) return false;
      continue;
    }
    const epoch = epochOfHour((words[at + 1] ?? 0) >>> 8);
    const earlier = epochOfHour((words[at - width + 1] ?? 0) >>> 8);
    if (epoch < earlier || (epoch === earlier && !ascends)) return false;
  }
  return true;
}
