import { TextView } from '../layers/text-view.ts';

/** One argument with its quotes removed. Offsets count in the text that was split. */
export interface CommandWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offset of every character of `text`, where quotes or escapes were removed; otherwise the text stands as it is. */
  readonly map: readonly number[] | undefined;
}

/** A program with its arguments, as one process would get them. */
export interface SimpleCommand {
  /** The text the offsets of `words` count in. */
  readonly view: TextView;
  /** At least one word: the program. */
  readonly words: readonly CommandWord[];
  /** Files of redirections. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** `NAME=value` before the program. */
  readonly assignments?: readonly CommandWord[];
  /** The command whose output is the standard input of this one. */
  readonly pipedFrom?: SimpleCommand | undefined;
  /** A here-document or here-string: standard input that stands in the text itself. */
  readonly stdin?: InlineInput | undefined;
}

export interface InlineInput {
  /** `undefined` where a here-document is announced and its lines are missing. */
  readonly text: TextView | undefined;
}

/** Offset, in the text that was split, of character `index` of the word; its length gives the offset after it. */
export function wordOffset(word: CommandWord, index: number): number {
  if (word.map === undefined) return word.start + index;
  const here = word.map[index];
  if (here !== undefined) return here;
  const last = word.map[word.map.length - 1];
  return last === undefined ? word.end : last + 1;
}

/** The unquoted word as a text of its own, which still knows where every character stands. */
export function wordView(view: TextView, word: CommandWord): TextView {
  if (word.map === undefined) return view.part(word.start, word.end);
  return new TextView(
    view.layer,
    word.text,
    view.at(word.start),
    word.map.map((offset) => view.at(offset)),
  );
}

/** The words joined by single spaces, as PowerShell and `sh -c` get them, with the offset of every character. */
export function joinWords(words: readonly CommandWord[]): { readonly text: string; readonly map: number[] } {
  const map: number[] = [];
  let text = '';
  for (const word of words) {
    if (text !== '' || map.length > 0) {
      text += ' ';
      map.push(Math.max(0, word.start - 1));
    }
    text += word.text;
    for (let index = 0; index < word.text.length; index++) map.push(wordOffset(word, index));
  }
  return { text, map };
}
