/** POSIX shell words, near enough to read one command: quotes, escapes, pipes, redirections, substitutions. */
import { LIMITS } from '../layers/limits.ts';
import type { TextView } from '../layers/text-view.ts';
import { ansiCEscape } from './ansi-c-escape.ts';
import { readArgumentList } from './argument-list.ts';
import { braceWords } from './brace-words.ts';
import { closingBracket } from './closing-bracket.ts';
import { wordView } from './command-word.ts';
import type { CommandWord, InlineInput, SimpleCommand } from './command-word.ts';
import { HereDocuments } from './here-documents.ts';

interface OpenWord {
  text: string;
  map: number[];
  start: number;
  touched: boolean;
}

const FIELD_SEPARATOR = /\$(?:IFS(?!\w)|\{IFS\})/y;

/** State of one pass over a shell text. */
class ShellSplitter {
  readonly commands: SimpleCommand[] = [];
  readonly #view: TextView;
  readonly #text: string;
  readonly #nesting: number;
  #word: OpenWord | undefined;
  #words: CommandWord[] = [];
  #inputs: string[] = [];
  #outputs: string[] = [];
  #redirect: 'in' | 'out' | 'document' | 'string' | undefined;
  #stdin: InlineInput | undefined;
  #last: SimpleCommand | undefined;
  #pipedFrom: SimpleCommand | undefined;
  readonly #documents: HereDocuments;

  constructor(view: TextView, nesting: number) {
    this.#view = view;
    this.#text = view.text;
    this.#nesting = nesting;
    this.#documents = new HereDocuments(view);
  }

  run(): SimpleCommand[] {
    const text = this.#text;
    let at = 0;
    while (at < text.length) at = this.#step(text.charAt(at), at);
    this.#closeCommand();
    return this.commands;
  }

