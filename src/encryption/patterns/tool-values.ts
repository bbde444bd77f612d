/** What one command line of a pattern's tool says, asked for by the pattern's marks and places. */
import type { CommandWord } from '../command-line/command-word.ts';
import type { WordRange } from '../tools/tool.ts';
import { comparable, isGlued, isOptionSpelling } from './mark.ts';
import type { ReadyMark } from './mark.ts';
import type { ValuePlace } from './pattern.ts';
import type { Operand, ReadArguments, ReadOption } from './read-options.ts';

interface PlacedValue {
  readonly text: string;
  readonly range: WordRange | undefined;
}

/** Files of one command that are told. */
const MOST_FILES = 64;
const VARIABLE = /^[A-Za-z_]\w*$/;

export class ToolValues {
  readonly #options: readonly ReadOption[];
  /** Without the subcommand. */
  readonly #operands: readonly Operand[];
  readonly #subcommand: readonly string[];
  readonly #variables: ReadonlySet<string>;

  /** `marks` tell how many of the first operands are a subcommand: the longest phrase that fits. */
  constructor(
    { options, operands }: ReadArguments,
    marks: readonly ReadyMark[],
    assignments: readonly CommandWord[],
  ) {
    this.#options = options;
    const first = operands.slice(0, 4).map(({ text }) => text.toLowerCase());
    let length = 0;
    for (const mark of marks)
      if (mark.kind === 'phrase' && mark.words.every((word, index) => first[index] === word))
        length = Math.max(length, mark.words.length);
    this.#subcommand = first.slice(0, length);
    this.#operands = operands.slice(length);
    this.#variables = new Set(
      assignments.slice(0, 64).map(({ text }) => text.slice(0, Math.max(0, text.indexOf('=')))),
    );
  }

  hasAny(marks: readonly ReadyMark[]): boolean {
    return this.saidBy(marks) !== undefined;
  }

  /** What kind of mark is there; an option says more than a subcommand, as in `enc -d`. */
  saidBy(marks: readonly ReadyMark[]): ReadyMark['kind'] | undefined {
    const there = marks.filter((mark) => this.#has(mark));
    return there.find((mark) => mark.kind === 'option')?.kind ?? there[0]?.kind;
  }

  #has(mark: ReadyMark): boolean {
    if (mark.kind === 'phrase')
      return (
        mark.words.length <= this.#subcommand.length &&
        mark.words.every((word, index) => this.#subcommand[index] === word)
      );
    return this.#options.some(
      ({ spelling, value }) =>
        spelling === mark.spelling && (mark.value === undefined || value?.toLowerCase() === mark.value),
    );
  }

  /** Is one of the places used? A flag among them needs no value. */
  hasPlace(places: readonly ValuePlace[]): boolean {
    return places.some((place) => {
      if (typeof place === 'number') return this.#operands[place - 1] !== undefined;
      if (VARIABLE.test(place) && !isOperandWord(place)) return this.#variables.has(place);
      const spelling = comparable(isGlued(place) ? place.slice(0, -1) : place);
      return isOptionSpelling(place) || isGlued(place)
        ? this.#options.some((option) => option.spelling === spelling)
        : this.#operandsAt(place).length > 0;
    });
  }

  /** The values in these places; `-` is standard input or output and no file. */
  texts(places: readonly ValuePlace[]): string[] {
    return places
      .flatMap((place) => this.#at(place))
      .map(({ text }) => text)
      .filter((text) => text !== '' && text !== '-')
      .slice(0, MOST_FILES);
  }

  ranges(places: readonly ValuePlace[]): WordRange[] {
    return places
      .flatMap((place) => this.#at(place))
      .flatMap(({ range }) => (range === undefined ? [] : [range]));
  }

  #at(place: ValuePlace): PlacedValue[] {
    if (typeof place === 'number') {
      const operand = this.#operands[place - 1];
      return operand === undefined ? [] : [operand];
    }
    if (isOperandWord(place)) return [...this.#operandsAt(place)];
    const spelling = comparable(isGlued(place) ? place.slice(0, -1) : place);
    return this.#options.flatMap((option) =>
      option.spelling === spelling && option.value !== undefined
        ? [{ text: option.value, range: option.range }]
        : [],
    );
  }

  #operandsAt(place: string): readonly Operand[] {
    const operands = this.#operands;
    switch (place) {
      case 'all':
        return operands;
      case 'rest':
        return operands.slice(1);
      case 'last':
        // A single operand is what is read, not what is written.
        return operands.length > 1 ? operands.slice(-1) : [];
      case 'all-but-last':
        return operands.length > 1 ? operands.slice(0, -1) : operands;
      default:
        return [];
    }
  }
}

/** Words that stand for several operands. */
export function isOperandWord(place: string): boolean {
  return place === 'all' || place === 'rest' || place === 'last' || place === 'all-but-last';
}
