/**
 * Finds which classes of words a text contains, in one pass and without regard to ASCII case: the table of first three
 * characters of `LiteralScan`, with a set of classes in place of a yes.
 */

import { isNameCode, standsAt } from '../literal-scan.ts';

/** A word to look for; `whole` ones must not be part of a longer name. */
export interface ClassedWord {
  /** Lower case, at least three characters. */
  readonly text: string;
  readonly whole: boolean;
  /** One bit. */
  readonly class: number;
}

export class WordClasses {
  readonly #marked = new Uint8Array(32_768);
  readonly #words = new Map<number, ClassedWord[]>();

  constructor(words: readonly ClassedWord[]) {
    for (const word of words) {
      const { text } = word;
      const key =
        ((text.charCodeAt(0) & 31) << 10) | ((text.charCodeAt(1) & 31) << 5) | (text.charCodeAt(2) & 31);
      this.#marked[key] = 1;
      this.#words.set(key, [...(this.#words.get(key) ?? []), word]);
    }
  }

  /** The classes of all words found; stops as soon as one of `enough` is. */
  find(text: string, enough: number): number {
    const marked = this.#marked;
    let found = 0;
    let key = 0;
    for (let at = 0; at < text.length; at++) {
      key = ((key << 5) | (text.charCodeAt(at) & 31)) & 32_767;
      if (marked[key] !== 1 || at < 2) continue;
      for (const word of this.#words.get(key) ?? []) {
        if ((found & word.class) !== 0 || !this.#stands(text, at - 2, word)) continue;
        found |= word.class;
        if ((found & enough) !== 0) return found;
      }
    }
    return found;
  }

  #stands(text: string, at: number, { text: word, whole }: ClassedWord): boolean {
    if (!standsAt(text, at, word)) return false;
    if (!whole) return true;
    return !(at > 0 && isNameCode(text.charCodeAt(at - 1))) && !isNameCode(text.charCodeAt(at + word.length));
  }
}
