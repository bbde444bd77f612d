/** Reads the expressions of a script: constants are folded, names followed to what they stand for, calls reported. */
import { LIMITS } from '../../layers/limits.ts';
import { JOIN } from '../syntax/token.ts';
import type { Token } from '../syntax/token.ts';
import type { CodeLanguage } from './code-language.ts';
import { joinText, reverseText, sliceText } from './constant-text.ts';
import { foldOperator, strengthOf } from './fold-operator.ts';
import type { Callable, Stretch, Value } from './value.ts';
import { mixed, unknownAt } from './value.ts';

/** What stands in brackets: values in order, and those with a name. */
export interface Arguments {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The only value is the list made by `x for x in y`. */
  readonly generated?: boolean;
}

/** A call, as the reader found it. */
export interface Call extends Arguments, Stretch {
  /** Dotted name of what is called; begins with a dot if it is a method of something unknown. */
  readonly path: string;
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly callee: Value;
}

const NOTHING: Token = { kind: 'break', text: '', start: 0, end: 0, spaced: false, close: -1 };

export abstract class ExpressionReader {
  protected at = 0;
  protected readonly tokens: readonly Token[];
  protected readonly language: CodeLanguage;
  protected readonly variables: Map<string, Value> = new Map();
  protected readonly spend: (steps: number) => boolean;
  protected nesting = 0;
  readonly #members: ReadonlySet<string>;
  readonly #joins: ReadonlySet<string>;
  readonly #words: ReadonlySet<string>;
  readonly #operators: ReadonlySet<string>;
  readonly #functions: ReadonlySet<string>;
  readonly #bare: ReadonlySet<string> | undefined;

  constructor(tokens: readonly Token[], language: CodeLanguage, spend: (steps: number) => boolean) {
    this.tokens = tokens;
    this.language = language;
    this.spend = spend;
    this.#members = new Set(language.members);
    this.#joins = new Set([...language.joins, JOIN]);
    this.#words = new Set(language.words);
    this.#operators = new Set(language.operators);
    this.#functions = new Set(language.functions);
    this.#bare = language.bareCalls === 'any' ? undefined : new Set(language.bareCalls);
  }

  /** Reads statements up to token `end`. */
  protected abstract readStatements(end: number): void;
  /** What a call gives. */
  protected abstract readCall(call: Call): Value;
  /** What a name or member stands for that no variable was given. */
  protected abstract readPath(value: Value): Value;
  /** A string in backticks. */
  protected abstract readCommand(value: Value): Value;
  /** Reads a function that begins here; `undefined` if it is none after all. */
  protected abstract readFunction(end: number): Value | undefined;

  protected token(at = this.at): Token {
    return this.tokens[at] ?? NOTHING;
  }

  protected isSymbol(text: string, at = this.at): boolean {
    const token = this.tokens[at];
    return token !== undefined && token.kind === 'symbol' && token.text === text;
  }

  protected isWord(token: Token): boolean {
    return token.kind === 'name' && this.#words.has(token.text);
  }

  protected isFunctionWord(token: Token): boolean {
    return token.kind === 'name' && this.#functions.has(token.text);
  }

  /** Where the bracket at `at` is closed, or `end`. */
  protected closing(at: number, end: number): number {
    const { close } = this.token(at);
    return close < 0 || close > end ? end : close;
  }

  protected expression(end: number, least = 0): Value {
    if (this.nesting >= LIMITS.nesting) return this.#skip(end);
    this.nesting++;
    let left = this.#operand(end);
    while (this.at < end) {
      const operator = this.#operator(end);
      if (operator === undefined) break;
      const strength = strengthOf(operator) ?? 3;
      if (strength < least) break;
      this.at++;
      if (this.token().kind === 'break' && this.token().text === '\n') this.at++;
      const right = this.expression(end, strength + 1);
      left = foldOperator(operator, left, right, this.#joins.has(operator), this.spend);
    }
    if (least === 0 && this.isSymbol('?') && this.at < end) left = this.#choice(left, end);
    this.nesting--;
    return left;
  }

  #operator(end: number): string | undefined {
    let token = this.token();
    // A line that begins with a dot or an operator goes on with the one before.
    if (token.kind === 'break' && token.text === '\n' && this.at + 1 < end) {
      const next = this.token(this.at + 1);
      if (next.kind !== 'symbol' || !/^(?:[+|^]|\|\||&&|\?\?)$/.test(next.text)) return undefined;
      this.at++;
      token = next;
    }
    if (token.kind === 'symbol') return strengthOf(token.text) === undefined ? undefined : token.text;
    return token.kind === 'name' && this.#operators.has(token.text) ? token.text : undefined;
  }

