/**
 * Tokenisers for script languages: own and light, not tree-sitter. They are synchronous, need no 50 MB of grammars,
 * and read several MB/s (0.3 MB/s were measured for tree-sitter); broken code and several languages in one text are
 * the rule in logs, not the exception. One pass, linear, bounded; unclosed strings and brackets hide nothing.
 */
import { LIMITS } from '../../layers/limits.ts';
import { closingOf } from './brackets.ts';
import { codeRanges } from './code-ranges.ts';
import { readQuoted } from './quoted.ts';
import type { QuotedPart, ScanBudget } from './quoted.ts';
import { hereDocument, quoteOperator } from './special-quotes.ts';
import type { SpecialQuote } from './special-quotes.ts';
import type { QuoteForm, Syntax } from './syntax.ts';
import { JOIN } from './token.ts';
import { BEFORE_OPERAND, NUMBER, SPACE, SYMBOL } from './token-patterns.ts';
import type { Token } from './token.ts';

class Tokeniser {
  readonly tokens: Token[] = [];
  readonly #text: string;
  readonly #syntax: Syntax;
  readonly #open: number[] = [];
  readonly #unclosed = new Set<QuoteForm>();
  /** Ends of comments that stand nowhere ahead. */
  readonly #unended = new Set<string>();
  readonly #budget: ScanBudget;
  #pending: { readonly tag: string; readonly quote: SpecialQuote; readonly token: number }[] = [];
  #spaced = false;

  constructor(text: string, syntax: Syntax) {
    this.#text = text;
    this.#syntax = syntax;
    this.#budget = { left: 65_536 + 8 * text.length };
  }

  scan(from: number, to: number, depth: number): void {
    let at = from;
    while (at < to) {
      const next = this.#step(at, to, depth);
      if (next < 0) return;
      at = Math.max(next, at + 1);
    }
  }

  #step(at: number, to: number, depth: number): number {
    const text = this.#text;
    const character = text.charAt(at);
    if (character === '\n') return this.#lineEnd(at, to);
    SPACE.lastIndex = at;
    if (SPACE.test(text)) {
      this.#spaced = true;
      return SPACE.lastIndex;
    }
    const { syntax, comment } = { syntax: this.#syntax, comment: this.#comment(at, to) };
    if (comment >= 0) return comment;
    if (character === syntax.continuation && /^[ \t\r]*(?:\n|$)/.test(text.slice(at + 1, at + 80))) {
      const end = text.indexOf('\n', at);
      return end < 0 ? to : end + 1;
    }
    const special = this.#special(at, to, depth);
    if (special > at) return special;
    for (const form of syntax.quotes) {
      if (text.startsWith(form.open, at)) return this.#quoted(at, at, to, form, depth);
    }
    return this.#word(at, to, depth);
  }

