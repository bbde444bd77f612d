/** PowerShell's quoted texts: single, double, here-strings; typographic quotes count as quotes. */
import type { Hole } from './node.ts';

export interface QuotedText {
  readonly text: string;
  readonly end: number;
  readonly holes: readonly Hole[] | undefined;
  /** Ranges of `$(...)` inside, brackets excluded. */
  readonly embedded: readonly (readonly [number, number])[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};
const VARIABLE = /\$(?:\{([^}\n]{1,200})\}|((?:\w{1,60}:)?\w{1,200}))/y;

/** Is the character at `at` one of `"`, U+201C, U+201D, U+201E? */
export function isDoubleQuote(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 34 || (code >= 0x201c && code <= 0x201e);
}

/** Is the character at `at` one of `'`, U+2018 to U+201B? */
export function isSingleQuote(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 39 || (code >= 0x2018 && code <= 0x201b);
}

/** Reads `'...'` whose first character stands at `start`; `''` inside is one quote. */
export function readSingleQuoted(source: string, start: number, stop: number): QuotedText {
  let text = '';
  let from = start + 1;
  let at = from;
  while (at < stop) {
    if (!isSingleQuote(source, at)) at++;
    else if (isSingleQuote(source, at + 1)) {
      text += source.slice(from, at + 1);
      at += 2;
      from = at;
    } else break;
  }
  return { text: text + source.slice(from, at), end: Math.min(at + 1, stop), holes: [], embedded: [] };
}

/** Offset of the bracket that closes a subexpression beginning at `start`; strings inside are skipped. */
function subexpressionEnd(source: string, start: number, stop: number): number {
  // One entry for every open bracket or double-quoted string; no recursion on hostile nesting.
  const open: ('(' | '"')[] = ['('];
  let at = start;
  while (at < stop && open.length > 0) {
    const character = source.charAt(at);
    const inString = open[open.length - 1] === '"';
    if (character === '`') at++;
    else if (isDoubleQuote(source, at)) {
      if (inString) open.pop();
      else open.push('"');
    } else if (inString) {
      if (character === '$' && source.charAt(at + 1) === '(') {
        open.push('(');
        at++;
      }
    } else if (character === '(') open.push('(');
    else if (character === ')') open.pop();
    else if (isSingleQuote(source, at)) at = readSingleQuoted(source, at, stop).end - 1;
    at++;
  }
  return at - 1;
}

/** Reads expandable text from `start` up to what `isEnd` accepts; gives the offset of that end. */
function readExpandable(
  source: string,
  start: number,
  stop: number,
  endAt: (at: number) => number | undefined,
): QuotedText {
  let text = '';
  let known = true;
  const holes: Hole[] = [];
  const embedded: [number, number][] = [];
  let at = start;
  let from = start;
  for (; at < stop;) {
    const character = source.charAt(at);
    if (character === '`') {
      const next = source.charAt(at + 1);
      text += source.slice(from, at) + (ESCAPES[next] ?? next);
      at += 2;
      from = at;
      continue;
    }
    if (character === '$') {
      if (source.charAt(at + 1) === '(') {
        const close = subexpressionEnd(source, at + 2, stop);
        embedded.push([at + 2, close]);
        known = false;
        at = close + 1;
        continue;
      }
      VARIABLE.lastIndex = at;
      const variable = VARIABLE.exec(source);
      if (variable !== null && at + variable[0].length <= stop) {
        text += source.slice(from, at);
        holes.push({
          start: text.length,
          end: text.length + variable[0].length,
          name: variable[1] ?? variable[2] ?? '',
        });
        text += variable[0];
        at += variable[0].length;
        from = at;
        continue;
      }
    }
    const end = endAt(at);
    if (end === at) break;
    if (end !== undefined) {
      // A doubled quote: one of the two is text.
      text += source.slice(from, at + 1);
      at = end;
      from = at;
      continue;
    }
    at++;
  }
  const last = Math.min(at, stop);
  return { text: text + source.slice(from, last), end: last, holes: known ? holes : undefined, embedded };
}

/** Reads `"..."` whose first character stands at `start`. */
export function readDoubleQuoted(source: string, start: number, stop: number): QuotedText {
  const read = readExpandable(source, start + 1, stop, (at) => {
    if (!isDoubleQuote(source, at)) return undefined;
    return isDoubleQuote(source, at + 1) ? at + 2 : at;
  });
  return { ...read, end: Math.min(read.end + 1, stop) };
}

/** Reads `@'...'@` or `@"..."@` whose `@` stands at `start`, or gives `undefined` if it is none. */
export function readHereString(source: string, start: number, stop: number): QuotedText | undefined {
  const quote = source.charAt(start + 1);
  const expandable = isDoubleQuote(source, start + 1);
  let line = start + 2;
  while (line < stop && ' \t\r'.includes(source.charAt(line))) line++;
  if (source.charAt(line) !== '\n') return undefined;
  const first = line + 1;
  let close = source.indexOf(`\n${quote}@`, line);
  if (close < 0 || close >= stop) close = stop;
  const end = Math.min(close + 3, stop);
  const last = Math.max(first, close);
  if (!expandable) return { text: source.slice(first, last), end, holes: [], embedded: [] };
  return { ...readExpandable(source, first, last, () => undefined), end };
}
