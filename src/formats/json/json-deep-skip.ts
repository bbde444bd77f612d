import * as Byte from './json-bytes.ts';

/** Finds the end of a record that is nested too deeply by counting brackets outside strings: constant memory. */
export class JsonDeepSkip {
  /** Where the search stopped; bytes from here on are needed again. */
  at = 0;
  #level = 0;
  #inString = false;

  /** `level` containers of the record are open already. */
  begin(level: number): void {
    this.#level = level;
    this.#inString = false;
  }

  /** Searches `bytes[from, to)`. Returns the index behind the record, or -1 when more bytes are needed. */
  search(bytes: Buffer, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (this.#inString) {
        at = Byte.findStringEnd(bytes, at, to);
        if (at === to || bytes[at] === Byte.BACKSLASH) break;
        // A raw newline ends a string that lacks its quote.
        this.#inString = false;
      } else {
        const byte = bytes[at];
        if (byte === Byte.QUOTE) this.#inString = true;
        else if (byte === Byte.OPEN_OBJECT || byte === Byte.OPEN_ARRAY) this.#level++;
        else if ((byte === Byte.CLOSE_OBJECT || byte === Byte.CLOSE_ARRAY) && --this.#level <= 0) {
          this.at = at + 1;
          return this.at;
        }
      }
      at++;
    }
    this.at = at;
    return -1;
  }
}