  #lineEnd(at: number, to: number): number {
    const top = this.tokens[this.#open[this.#open.length - 1] ?? -1];
    if (this.#syntax.lineEnds && (top === undefined || top.text === '{'))
      this.#push('break', '\n', at, at + 1);
    this.#spaced = true;
    let next = at + 1;
    for (const { tag, quote, token } of this.#pending.splice(0)) {
      next = this.#hereText(next, to, tag, quote, token);
    }
    return this.afterDocumentation(next, to);
  }

  /** Where the code goes on at the beginning of a line: behind documentation; -1 behind the end of all code. */
  afterDocumentation(at: number, to: number): number {
    const { codeEnd } = this.#syntax;
    const mark = codeEnd === undefined ? '' : this.#text.charAt(at);
    const marked = (mark === '=' || mark === '_') && codeEnd?.test(this.#text.slice(at, at + 12)) === true;
    return marked ? this.#pod(at, to) : at;
  }

  /** Documentation between `=word` and `=cut`, and all behind `__END__`. */
  #pod(at: number, to: number): number {
    if (this.#text.startsWith('_', at)) return -1;
    const end = /^=(?:cut|end)\b[^\n]*/m.exec(this.#text.slice(at, to));
    return end === null ? -1 : at + end.index + end[0].length;
  }

  #comment(at: number, to: number): number {
    const text = this.#text;
    for (const open of this.#syntax.lineComments) {
      if (!text.startsWith(open, at)) continue;
      if (open === 'rem ' && this.tokens[this.tokens.length - 1]?.kind !== 'break' && this.tokens.length > 0)
        continue;
      const end = text.indexOf('\n', at);
      return end < 0 || end > to ? to : end;
    }
    for (const [open, close] of this.#syntax.blockComments) {
      if (!text.startsWith(open, at)) continue;
      const end = this.#unended.has(close) ? -1 : text.indexOf(close, at + open.length);
      if (end < 0) this.#unended.add(close);
      // Without an end the mark hides nothing.
      if (end < 0 || end >= to) return at + open.length;
      this.#spaced = true;
      return end + close.length;
    }
    return -1;
  }

  /** Perl's and Ruby's own quotes, patterns, here-documents, symbols. */
  #special(at: number, to: number, depth: number): number {
    const { quoteOperators, hereDocuments, patterns, symbols } = this.#syntax;
    const text = this.#text;
    const character = text.charAt(at);
    if (quoteOperators !== undefined) {
      const found = quoteOperator(text, at, to, quoteOperators, this.#afterOperand(), this.#budget);
      if (found !== undefined) return this.#specialQuote(at, found, depth);
    }
    if (character === '<' && hereDocuments !== undefined && text.startsWith(hereDocuments, at)) {
      const found = hereDocument(text, at, hereDocuments, this.#afterOperand() && this.#spaced);
      if (found !== undefined) {
        const token = this.tokens.length;
        this.#push('text', '', at, found.end);
        this.#pending.push({ tag: found.tag, quote: found, token });
        return found.end;
      }
    }
    if (character === '/' && patterns === true && !this.#afterOperand()) {
      const found = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,400}\]){1,2000}\/[a-z]*/y;
      found.lastIndex = at;
      const match = found.exec(text);
      if (match !== null && at + match[0].length <= to) {
        this.#push('pattern', match[0], at, at + match[0].length);
        return at + match[0].length;
      }
    }
    if (
      character === ':' &&
      symbols === true &&
      text.charAt(at + 1) !== ':' &&
      (!this.#afterOperand() || this.#spaced)
    ) {
      const name = /[A-Za-z_]\w{0,80}/y;
      name.lastIndex = at + 1;
      const match = name.exec(text);
      if (match !== null) {
        this.#push('text', match[0], at, at + 1 + match[0].length, at + 1);
        return at + 1 + match[0].length;
      }
    }
    return -1;
  }

  #specialQuote(at: number, found: SpecialQuote, depth: number): number {
    if (found.form === undefined) this.#push('pattern', this.#text.slice(at, found.end), at, found.end);
    else {
      const read = readQuoted(
        this.#text,
        found.from,
        found.to + found.form.close.length,
        found.form,
        this.#budget,
      );
      this.#emit(at, found.end, read?.parts ?? [], found.form, depth);
    }
    return found.end;
  }

