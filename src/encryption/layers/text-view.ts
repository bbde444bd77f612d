/**
 * A stretch of one layer's text that is read as a text of its own, and still knows where it came from.
 *
 * Quoting, carets and backslashes disappear when a text is unwrapped; `at` finds the way back, so that a password found
 * inside three quotings can be masked in the outermost text.
 */
export class TextView {
  /** Number of the layer whose text the offsets of `at` count in. */
  readonly layer: number;
  readonly text: string;
  readonly #base: number;
  readonly #map: readonly number[] | undefined;

  /** `map[i]` is the offset of `text[i]` in the layer; without a map the text stands in the layer as it is, at `base`. */
  constructor(layer: number, text: string, base = 0, map?: readonly number[]) {
    this.layer = layer;
    this.text = text;
    this.#base = base;
    this.#map = map;
  }

  /** Offset in the layer of character `index`; `text.length` gives the offset after the last character. */
  at(index: number): number {
    if (this.#map === undefined) return this.#base + index;
    const here = this.#map[index];
    if (here !== undefined) return here;
    const last = this.#map[this.#map.length - 1];
    return last === undefined ? this.#base : last + 1;
  }

  /** Offset in the layer just after character `index - 1`: right where an escape stands between two characters. */
  after(index: number): number {
    return index <= 0 ? this.at(0) : this.at(index - 1) + 1;
  }

  part(start: number, end: number): TextView {
    const text = this.text.slice(start, end);
    if (this.#map === undefined) return new TextView(this.layer, text, this.#base + start);
    return new TextView(this.layer, text, this.at(start), this.#map.slice(start, end));
  }

  /** The same text with one stretch blanked, so that a redirection or a prefix is not read as an argument. */
  blank(start: number, end: number): TextView {
    const text = this.text.slice(0, start) + ' '.repeat(end - start) + this.text.slice(end);
    return new TextView(this.layer, text, this.#base, this.#map);
  }
}
