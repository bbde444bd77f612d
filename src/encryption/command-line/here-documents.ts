/** Here-documents: announced in a line, their text begins on the next one. */
import type { TextView } from '../layers/text-view.ts';
import type { InlineInput } from './command-word.ts';

/** Documents looked for in one text; each search may pass over all of it. */
const MOST = 64;

interface Announced {
  readonly delimiter: string;
  text: TextView | undefined;
}

export class HereDocuments {
  readonly #view: TextView;
  #waiting: Announced[] = [];
  #left = MOST;

  constructor(view: TextView) {
    this.#view = view;
  }

  /** `<<delimiter` was read; the answer gets its text once the line has ended. */
  announce(delimiter: string): InlineInput {
    const document: Announced = { delimiter, text: undefined };
    if (delimiter !== '') this.#waiting.push(document);
    return document;
  }

  /** Takes the documents of the line that ended before `at`; gives the offset after them. */
  skip(at: number): number {
    if (this.#waiting.length === 0) return at;
    const waiting = this.#waiting;
    this.#waiting = [];
    let from = at;
    for (const document of waiting) {
      if (this.#left-- <= 0) return from;
      const close = this.#find(document.delimiter, from);
      // Where the end is missing the rest is read as commands: hiding them behind `<<x` must not pay.
      if (close === undefined) continue;
      document.text = this.#view.part(from, close.start);
      from = close.end;
    }
    return from;
  }

  #find(delimiter: string, from: number): { readonly start: number; readonly end: number } | undefined {
    const { text } = this.#view;
    for (let start = from; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      if (end - start < delimiter.length + 64 && text.slice(start, end).trim() === delimiter)
        return { start, end: Math.min(end + 1, text.length) };
      start = end + 1;
    }
    return undefined;
  }
}
