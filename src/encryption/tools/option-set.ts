import type { CommandWord } from '../command-line/command-word.ts';
import { scanOptions } from './option-scan.ts';
import type { ScannedOption } from './option-scan.ts';
import type { WordRange } from './tool.ts';

/** Which options take a value; everything else is a flag. */
export interface OptionNames {
  /** Letters. */
  readonly short?: string;
  /** Long names, separated by blanks. */
  readonly long?: string;
  readonly singleDash?: boolean;
}

/** The options and operands of one command line, asked for by name. A name of one letter is a short option. */
export class OptionSet {
  readonly operands: readonly string[];
  readonly #options: readonly ScannedOption[];
  readonly #from: number;

  /** Reads `words` beginning with number `from`; ranges count from the first. */
  constructor(
    words: readonly CommandWord[],
    { short = '', long = '', singleDash = false }: OptionNames,
    from = 0,
  ) {
    const names = new Set(long.split(' '));
    const { options, operands } = scanOptions(from === 0 ? words : words.slice(from), {
      shortWithValue: short,
      longWithValue: (name) => names.has(name) || (singleDash && name.length === 1 && short.includes(name)),
      singleDash,
    });
    this.#options = options;
    this.#from = from;
    this.operands = operands;
  }

  #matching(names: readonly string[]): ScannedOption[] {
    return this.#options.filter(({ name, long }) => names.includes(name) && (long || name.length === 1));
  }

  has(...names: string[]): boolean {
    return this.#matching(names).length > 0;
  }

  /** Value of the last of these options. */
  value(...names: string[]): string | undefined {
    return this.#matching(names).findLast(({ value }) => value !== undefined)?.value;
  }

  /** The same as a list, for `inputs` and `outputs`. */
  values(...names: string[]): string[] {
    return this.#matching(names).flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  /** Where the values of these options stand. */
  ranges(...names: string[]): WordRange[] {
    return this.#matching(names).flatMap(({ range }) =>
      range === undefined ? [] : [{ ...range, word: range.word + this.#from }],
    );
  }
}
