import { fieldStart, valueEnd } from './raw-field.ts';

/** More arguments than any system takes (`MAX_ARG_STRINGS` is larger, memory is not). */
const MOST_ARGUMENTS = 1_000_000;

/**
 * Counts which arguments of an EXECVE event have come, record by record and in any order: short ones as `a0="cat"`,
 * long ones as `a1_len=16384 a1[0]=… a1[1]=…` over several records.
 */
export class ArgumentCount {
  #expected = -1;
  #whole = 0;
  readonly #pieces = new Map<number, { length: number; got: number }>();

  get complete(): boolean {
    return this.#expected >= 0 && this.#whole >= this.#expected;
  }

  add(text: string): void {
    const at = fieldStart(text, ' argc=');
    if (at >= 0) this.#expected = argumentNumber(text.slice(at, valueEnd(text, at)));
    if (this.#expected > 0 && this.#isWhole(text)) this.#whole = this.#expected;
    else this.#addFields(text);
  }

  /** One record that holds the last argument, with nothing in pieces, holds all: the kernel writes them in order. */
  #isWhole(text: string): boolean {
    return (
      text.startsWith('argc=') &&
      fieldStart(text, ` a${this.#expected - 1}=`) >= 0 &&
      !text.includes('_len=') &&
      fieldStart(text, ' a0=') >= 0
    );
  }

  #addFields(text: string): void {
    const field = /(?:^| )a(\d{1,7})(_len|\[\d{1,7}\])?=/g;
    for (let found = field.exec(text); found !== null; found = field.exec(text)) {
      const end = valueEnd(text, field.lastIndex);
      const argument = Number(found[1]);
      if (found[2] === undefined) this.#whole++;
      else if (found[2] === '_len')
        this.#piece(argument, 0, argumentNumber(text.slice(field.lastIndex, end)));
      else this.#piece(argument, valueLength(text, field.lastIndex, end), -1);
      field.lastIndex = end;
    }
  }

  #piece(argument: number, got: number, length: number): void {
    let piece = this.#pieces.get(argument);
    if (piece === undefined) {
      if (this.#pieces.size >= MOST_ARGUMENTS) return;
      piece = { length: -1, got: 0 };
      this.#pieces.set(argument, piece);
    }
    const was = piece.length >= 0 && piece.got >= piece.length;
    piece.got += got;
    if (length >= 0) piece.length = length;
    if (!was && piece.length >= 0 && piece.got >= piece.length) this.#whole++;
  }
}

function valueLength(text: string, start: number, end: number): number {
  return text.charCodeAt(start) === 0x22 ? Math.max(0, end - start - 2) : end - start;
}

function argumentNumber(digits: string): number {
  return /^\d{1,7}$/.test(digits) ? Number(digits) : -1;
}