  #choice(left: Value, end: number): Value {
    this.at++;
    const first = this.expression(end);
    if (!this.isSymbol(':')) return mixed(left, [first]);
    this.at++;
    const second = this.expression(end);
    return first.path !== undefined || first.text !== undefined ? first : second;
  }

  /** Too deep: goes on behind the bracket. */
  #skip(end: number): Value {
    const token = this.token();
    this.at = token.close > this.at && token.close < end ? token.close + 1 : this.at + 1;
    return unknownAt(token);
  }

  #operand(end: number): Value {
    let fresh = false;
    let minus = false;
    while (this.at < end) {
      const token = this.token();
      if (token.kind === 'name' && token.text === 'new' && this.#words.has('new')) fresh = true;
      else if (token.kind === 'symbol' && /^(?:[-!~+*\\&@$]|\*\*|\.\.\.|\+\+|--)$/.test(token.text))
        minus ||= token.text === '-';
      else if (!this.isWord(token)) break;
      this.at++;
    }
    if (this.at >= end) return unknownAt(this.token(this.at - 1));
    const value = this.#postfix(this.#primary(end), end, fresh);
    return minus && value.number !== undefined ? { ...value, number: -value.number } : value;
  }

  #primary(end: number): Value {
    const token = this.token();
    if (token.kind === 'name') {
      if (this.isFunctionWord(token)) {
        const callable = this.readFunction(end);
        if (callable !== undefined) return callable;
      }
      this.at++;
      if (this.language.arrows === true && this.isSymbol('=>')) return this.#arrow([token.text], token, end);
      const known = this.variables.get(token.text);
      if (known !== undefined) return { ...known, place: token.text };
      return this.readPath({ path: token.text, place: token.text, start: token.start, end: token.end });
    }
    if (token.kind === 'text') return this.#text(end);
    if (token.kind === 'number') {
      this.at++;
      const digits = token.text.replace(/[_nlL]/g, '');
      return {
        number: Number(/^0\d+$/.test(digits) ? Number.parseInt(digits, 8) : digits),
        start: token.start,
        end: token.end,
      };
    }
    if (token.kind === 'symbol') {
      if (token.text === '(') return this.#round(end);
      if (token.text === '[') return this.#square(end);
      if (token.text === '{') return this.#braces(end);
      if (/^[)\]}]$/.test(token.text) || token.text === ',' || token.text === ':') return unknownAt(token);
    }
    if (token.kind === 'break') return unknownAt(token);
    this.at++;
    return unknownAt(token);
  }

  /** A literal, with those that follow it directly (`'a' 'b'`). */
  #text(end: number): Value {
    const pieces: Value[] = [];
    const first = this.token();
    while (this.at < end && this.token().kind === 'text') {
      const { text, map, from, start, end: stop } = this.token();
      pieces.push({ text, map, from, start, end: stop });
      this.at++;
    }
    const last = pieces[pieces.length - 1] ?? unknownAt(first);
    const value =
      pieces.length === 1 ? last : (joinText({ start: first.start, end: last.end }, pieces) ?? last);
    // The parts of a command with holes follow; the bracket round them runs it.
    return first.command === true && !this.isSymbol(JOIN) ? this.readCommand(value) : value;
  }

  #round(end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    const range = {
      start: this.token(open).start,
      end: this.token(Math.min(close, this.tokens.length - 1)).end,
    };
    if (this.language.arrows === true && this.isSymbol('=>', close + 1)) {
      const parameters = this.parameters(open + 1, close);
      this.at = close + 1;
      return this.#arrow(parameters, range, end);
    }
    const command = this.token(open + 1).command === true;
    this.at = open + 1;
    const { args, named } = this.arguments(close);
    this.at = close + 1;
    const [only] = args;
    if (args.length === 1 && named.size === 0 && only !== undefined)
      return command ? this.readCommand(only) : only;
    return { ...mixed(range, args), items: args, ...(named.size > 0 ? { members: named } : {}) };
  }

  #square(end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    this.at = open + 1;
    const { args, named, generated } = this.arguments(close);
    this.at = close + 1;
    const range = {
      start: this.token(open).start,
      end: this.token(Math.min(close, this.tokens.length - 1)).end,
    };
    const [only] = args;
    const list = generated === true && only?.items !== undefined ? only.items : args;
    return { ...mixed(range, args), items: list, ...(named.size > 0 ? { members: named } : {}) };
  }

  /** A block, or names with their values. */
  #braces(end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    const members = new Map<string, Value>();
    this.at = open + 1;
    while (this.at < close) {
      const before = this.at;
      const token = this.token();
      const next = this.token(this.at + 1);
      const named = token.kind === 'name' || token.kind === 'text';
      if (named && next.kind === 'symbol' && (next.text === ':' || next.text === '=>')) {
        this.at += 2;
        members.set(token.text, this.expression(close));
      } else if (
        token.kind === 'name' &&
        (this.at + 1 >= close || next.text === ',') &&
        !this.isWord(token)
      ) {
        members.set(token.text, this.expression(close));
      } else if (token.kind === 'break' || token.text === ',') this.at++;
      else this.readStatements(close);
      if (this.at === before) this.at++;
    }
    this.at = close + 1;
    const range = {
      start: this.token(open).start,
      end: this.token(Math.min(close, this.tokens.length - 1)).end,
    };
    return members.size === 0 ? { ...range } : { ...mixed(range, [...members.values()]), members };
  }

  #arrow(parameters: readonly string[], range: Stretch, end: number): Value {
    this.at++;
    const block = this.isSymbol('{');
    const from = block ? this.at + 1 : this.at;
    const to = block ? this.closing(this.at, end) : end;
    if (block) this.#braces(end);
    else this.expression(end);
    const callable: Callable = { parameters, from, to, body: block ? 'statements' : 'expression' };
    return { start: range.start, end: range.end, callable };
  }

  /** Names between two brackets. */
  protected parameters(from: number, to: number): string[] {
    const names: string[] = [];
    for (let at = from; at < to && names.length < 32; at++) {
      const token = this.token(at);
      if (token.kind !== 'name' || this.isWord(token)) continue;
      const before = this.token(at - 1);
      if (at === from || /^[,(*&$]|^\*\*$|^\.\.\.$/.test(before.text)) names.push(token.text);
    }
    return names;
  }

  /** Values up to `end`, divided by commas. */
  protected arguments(end: number): Arguments {
    const args: Value[] = [];
    const named = new Map<string, Value>();
    let generated = false;
    while (this.at < end) {
      const before = this.at;
      const token = this.token();
      if (token.kind === 'break' || token.text === ',') {
        if (token.kind !== 'text') {
          this.at++;
          continue;
        }
      }
      const key = this.isSymbol('-') ? this.token(this.at + 1) : token;
      const mark = this.token(key === token ? this.at + 1 : this.at + 2);
      const isKey = key.kind === 'name' || key.kind === 'text';
      if (isKey && mark.kind === 'symbol' && this.language.keyword.includes(mark.text)) {
        this.at += key === token ? 2 : 3;
        named.set(key.text, this.expression(end));
      } else {
        const from = this.at;
        const value = this.expression(end);
        const next = this.token();
        if (
          this.language.comprehensions === true &&
          next.kind === 'name' &&
          next.text === 'for' &&
          this.at < end
        )
          generated = args.push(this.#comprehension(value, from, end)) === 1;
        else if (
          token.kind === 'symbol' &&
          token.text === '...' &&
          value.items !== undefined &&
          this.spend(value.items.length)
        )
          for (const item of value.items) args.push(item);
        else args.push(value);
      }
      if (this.at === before || (this.at < end && !this.isSymbol(',') && this.token().kind !== 'break'))
        this.at++;
    }
    return { args, named, generated };
  }

  /** `element for name in list`: the element is read once for every item of a constant list. */
  #comprehension(element: Value, from: number, end: number): Value {
    const names: string[] = [];
    this.at++;
    while (this.at < end && this.token().text !== 'in') {
      if (this.token().kind === 'name') names.push(this.token().text);
      this.at++;
    }
    this.at++;
    const source = this.expression(end, 2);
    const stop = this.at;
    this.at = end;
    const items = source.items ?? letters(source);
    const [name] = names;
    const plain = { ...mixed(element, [element, source]), items: [element] };
    if (items === undefined || name === undefined || names.length > 1 || items.length > 65_536) return plain;
    if (!this.spend(items.length * (stop - from + 1)) || items.some((item) => item.path !== undefined))
      return plain;
    const before = this.variables.get(name);
    const made: Value[] = [];
    for (const item of items) {
      this.variables.set(name, item);
      this.at = from;
      made.push(this.expression(stop));
    }
    if (before === undefined) this.variables.delete(name);
    else this.variables.set(name, before);
    this.at = end;
    return { start: source.start, end: source.end, items: made };
  }

  #postfix(first: Value, end: number, fresh: boolean): Value {
    let value = first;
    let receiver: Value | undefined;
    let made = !fresh;
    while (this.at < end) {
      const token = this.token();
      if (token.kind === 'break') {
        // `.method` on the next line.
        const next = this.token(this.at + 1);
        if (
          token.text !== '\n' ||
          next.kind !== 'symbol' ||
          !this.#members.has(next.text) ||
          this.at + 2 >= end
        )
          break;
        this.at++;
        continue;
      }
      if (token.kind === 'symbol') {
        if (this.#members.has(token.text) && this.#isMember(end)) {
          this.at++;
          if (this.isSymbol('(') || this.isSymbol('[')) continue;
          receiver = value;
          value = this.#member(value, this.token());
          this.at++;
          if (this.#callsBare(receiver, value)) {
            value = this.#reportCall(
              value,
              receiver,
              { args: [], named: new Map() },
              this.token(this.at - 1).end,
              false,
            );
            receiver = undefined;
          }
          continue;
        }
        if (
          token.text === '(' &&
          (!token.spaced || this.language.bareCalls !== 'any' || value.path !== undefined)
        ) {
          value = this.#call(value, receiver, end, !made);
          made = true;
          receiver = undefined;
          continue;
        }
        if (token.text === '[' && !(token.spaced && this.language.bareCalls === 'any')) {
          value = this.#index(value, end);
          receiver = undefined;
          continue;
        }
        if (
          token.text === '{' &&
          this.language.braceIndex === true &&
          !token.spaced &&
          value.place !== undefined
        ) {
          value = this.#index(value, end);
          receiver = undefined;
          continue;
        }
      }
      if (this.#startsBareCall(value, token)) return this.#bareCall(value, receiver, end);
      break;
    }
    return made ? value : this.#make(value, receiver);
  }

  /** Methods without arguments need no brackets in some languages: `text.reverse`, `cipher.encrypt`. */
  #callsBare(receiver: Value, member: Value): boolean {
    if (this.#bare !== undefined || member.path === undefined) return false;
    const token = this.token();
    if (
      (token.text === '(' && token.kind === 'symbol') ||
      this.isSymbol('=') ||
      this.#startsBareCall(member, token)
    )
      return false;
    const constant = receiver.text ?? receiver.bytes ?? receiver.items ?? receiver.number;
    return constant !== undefined || (receiver.cipher !== undefined && receiver.product !== true);
  }

  #isMember(end: number): boolean {
    const next = this.token(this.at + 1);
    if (this.at + 1 >= end) return false;
    return (
      next.kind === 'name' ||
      ((next.text === '(' || next.text === '[') && this.token().text !== '::' && next.kind === 'symbol')
    );
  }

  #member(value: Value, { text, end }: Token): Value {
    const place = value.place === undefined ? undefined : `${value.place}.${text}`;
    const known = place === undefined ? undefined : this.variables.get(place);
    if (known !== undefined && place !== undefined) return { ...known, place };
    const member = value.members?.get(text);
    if (member !== undefined) return member;
    const owner = value.product === true ? undefined : value.cipher;
    const path = `${value.path ?? ''}.${text}`;
    const { start, origin, files } = value;
    return this.readPath({
      start,
      end,
      path: path.length > 400 ? `.${text}` : path,
      ...(place === undefined ? {} : { place }),
      ...(owner === undefined ? {} : { owner }),
      ...(origin === undefined ? {} : { origin }),
      ...(files === undefined ? {} : { files }),
    });
  }

  #index(value: Value, end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    const reversed =
      close - open === 5 &&
      this.isSymbol(':', open + 1) &&
      this.isSymbol(':', open + 2) &&
      this.token(open + 4).text === '1';
    const doubled =
      close - open === 4 && this.token(open + 1).text === '::' && this.token(open + 3).text === '1';
    const colon = this.#colon(open, close);
    this.at = open + 1;
    const { args } = this.arguments(close);
    this.at = close + 1;
    const range = { start: value.start, end: value.end };
    const [at, to] = args;
    if (reversed || doubled) {
      if (value.text !== undefined && this.spend(value.text.length)) return reverseText(range, value);
      if (value.bytes !== undefined) return { ...value, bytes: Buffer.from([...value.bytes].reverse()) };
      if (value.items !== undefined) return { ...value, items: [...value.items].reverse() };
    }
    if (at?.text !== undefined) return this.#member(value, { ...this.token(open), text: at.text });
    if (value.text !== undefined && at?.number !== undefined && this.spend(16)) {
      if (!colon) return sliceText(range, value, at.number, at.number + 1);
      return to?.number === undefined
        ? sliceText(range, value, at.number)
        : sliceText(range, value, at.number, to.number);
    }
    if (!colon && at?.number !== undefined) {
      const item = value.items?.[at.number];
      if (item !== undefined) return item;
      if (value.bytes?.[at.number] !== undefined) return { ...range, number: value.bytes[at.number] ?? 0 };
    }
    const place = value.place === undefined ? undefined : `${value.place}[]`;
    return { ...mixed(range, [value, ...args]), ...(place === undefined ? {} : { place }) };
  }

  #colon(open: number, close: number): boolean {
    for (let at = open + 1; at < close && at < open + 8; at++) if (this.isSymbol(':', at)) return true;
    return false;
  }

  #call(callee: Value, receiver: Value | undefined, end: number, fresh: boolean): Value {
    const open = this.at;
    const close = this.closing(open, end);
    this.at = open + 1;
    const given = this.arguments(close);
    this.at = close + 1;
    const stop = this.token(Math.min(close, this.tokens.length - 1)).end;
    return this.#reportCall(callee, receiver, given, stop, fresh);
  }

  #make(callee: Value, receiver: Value | undefined): Value {
    return this.#reportCall(callee, receiver, { args: [], named: new Map() }, callee.end, true);
  }

  #reportCall(
    callee: Value,
    receiver: Value | undefined,
    given: Arguments,
    end: number,
    fresh: boolean,
  ): Value {
    const base = callee.path ?? '';
    const path = fresh ? `${base}.new` : base;
    const name = path.slice(path.lastIndexOf('.') + 1);
    return this.readCall({
      ...given,
      path,
      name,
      receiver,
      callee,
      start: callee.start,
      end: Math.max(end, callee.start + 1),
    });
  }

  #startsBareCall(value: Value, token: Token): boolean {
    if (!token.spaced || value.path === undefined || value.callable !== undefined) return false;
    if (this.#bare === undefined ? !/^\w[\w.:]*[?!]?$/.test(value.path) : !this.#bare.has(value.path))
      return false;
    if (token.kind === 'text' || token.kind === 'number' || this.isSymbol('[')) return true;
    return token.kind === 'name' && !this.#operators.has(token.text) && !this.#words.has(token.text);
  }

  #bareCall(callee: Value, receiver: Value | undefined, end: number): Value {
    const args: Value[] = [];
    const named = new Map<string, Value>();
    while (this.at < end && this.token().kind !== 'break') {
      const before = this.at;
      const mark = this.token(this.at + 1);
      const key = this.token();
      if (
        (key.kind === 'name' || key.kind === 'text') &&
        mark.kind === 'symbol' &&
        this.language.keyword.includes(mark.text)
      ) {
        this.at += 2;
        named.set(key.text, this.expression(end));
      } else args.push(this.expression(end));
      if (!this.isSymbol(',') || this.at === before) break;
      this.at++;
    }
    const last = args[args.length - 1] ?? callee;
    return this.#reportCall(callee, receiver, { args, named }, Math.max(callee.end, last.end), false);
  }
}

/** A text or bytes as the list of characters that loops see. */
function letters(value: Value): Value[] | undefined {
  if (value.bytes !== undefined)
    return [...value.bytes].map((number) => ({ start: value.start, end: value.end, number }));
  if (value.text === undefined || value.partial === true) return undefined;
  return [...value.text].map((text, index) => ({
    start: value.start,
    end: value.end,
    text,
    from: value.from === undefined ? undefined : value.from + index,
  }));
}
