/** AppleScript expressions, as far as they make a command or a script text. */
import { joinText, reverseText } from '../reading/constant-text.ts';
import { foldCharacters } from '../reading/decode-call.ts';
import type { Value } from '../reading/value.ts';
import type { Token } from '../syntax/token.ts';

const CONSTANTS: Readonly<Record<string, string>> = {
  return: '\n',
  linefeed: '\n',
  tab: '\t',
  space: ' ',
  quote: '"',
};
/** Words that end the text of `do shell script`. */
const CLAUSES = new Set([
  'with',
  'without',
  'user',
  'password',
  'administrator',
  'altering',
  'as',
  'in',
  'then',
  'if',
  'is',
  'contains',
  'to',
  'replacing',
]);
const LEAST_NESTING = 32;

export class AppleScriptExpression {
  at: number;
  readonly #tokens: readonly Token[];
  readonly #variables: ReadonlyMap<string, Value>;
  readonly #spend: (steps: number) => boolean;

  constructor(
    tokens: readonly Token[],
    at: number,
    variables: ReadonlyMap<string, Value>,
    spend: (steps: number) => boolean,
  ) {
    this.#tokens = tokens;
    this.at = at;
    this.#variables = variables;
    this.#spend = spend;
  }

  /** Operands joined by `&`, up to token `end`. */
  read(end: number, nesting = 0): Value | undefined {
    const parts: Value[] = [];
    while (this.at < end) {
      const part = this.#operand(end, nesting);
      if (part === undefined) break;
      parts.push(part);
      if (!this.#is('&')) break;
      this.at++;
    }
    const [first] = parts;
    const last = parts[parts.length - 1];
    if (first === undefined || last === undefined) return undefined;
    const length = parts.reduce((sum, part) => sum + (part.text?.length ?? 1), 0);
    if (parts.length === 1 || !this.#spend(length)) return first;
    return joinText({ start: first.start, end: Math.max(last.end, first.end) }, parts);
  }

  #is(text: string): boolean {
    const token = this.#tokens[this.at];
    return token !== undefined && token.kind !== 'text' && token.text === text;
  }

  /** `quoted form of POSIX path of x`, `character id {111, 112}`, `reverse of characters of "abc" as text`. */
  #operand(end: number, nesting: number): Value | undefined {
    const words: string[] = [];
    let value: Value | undefined;
    let place: Token | undefined;
    while (this.at < end) {
      const token = this.#tokens[this.at];
      if (token === undefined || token.kind === 'break') break;
      if (token.kind === 'name') {
        if (CLAUSES.has(token.text)) break;
        words.push(token.text);
        place = token;
        this.at++;
        continue;
      }
      if (token.kind === 'text')
        value = { text: token.text, map: token.map, from: token.from, start: token.start, end: token.end };
      else if (token.kind === 'number')
        value = { number: Number(token.text), start: token.start, end: token.end };
      else if (token.text === '(' || token.text === '{') {
        value = this.#bracket(token, end, nesting);
        break;
      } else break;
      this.at++;
      // `item 1 of x` goes on behind the number.
      if (token.kind !== 'number' || !this.#is('of')) break;
      value = undefined;
    }
    if (place === undefined && value === undefined) return undefined;
    this.#skipCast();
    return this.#meaning(words, value, place);
  }

  #bracket(token: Token, end: number, nesting: number): Value {
    const close = token.close > this.at && token.close <= end ? token.close : end;
    const range = {
      start: token.start,
      end: this.#tokens[Math.min(close, this.#tokens.length - 1)]?.end ?? token.end,
    };
    this.at++;
    const items: Value[] = [];
    const last = nesting < LEAST_NESTING ? close : this.at;
    while (this.at < last) {
      const before = this.at;
      const item = this.read(close, nesting + 1);
      if (item !== undefined) items.push(item);
      if (this.at === before || this.at < close) this.at++;
    }
    this.at = close + 1;
    const [only] = items;
    return token.text === '(' && items.length === 1 && only !== undefined ? only : { ...range, items };
  }

  /** `as text`, `as «class utf8»` */
  #skipCast(): void {
    if (!this.#is('as')) return;
    this.at++;
    while (this.#tokens[this.at]?.kind === 'name' && !CLAUSES.has(this.#tokens[this.at]?.text ?? ''))
      this.at++;
  }

  #meaning(words: readonly string[], given: Value | undefined, place: Token | undefined): Value {
    const range = {
      start: place?.start ?? given?.start ?? 0,
      end: Math.max(place?.end ?? 0, given?.end ?? 0),
    };
    const phrase = words.join(' ');
    let value = given;
    if (value === undefined) {
      const name = words[words.length - 1] ?? '';
      const constant = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
      const known = this.#variables.get(name);
      value =
        known ??
        (constant === undefined ? { ...range, place: name, path: name } : { ...range, text: constant });
    }
    if (/\b(?:character id|ascii character|string id)\b/.test(phrase)) {
      const made = foldCharacters({
        ...range,
        name: '',
        receiver: undefined,
        args: value.items ?? [value],
        named: new Map(),
        spend: this.#spend,
        inflate: () => undefined,
        apply: (callable) => callable,
      });
      if (made !== undefined) return made;
    }
    if (value.items !== undefined && value.items.some((item) => item.text !== undefined)) {
      const joined = this.#spend(value.items.length)
        ? joinText(range, /\breverse\b/.test(phrase) ? value.items.toReversed() : value.items)
        : undefined;
      if (joined !== undefined) return joined;
    }
    if (/\breverse of\b/.test(phrase) && value.text !== undefined && this.#spend(value.text.length))
      return reverseText(range, value);
    return /\bquoted form\b/.test(phrase) ? quoted(value) : value;
  }
}

function quoted(value: Value): Value {
  const mark = { start: value.start, end: value.end, text: "'" };
  if (value.text?.includes("'") === true)
    return { ...value, text: `'${value.text.replaceAll("'", `'\\''`)}'`, map: undefined, from: undefined };
  // A shell variable in single quotes is none; in double quotes it stays one argument.
  const double = { ...mark, text: '"' };
  const edge = value.text === undefined ? double : mark;
  return joinText(value, [edge, value, edge]) ?? value;
}
