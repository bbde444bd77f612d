import * as Byte from './json-bytes.ts';

/** White space tolerated between the `{` and the first key of a record that is to be believed after damage. */
const WIDEST_GAP = 1024;

/**
 * Looks for the next place where a record can begin after text that made no sense: a `{` that starts a line or follows
 * `,`, `[`, `]` or `}`, and is followed by `"` or `}`. Inside JSON strings quotes are escaped, so content of records
 * seldom looks like that; and if it does, it yields a record of no known product, never a lost one.
 */
export class JsonDamage {
  /** Index of a `{` whose next significant byte has not been seen yet, or -1. The caller keeps its bytes. */
  candidate = -1;
  /** Where the search stopped. */
  at = 0;
  #before: number = Byte.COMMA;

  /** A new damaged stretch begins at the next byte searched, which may itself begin a record. */
  begin(): void {
    this.candidate = -1;
    this.#before = Byte.COMMA;
  }

  /** Searches `bytes[from, to)`. Returns the index of the `{`, with `at` behind it, or -1 when all was searched. */
  search(bytes: Buffer, from: number, to: number): number {
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at] ?? 0;
      const candidate = this.candidate;
      if (Byte.isBlank(byte)) {
        if (byte === Byte.NEWLINE && candidate < 0) this.#before = byte;
        if (candidate >= 0 && at - candidate > WIDEST_GAP) this.candidate = -1;
        continue;
      }
      if (candidate >= 0) {
        this.candidate = -1;
        if (byte === Byte.QUOTE || byte === Byte.CLOSE_OBJECT) {
          this.at = at;
          return candidate;
        }
      }
      if (byte === Byte.OPEN_OBJECT && this.#plausible()) this.candidate = at;
      this.#before = byte;
    }
    this.at = at;
    return -1;
  }

  #plausible(): boolean {
    const before = this.#before;
    return (
      before === Byte.NEWLINE ||
      before === Byte.COMMA ||
      before === Byte.OPEN_ARRAY ||
      before === Byte.CLOSE_ARRAY ||
      before === Byte.CLOSE_OBJECT
    );
  }
}
