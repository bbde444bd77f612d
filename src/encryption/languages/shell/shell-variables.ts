/** Variables and aliases of a shell text whose values stand in it, put in where they are used. */
import type { CommandWord, SimpleCommand } from '../../command-line/command-word.ts';
import { wordOffset } from '../../command-line/command-word.ts';
import type { TextView } from '../../layers/text-view.ts';
import { quoting } from './quoting.ts';

interface Value {
  readonly text: string;
  readonly view: TextView;
  /** Where every character stands in `view`. */
  readonly map: readonly number[];
}

const ASSIGNMENT = /^([A-Za-z_]\w{0,80})(\+?)=/;
/** Words before a command that only group it. */
export const RESERVED = /^(?:\{|!|if|then|elif|else|while|until|do)$/;
export const DECLARES = /^(?:export|readonly|local|declare|typeset)$/;
const USE =
  /\$(?:\{(\w{1,80})(?::?-([^{}$]{0,400})|:(\d{1,6})(?::(\d{1,6}))?)?\}|([A-Za-z_]\w{0,80})|\{?[@*]\}?)/g;
const LONGEST = 65_536;
const MOST_VARIABLES = 4_096;

function offsets(word: CommandWord, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => wordOffset(word, from + index));
}

class Piece {
  text = '';
  map: number[] = [];
  add(text: string, map: readonly number[]): void {
    this.text += text;
    for (const offset of map) this.map.push(offset);
  }
}

export class ShellVariables {
  readonly #values = new Map<string, Value>();
  readonly #aliases = new Map<string, Value>();
  readonly #spend: (steps: number) => boolean;

  constructor(spend: (steps: number) => boolean) {
    this.#spend = spend;
  }

  /** The command with what is known put in, after what it assigns was noted. */
  expand(command: SimpleCommand): SimpleCommand {
    const words: CommandWord[] = [];
    let changed = false;
    for (const word of command.words) {
      const expanded = this.#expandWord(word, command.view, words.every(isAssignment));
      changed ||= expanded.length !== 1 || expanded[0] !== word;
      words.push(...expanded);
    }
    const full = this.#withoutAlias(command, changed ? words : command.words);
    this.#note(command.view, full);
    return full === command.words || full.length === 0 ? command : { ...command, words: full };
  }

  #note(view: TextView, given: readonly CommandWord[]): void {
    const words = given.slice(given.findIndex(({ text }) => !RESERVED.test(text)));
    const declared = DECLARES.test(words[0]?.text ?? '');
    if (words[0]?.text === 'alias') {
      for (const word of words.slice(1)) this.#set(this.#aliases, word, view);
      return;
    }
    if (!declared && !words.every(isAssignment)) return;
    for (const word of declared ? words.slice(1) : words) this.#set(this.#values, word, view);
  }

  /** Notes assignments whose values were worked out: nothing in them is to be put in any more. */
  keep(words: readonly CommandWord[], view: TextView): void {
    for (const word of words) this.#set(this.#values, word, view, true);
  }

  #set(into: Map<string, Value>, word: CommandWord, view: TextView, literal = false): void {
    const found = ASSIGNMENT.exec(word.text);
    const name = found?.[1];
    if (found === null || name === undefined || into.size >= MOST_VARIABLES) return;
    const text = word.text.slice(found[0].length);
    const before = found[2] === '+' ? into.get(name) : undefined;
    into.delete(name);
    // A value that is not known hides the one before.
    if (
      !(literal || isLiteral(word, text, found[0].length, view)) ||
      text.length > LONGEST ||
      (found[2] === '+' && before?.view !== view)
    )
      return;
    const map = offsets(word, found[0].length, word.text.length);
    into.set(name, { text: (before?.text ?? '') + text, view, map: [...(before?.map ?? []), ...map] });
  }

  #withoutAlias(command: SimpleCommand, words: readonly CommandWord[]): readonly CommandWord[] {
    const head = words[0];
    const alias = head === undefined ? undefined : this.#aliases.get(head.text);
    if (head === undefined || alias === undefined) return words;
    return [...split(alias, head, command.view), ...words.slice(1)];
  }

  #expandWord(word: CommandWord, view: TextView, first: boolean): CommandWord[] {
    const { text } = word;
    if (!text.includes('$') || !this.#spend(text.length)) return [word];
    const kinds = quoting(view.text.slice(word.start, word.end));
    const pieces = [new Piece()];
    let from = 0;
    let changed = false;
    for (const use of text.matchAll(USE)) {
      const at = use.index;
      const kind = kinds[wordOffset(word, at) - word.start] ?? 0;
      if (kind === 1) continue;
      const value = this.#valueOf(use);
      if (value === undefined) continue;
      changed = true;
      const last = pieces[pieces.length - 1] ?? new Piece();
      last.add(text.slice(from, at), offsets(word, from, at));
      from = at + use[0].length;
      const place = wordOffset(word, at);
      const map = value.view === view ? value.map : Array.from({ length: value.text.length }, () => place);
      // Unquoted values fall apart at blanks, but not behind `NAME=`.
      if (kind === 2 || (first && isAssignment(word))) last.add(value.text, map);
      else this.#splitInto(pieces, value.text, map);
    }
    if (!changed) return [word];
    pieces[pieces.length - 1]?.add(text.slice(from), offsets(word, from, text.length));
    return pieces
      .filter((piece) => piece.text !== '')
      .map((piece) => ({ text: piece.text, map: piece.map, start: word.start, end: word.end }));
  }

  #splitInto(pieces: Piece[], text: string, map: readonly number[]): void {
    for (const { 0: part, index } of text.matchAll(/\s+|\S+/g)) {
      if (/^\s/.test(part)) pieces.push(new Piece());
      else pieces[pieces.length - 1]?.add(part, map.slice(index, index + part.length));
    }
  }

  #valueOf([all, braced, fallback, from, length, plain]: RegExpMatchArray):
    | (Pick<Value, 'text' | 'map'> & { view: TextView | undefined })
    | undefined {
    const name = braced ?? plain;
    const nothing = { map: [], view: undefined };
    // `o$@penssl`: positional parameters nobody gave.
    if (name === undefined) return all === '$@' || all === '$*' ? { ...nothing, text: '' } : undefined;
    if (name === 'IFS') return { ...nothing, text: ' ', map: [0] };
    const value = this.#values.get(name);
    if (value === undefined)
      return fallback === undefined ? undefined : { text: fallback, map: [], view: undefined };
    if (!this.#spend(value.text.length)) return undefined;
    if (from === undefined) return value;
    const end = length === undefined ? undefined : Number(from) + Number(length);
    return { ...value, text: value.text.slice(Number(from), end), map: value.map.slice(Number(from), end) };
  }
}

/** Nothing in the value is left to be put in: what looks like it stands in single quotes. */
function isLiteral(word: CommandWord, text: string, from: number, view: TextView): boolean {
  if (!/[$`]/.test(text)) return true;
  const kinds = quoting(view.text.slice(word.start, word.end));
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if ((letter === '$' || letter === '`') && kinds[wordOffset(word, from + at) - word.start] !== 1)
      return false;
  }
  return true;
}

export function isAssignment({ text }: CommandWord): boolean {
  return ASSIGNMENT.test(text);
}

/** The words of an alias, where it stands in the same text. */
function split(alias: Value, head: CommandWord, view: TextView): CommandWord[] {
  return [...alias.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    start: head.start,
    end: head.end,
    map: Array.from({ length: text.length }, (_, at) =>
      alias.view === view ? (alias.map[index + at] ?? head.start) : head.start,
    ),
  }));
}
