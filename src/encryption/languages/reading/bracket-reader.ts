/** Reads what stands in brackets: arguments, lists, blocks, names with values, functions written as arrows. */
import type { Arguments } from './call.ts';
import { TokenReader } from './token-reader.ts';
import type { Callable, Stretch, Value } from './value.ts';
import { mixed } from './value.ts';

/** Steps a character costs that becomes a value of its own. */
const LETTER = 16;
/** Steps a token costs that is read again. */
const TOKEN = 8;

export abstract class BracketReader extends TokenReader {
  protected round(end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    const range = {
      start: this.token(open).start,
      end: this.endOf(close),
    };
    if (this.language.arrows === true && this.isSymbol('=>', close + 1)) {
      const parameters = this.parameters(open + 1, close);
      this.at = close + 1;
      return this.arrow(parameters, range, end);
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

  protected square(end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    this.at = open + 1;
    const { args, named, generated } = this.arguments(close);
    this.at = close + 1;
    const range = {
      start: this.token(open).start,
      end: this.endOf(close),
    };
    const [only] = args;
    const list = generated === true && only?.items !== undefined ? only.items : args;
    return { ...mixed(range, args), items: list, ...(named.size > 0 ? { members: named } : {}) };
  }

  /** A block, or names with their values. */
  protected braces(end: number): Value {
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
      end: this.endOf(close),
    };
    return members.size === 0 ? { ...range } : { ...mixed(range, [...members.values()]), members };
  }

  protected arrow(parameters: readonly string[], range: Stretch, end: number): Value {
    this.at++;
    const block = this.isSymbol('{');
    const from = block ? this.at + 1 : this.at;
    const to = block ? this.closing(this.at, end) : end;
    if (block) this.braces(end);
    else this.expression(end);
    const callable: Callable = { parameters, from, to, body: block ? 'statements' : 'expression' };
    return { start: range.start, end: range.end, callable };
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
    const length = source.bytes?.length ?? source.text?.length ?? 0;
    const items = source.items ?? (this.spend(length * LETTER) ? letters(source) : undefined);
    const [name] = names;
    const plain = { ...mixed(element, [element, source]), items: [element] };
    if (items === undefined || name === undefined || names.length > 1 || items.length > 65_536) return plain;
    if (
      !this.spend(items.length * (stop - from + 1) * TOKEN) ||
      items.some((item) => item.path !== undefined)
    )
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
