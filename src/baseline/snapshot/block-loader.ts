/** Puts the blocks of a snapshot into a table and checks that all of them came. */
import type { ProfileTable } from '../profile/profile-table.ts';
import type { BlockProblem } from './block-problem.ts';
import { FileTexts } from './file-texts.ts';
import { ProfileLoader } from './profile-loader.ts';
import { END_WORDS, parseEnd, PROFILES_BLOCK, TEXTS_BLOCK } from './snapshot-format.ts';

const LONGEST_TEXT = 512;

export class BlockLoader {
  readonly #texts: FileTexts;
  readonly #profiles: ProfileLoader;

  constructor(table: ProfileTable) {
    this.#texts = new FileTexts(table.texts);
    this.#profiles = new ProfileLoader(table, this.#texts);
  }

  /** How many profiles are said to come. */
  expect(profiles: number): void {
    this.#profiles.expect(profiles);
  }

  load(kind: number, words: Uint32Array): BlockProblem | undefined {
    if (kind === TEXTS_BLOCK) return this.#loadTexts(words);
    if (kind === PROFILES_BLOCK) return this.#profiles.load(words);
    return { word: 0, message: `block kind ${kind} is not known` };
  }

  /** `headerChecksum` is that of the first line as it was read. */
  finish(words: Uint32Array, headerChecksum: number): BlockProblem | undefined {
    const end = parseEnd(words);
    if (words.length !== END_WORDS) return { word: 0, message: 'the last block is no last block' };
    if (end.headerChecksum !== headerChecksum) return { word: 2, message: 'the first line was changed' };
    if (end.texts !== this.#texts.count || end.profiles !== this.#profiles.count) {
      return { word: 0, message: 'blocks are missing: fewer texts or profiles came than were written' };
    }
    return this.#profiles.finish();
  }

  /** Texts that no profile used go. */
  close(): void {
    this.#texts.close();
  }

  #loadTexts(words: Uint32Array): BlockProblem | undefined {
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    for (let at = 0; at < words.length;) {
      const length = words[at] ?? 0;
      const next = at + 1 + Math.ceil(length / 4);
      if (length > LONGEST_TEXT || next > words.length) return { word: at, message: 'a text is too long' };
      this.#texts.add(bytes, (at + 1) * 4, (at + 1) * 4 + length);
      at = next;
    }
    return undefined;
  }
}
