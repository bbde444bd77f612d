/**
 * Puts the profiles of a snapshot into a table. What is done with a profile is done with all of a block before the next is
 * done: each step is short, and the processor waits for the memory of many profiles at once.
 */
import { keyHash } from '../profile/profile-table.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import {
  DESTINATION,
  FIRST_SEEN,
  IDENTITY,
  KEY_HASH,
  KIND,
  NAME,
  RECORD_WORDS,
} from '../profile/record-layout.ts';
import type { BlockProblem } from './block-problem.ts';
import type { FileTexts } from './file-texts.ts';
import { profileEnd, profileProblem } from './profile-check.ts';
import { COUNTS_FROM, FACTS, FACTS_FROM, PROFILE_HEAD, PROFILE_TEXTS } from './snapshot-format.ts';

const FEWEST = 1 << 12;
/** So many profiles are a reason to believe that as many more will come as the file says. */
const MANY = 1 << 16;

export class ProfileLoader {
  readonly #table: ProfileTable;
  readonly #texts: FileTexts;
  /** Where each profile of the block at hand begins. */
  #starts = new Uint32Array(FEWEST);
  /** Hash and address by turns of all profiles that came: they are indexed at the end, all at once. */
  #entries = new Uint32Array(FEWEST * 2);
  #count = 0;
  #expected = 0;
  /** Words of memory the profiles took that came. */
  #used = 0;

  constructor(table: ProfileTable, texts: FileTexts) {
    this.#table = table;
    this.#texts = texts;
  }

  /** Profiles that came so far. */
  get count(): number {
    return this.#count;
  }

  /** How many are said to come. Memory is made ready for them once many have come indeed. */
  expect(profiles: number): void {
    this.#expected = profiles;
  }

  load(words: Uint32Array): BlockProblem | undefined {
    const most = Math.ceil(words.length / PROFILE_HEAD);
    if (most > this.#starts.length) this.#starts = new Uint32Array(most);
    const starts = this.#starts;
    const texts = this.#texts.count;
    let profiles = 0;
    for (let at = 0; at < words.length; profiles++) {
      const end = profileEnd(words, at, texts);
      if (end === 0) return profileProblem(words, at, texts);
      starts[profiles] = at;
      at = end;
    }
    const all = this.#count + profiles;
    if (all * 2 > this.#entries.length) this.#makeRoom(all);
    const entries = this.#entries.subarray(this.#count * 2, all * 2);
    this.#hashKeys(words, entries);
    this.#store(words, entries);
    this.#count = all;
    return undefined;
  }

  /** Call when all came: before, no profile can be found. */
  finish(): BlockProblem | undefined {
    const twice = this.#table.indexAll(this.#entries.subarray(0, this.#count * 2));
    return twice === 0 ? undefined : { word: 0, message: 'a profile is there twice' };
  }

  /** For `all` profiles, for as many again as came, and, when these are many, for those that are said to come. */
  #makeRoom(all: number): void {
    const came = this.#count;
    const left = came < MANY ? 0 : Math.max(0, this.#expected - came);
    const entries = new Uint32Array(Math.max(all, came * 2, came + left) * 2);
    entries.set(this.#entries.subarray(0, came * 2));
    this.#entries = entries;
    if (left > 0) this.#table.arena.reserve(left * (this.#used / came));
  }

  #hashKeys(words: Uint32Array, entries: Uint32Array): void {
    const texts = this.#texts;
    const starts = this.#starts;
    for (let entry = 0; entry < entries.length; entry += 2) {
      const at = starts[entry >>> 1] ?? 0;
      const name = texts.hash(words[at] ?? 0);
      const identity = texts.hash(words[at + 1] ?? 0);
      const destination = texts.hash(words[at + 2] ?? 0);
      entries[entry] = keyHash(name, identity, destination, words[at + PROFILE_TEXTS] ?? 0);
    }
  }

  /** A record and behind it, in the same block of memory, its lists. */
  #store(words: Uint32Array, entries: Uint32Array): void {
    const { arena, lists } = this.#table;
    const texts = this.#texts;
    const starts = this.#starts;
    const used = arena.usedWords;
    for (let entry = 0; entry < entries.length; entry += 2) {
      const at = starts[entry >>> 1] ?? 0;
      const record = arena.allocate(RECORD_WORDS + lists.room(words, at + COUNTS_FROM));
      const page = arena.pageOf(record);
      const start = arena.offsetOf(record);
      page[start + KEY_HASH] = entries[entry] ?? 0;
      page[start + NAME] = texts.use(words[at] ?? 0);
      page[start + IDENTITY] = texts.use(words[at + 1] ?? 0);
      page[start + DESTINATION] = texts.use(words[at + 2] ?? 0);
      page[start + KIND] = words[at + PROFILE_TEXTS] ?? 0;
      const facts = at + FACTS_FROM;
      for (let i = 0; i < FACTS; i++) page[start + FIRST_SEEN + i] = words[facts + i] ?? 0;
      lists.load(record, record + RECORD_WORDS, words, at + COUNTS_FROM);
      entries[entry + 1] = record;
    }
    this.#used += arena.usedWords - used;
  }
}