  #hereText(at: number, to: number, tag: string, quote: SpecialQuote, token: number): number {
    const text = this.#text;
    const end = this.#budget.left > 0 ? new RegExp(`^[ \\t]*${tag}\\b`, 'm').exec(text.slice(at, to)) : null;
    if (end === null) {
      this.#budget.left -= to - at;
      return at;
    }
    const value = text.slice(at, at + end.index);
    const before = this.tokens[token];
    if (before !== undefined)
      this.tokens[token] = { ...before, text: value, from: at, command: quote.form?.command === true };
    return at + end.index + end[0].length;
  }

  #quoted(start: number, at: number, to: number, form: QuoteForm, depth: number): number {
    const from = at + form.open.length;
    const read = this.#unclosed.has(form) ? undefined : readQuoted(this.#text, from, to, form, this.#budget);
    if (read === undefined) {
      // Nothing after this place closes it either.
      this.#unclosed.add(form);
      return from;
    }
    this.#emit(start, read.end, read.parts, form, depth);
    return read.end;
  }

  /** One string token, or a bracketed join of strings and the code in their holes. */
  #emit(start: number, end: number, parts: readonly QuotedPart[], form: QuoteForm, depth: number): void {
    const command = form.command === true;
    const [first] = parts;
    if (parts.length <= 1 && (first === undefined || 'text' in first)) {
      const text = first?.text ?? '';
      this.#push('text', text, start, end, first?.start ?? start + form.open.length, first?.map, command);
      return;
    }
    this.#bracket('(', start, start + 1);
    this.#push('text', '', start, start + 1, start, undefined, command);
    for (const part of parts) {
      this.#push('symbol', JOIN, start, start + 1);
      if ('text' in part) this.#push('text', part.text, part.start, part.end, part.start, part.map);
      else if (depth < LIMITS.depth) {
        const [from, to] = part.code;
        this.#bracket('(', from, from);
        this.scan(from, to, depth + 1);
        this.#bracket(')', to, to);
      } else this.#push('name', '_', part.code[0], part.code[1]);
    }
    this.#bracket(')', end - 1, end);
  }

  #word(at: number, to: number, depth: number): number {
    const text = this.#text;
    const { names, prefixed, caseless, quotes } = this.#syntax;
    names.lastIndex = at;
    const name = names.exec(text)?.[0];
    if (name !== undefined) {
      const end = at + name.length;
      if (prefixed !== undefined && name.length <= 2) {
        const plain = quotes.find(({ open }) => text.startsWith(open, end));
        const form = plain === undefined ? undefined : prefixed(name.toLowerCase(), plain);
        if (form !== undefined) return this.#quoted(at, end, to, form, depth);
      }
      this.#push('name', caseless === true ? name.toLowerCase() : name, at, end);
      return end;
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined && number !== '') {
      this.#push('number', number, at, at + number.length);
      return at + number.length;
    }
    SYMBOL.lastIndex = at;
    const symbol = SYMBOL.exec(text)?.[0] ?? text.charAt(at);
    const end = at + symbol.length;
    if (symbol === ';') this.#push('break', symbol, at, end);
    else if ('()[]{}'.includes(symbol)) this.#bracket(symbol, at, end);
    else this.#push('symbol', symbol, at, end);
    return end;
  }

  #bracket(symbol: string, start: number, end: number): void {
    const index = this.tokens.length;
    if ('([{'.includes(symbol)) this.#open.push(index);
    else {
      // Brackets that were never closed are given up, up to the nearest of this kind.
      for (
        let place = this.#open.length - 1;
        place >= Math.max(0, this.#open.length - LIMITS.nesting);
        place--
      ) {
        const opening = this.tokens[this.#open[place] ?? -1];
        if (opening === undefined || closingOf(opening.text) !== symbol) continue;
        opening.close = index;
        this.#open.length = place;
        break;
      }
    }
    this.#push('symbol', symbol, start, end);
  }

  #push(
    kind: Token['kind'],
    text: string,
    start: number,
    end: number,
    from = start,
    map?: number[],
    command = false,
  ): void {
    this.tokens.push({ kind, text, start, end, spaced: this.#spaced, map, from, command, close: -1 });
    this.#spaced = false;
  }

  /** Is the last token the end of an operand, so that what follows is an operator? */
  #afterOperand(): boolean {
    const last = this.tokens[this.tokens.length - 1];
    if (last === undefined) return false;
    if (last.kind === 'name') return !BEFORE_OPERAND.has(last.text);
    return (
      last.kind === 'number' || last.kind === 'text' || (last.kind === 'symbol' && /^[)\]}]$/.test(last.text))
    );
  }
}

/** Cuts a text into tokens. Never fails; linear in the length of the text. */
export function tokenise(text: string, syntax: Syntax): readonly Token[] {
  const tokeniser = new Tokeniser(text, syntax);
  for (const [from, to] of codeRanges(text, syntax)) {
    const start = tokeniser.afterDocumentation(from, to);
    if (start >= 0) tokeniser.scan(start, to, 0);
  }
  return tokeniser.tokens;
}
