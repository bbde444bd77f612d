import { closingBracket } from './brackets.ts';
import { readEscape } from './escape.ts';
import type { QuoteForm } from './syntax.ts';

/** Part of a string: literal text with the place of every character, or the range of code in a hole. */
export type QuotedPart =
  | {
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly map: number[] | undefined;
    }
  | { readonly code: readonly [start: number, end: number] };

export interface QuotedText {
  readonly parts: readonly QuotedPart[];
  /** Offset after the closing quote. */
  readonly end: number;
}

/** Characters that may still be looked at in vain, so that a text of nothing but openings costs no more than others. */
export interface ScanBudget {
  left: number;
}

/** Longest code in a hole. */
const HOLE = 1024;
const NAME_HOLE =
  /\$(?:\{\$?(\w+)\}|([A-Za-z_]\w*(?:(?:->)?[[{][\w'"$]{1,40}[\]}]|->\w+)?))|\{(\$[^{}\n]{1,200})\}|@(\w+)/y;
const SPECIAL: Readonly<Record<QuoteForm['escapes'], string>> = {
  backslash: '\\',
  strict: '\\',
  quote: '\\',
  raw: '',
  doubled: '',
};

/** The range of code in a hole that begins at `at`, and where the text goes on. */
function readHole(
  text: string,
  at: number,
  to: number,
  form: QuoteForm,
  budget: ScanBudget,
): { readonly code: readonly [number, number]; readonly end: number } | undefined {
  if (form.holes === '$') {
    NAME_HOLE.lastIndex = at;
    const found = NAME_HOLE.exec(text);
    if (found === null || at + found[0].length > to) return undefined;
    const inner = found[3];
    if (inner !== undefined) return { code: [at + 1, at + 1 + inner.length], end: at + found[0].length };
    return { code: [at, at + found[0].length], end: at + found[0].length };
  }
  const opening = form.holes ?? '';
  if (!text.startsWith(opening, at)) return undefined;
  const from = at + opening.length;
  if (budget.left <= 0) return undefined;
  const close = closingBracket(text, from, to, '{', HOLE);
  if (close >= 0) return { code: [from, close], end: close + 1 };
  budget.left -= HOLE;
  return undefined;
}

/**
 * Reads a string whose text begins at `from`, up to its closing quote before `to`; `undefined` if nothing closes it.
 * A form that must stay on one line is closed by the end of the line.
 */
export function readQuoted(
  text: string,
  from: number,
  to: number,
  form: QuoteForm,
  budget: ScanBudget,
): QuotedText | undefined {
  const { close, escapes, holes } = form;
  const escape = SPECIAL[escapes];
  const opener = holes === '$' ? '$' : (holes?.charAt(0) ?? '');
  const parts: QuotedPart[] = [];
  let run = from;
  let value = '';
  let map: number[] | undefined;
  let start = from;
  const take = (end: number): void => {
    if (end <= run) return;
    value += text.slice(run, end);
    if (map !== undefined) for (let index = run; index < end; index++) map.push(index);
  };
  const flush = (end: number): void => {
    if (value !== '') parts.push({ text: value, start, end, map });
    value = '';
    map = undefined;
  };
  const replace = (at: number, end: number, read: string): void => {
    take(at);
    map ??= Array.from({ length: value.length }, (_, index) => start + index);
    value += read;
    for (let unit = 0; unit < read.length; unit++) map.push(at);
    run = end;
  };
  let at = from;
  while (at < to) {
    const character = text.charAt(at);
    if (character === '\n' && form.lines !== true) break;
    if (character === escape) {
      const next = text.charAt(at + 1);
      if (escapes !== 'quote') {
        const read = readEscape(text, at, escapes === 'strict');
        replace(at, read.end, read.text);
        at = Math.min(read.end, to);
      } else {
        if (next === '\\' || close.startsWith(next)) replace(at, at + 2, next);
        at += 2;
      }
      continue;
    }
    if (text.startsWith(close, at)) {
      const doubled = escapes === 'doubled' && text.startsWith(close, at + close.length);
      if (!doubled) break;
      replace(at, at + 2 * close.length, close);
      at = run;
      continue;
    }
    if (escapes === 'raw' && character === '\\' && form.lines !== true) at++;
    else if (
      opener !== '' &&
      (character === opener || (holes === '$' && (character === '{' || character === '@')))
    ) {
      if (holes === '{' && text.charAt(at + 1) === '{') {
        replace(at, at + 2, '{');
        at = run;
        continue;
      }
      const hole = readHole(text, at, to, form, budget);
      if (hole !== undefined) {
        take(at);
        flush(at);
        parts.push({ code: hole.code });
        at = hole.end;
        run = at;
        start = at;
        continue;
      }
    }
    at++;
  }
  if (at >= to && form.lines === true) return undefined;
  const end = Math.min(at, to);
  take(end);
  flush(end);
  return { parts, end: text.startsWith(close, end) && end < to ? end + close.length : end };
}