  #step(character: string, at: number): number {
    const next = this.#text.charAt(at + 1);
    switch (character) {
      case ' ':
      case '\t':
        this.#closeWord(at);
        return at + 1;
      case '\n':
        this.#closeWord(at);
        this.#closeCommand();
        return this.#documents.skip(at + 1);
      case '\r':
      case ';':
      case '&':
      case '|':
      case '(':
      case ')':
        return this.#separator(character, next, at);
      case '>':
      case '<':
        if (next === '(') return this.#substitution(at + 2, closingBracket(this.#text, at + 2), at);
        return this.#redirection(character, at);
      case '#':
        return this.#word === undefined ? this.#lineEnd(at) : this.#add(character, at);
      case '\\':
        return this.#backslash(next, at);
      case "'":
        return this.#single(at);
      case '"':
        return this.#double(at);
      case '`':
        return this.#substitution(at + 1, this.#text.indexOf('`', at + 1), at);
      case '$':
        if (next === "'") return this.#ansiC(at);
        if (next === '(') return this.#substitution(at + 2, closingBracket(this.#text, at + 2), at);
        return this.#fieldSeparator(at) ?? this.#add(character, at);
      default:
        return this.#add(character, at);
    }
  }

  #separator(character: string, next: string, at: number): number {
    if (character === '&' && next === '>') return at + 1;
    this.#closeWord(at);
    this.#closeCommand();
    if (character === next && (character === '|' || character === '&')) return at + 2;
    if (character === '|') {
      this.#pipedFrom = this.#last;
      return next === '&' ? at + 2 : at + 1;
    }
    // A bracket opens or closes a subshell of the same pipeline.
    if (character !== '(' && character !== ')') this.#pipedFrom = undefined;
    return at + 1;
  }

  /** `$IFS` and `${IFS}` outside quotes stand for a blank. */
  #fieldSeparator(at: number): number | undefined {
    FIELD_SEPARATOR.lastIndex = at;
    const found = FIELD_SEPARATOR.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#closeWord(at);
    return at + found.length;
  }

  #open(at: number, touched: boolean): OpenWord {
    this.#word ??= { text: '', map: [], start: at, touched: false };
    if (touched) this.#word.touched = true;
    return this.#word;
  }

  #add(character: string, at: number): number {
    const word = this.#open(at, false);
    word.text += character;
    word.map.push(at);
    return at + 1;
  }

  #backslash(next: string, at: number): number {
    if (next === '\n' || next === '') return at + 2;
    this.#open(at, true);
    this.#add(next, at + 1);
    return at + 2;
  }

  #single(at: number): number {
    const close = this.#text.indexOf("'", at + 1);
    const end = close < 0 ? this.#text.length : close;
    this.#open(at, true);
    for (let index = at + 1; index < end; index++) this.#add(this.#text.charAt(index), index);
    return end + 1;
  }

  #double(at: number): number {
    const text = this.#text;
    this.#open(at, true);
    let index = at + 1;
    while (index < text.length && text.charAt(index) !== '"') {
      const character = text.charAt(index);
      const next = text.charAt(index + 1);
      if (character === '\\' && '"\\$`\n'.includes(next) && next !== '') {
        if (next !== '\n') this.#add(next, index + 1);
        index += 2;
      } else if (character === '$' && next === '(') {
        index = this.#substitution(index + 2, closingBracket(text, index + 2), index);
      } else if (character === '`') {
        index = this.#substitution(index + 1, text.indexOf('`', index + 1), index);
      } else index = this.#add(character, index);
    }
    return index + 1;
  }

  #ansiC(at: number): number {
    this.#open(at, true);
    let index = at + 2;
    while (index < this.#text.length && this.#text.charAt(index) !== "'") {
      const escape = ansiCEscape(this.#text, index);
      const word = this.#open(at, true);
      word.text += escape.text;
      for (let unit = 0; unit < escape.text.length; unit++) word.map.push(index);
      index = escape.end;
    }
    return index + 1;
  }

  /** Reads the text of a substitution as commands of its own; the word keeps it as written. */
  #substitution(start: number, close: number, at: number): number {
    const end = close < 0 ? this.#text.length : close;
    if (this.#nesting < LIMITS.depth && end > start) {
      const inner = new ShellSplitter(this.#view.part(start, end), this.#nesting + 1);
      this.commands.push(...inner.run());
    }
    const stop = Math.min(end + 1, this.#text.length);
    for (let index = at; index < stop; index++) this.#add(this.#text.charAt(index), index);
    return stop;
  }

  #redirection(character: string, at: number): number {
    // The number before `>` is a descriptor, not an argument.
    if (this.#word !== undefined && /^\d$/.test(this.#word.text)) this.#word = undefined;
    this.#closeWord(at);
    let end = at + 1;
    while (this.#text.charAt(end) === character) end++;
    if (this.#text.charAt(end) === '&') {
      let stop = end + 1;
      while (/[\d-]/.test(this.#text.charAt(stop))) stop++;
      return stop;
    }
    if (character === '>') {
      this.#redirect = 'out';
      return this.#text.charAt(end) === '|' ? end + 1 : end;
    }
    const arrows = end - at;
    this.#redirect = arrows === 1 ? 'in' : arrows === 2 ? 'document' : 'string';
    return arrows === 2 && this.#text.charAt(end) === '-' ? end + 1 : end;
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  #closeWord(at: number): void {
    const word = this.#word;
    this.#word = undefined;
    if (word === undefined) return;
    const map = word.touched ? word.map : undefined;
    const closed = { text: word.text, start: word.start, end: at, map };
    if (this.#redirect === undefined) {
      const expanded = braceWords(closed);
      this.#words.push(...(expanded ?? [closed]));
      return;
    }
    if (this.#redirect === 'in') this.#inputs.push(word.text);
    if (this.#redirect === 'out') this.#outputs.push(word.text);
    if (this.#redirect === 'string') this.#stdin = { text: wordView(this.#view, closed) };
    if (this.#redirect === 'document') this.#stdin = this.#documents.announce(word.text);
    this.#redirect = undefined;
  }

  #closeCommand(): void {
    this.#closeWord(this.#text.length);
    this.#redirect = undefined;
    if (this.#words.length > 0) {
      const { length } = this.#words;
      const end = this.#words[length - 1]?.end ?? 0;
      if (end > 0) {
        this.#last = {
          view: this.#view,
          words: this.#words,
          inputs: this.#inputs,
          outputs: this.#outputs,
          pipedFrom: this.#pipedFrom,
          stdin: this.#stdin,
        };
        this.#pipedFrom = undefined;
        this.commands.push(this.#last);
      }
    }
    this.#stdin = undefined;
    this.#words = [];
    this.#inputs = [];
    this.#outputs = [];
  }
}

/** Cuts a shell text, or a written argument list, into its commands, those in `$(...)` and backticks before the command they stand in. */
export function splitPosixCommands(view: TextView): SimpleCommand[] {
  const list = readArgumentList(view);
  return list === undefined ? new ShellSplitter(view, 0).run() : [list];
}
