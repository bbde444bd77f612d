/** Reads the statements of a script in the order they stand in: imports, assignments, functions, and expressions. */
import { appendText } from './constant-text.ts';
import type { Call } from './call.ts';
import { ExpressionReader } from './expression-reader.ts';
import type { CodeLanguage } from './code-language.ts';
import { readImport } from './imports.ts';
import type { Token } from '../syntax/token.ts';
import type { Value } from './value.ts';
import { isConstant, mixed, unknownAt } from './value.ts';

/** What the reader tells of a script. */
export interface ScriptObserver {
  /** A call; gives its value. */
  readonly call: (call: Call, apply: (callable: Value, args: readonly Value[]) => Value) => Value;
  /** A call of a function that the script itself defines; gives its value where more is known of it than its text. */
  readonly own: (call: Call) => Value | undefined;
  /** A name that no variable was given, or a member of such. */
  readonly path: (value: Value, name: string) => Value;
  readonly command: (value: Value) => Value;
  /** `whole`: its names may be used without it. */
  readonly imported: (path: string, token: Token, whole: boolean) => void;
  /** `cipher.key = value`. */
  readonly member: (target: Value, value: Value) => void;
}

const ASSIGNMENT = /^(?:[-+*/%.|&^]|\*\*|<<|>>|\?\?|\|\||:)?=$/;
/** Calls of the script's own functions that are followed inside of each other, and tokens read again for all. */
const MOST_NESTED_CALLS = 4;
const MOST_REPLAYED = 40_000;
/** Tokens of one function that are read again for a call. */
const LONGEST_FUNCTION = 400;

export class ScriptReader extends ExpressionReader {
  readonly #observer: ScriptObserver;
  #returned: Value | undefined;
  #callDepth = 0;
  #replayLeft = MOST_REPLAYED;

  constructor(
    tokens: readonly Token[],
    language: CodeLanguage,
    spend: (steps: number) => boolean,
    observer: ScriptObserver,
  ) {
    super(tokens, language, spend);
    this.#observer = observer;
  }

  /** What the variables hold at the end. */
  get values(): ReadonlyMap<string, Value> {
    return this.variables;
  }

  read(): void {
    this.at = 0;
    while (this.at < this.tokens.length) this.readStatements(this.tokens.length);
  }

  /** Reads one statement; always moves on. */
  protected readStatements(end: number): void {
    const before = this.at;
    const token = this.token();
    if (token.kind === 'break' || (token.kind === 'symbol' && /^[,:)\]}]$/.test(token.text))) {
      this.at++;
      return;
    }
    const imported = readImport(this.tokens, this.at, end, this.language.imports);
    if (imported !== undefined) {
      for (const { name, path, token: place, whole } of imported.bindings) {
        const canonical = this.canonical(path);
        if (name !== undefined)
          this.variables.set(name, { path: canonical, start: place.start, end: place.end });
        this.#observer.imported(canonical, place, whole === true);
      }
      this.at = imported.end;
      return;
    }
    if (token.kind === 'name' && token.text === 'return') {
      this.at++;
      this.#returned ??= this.expression(end);
      return;
    }
    this.#assignment(end);
    if (this.at === before) this.at++;
  }

  #assignment(end: number): void {
    const targets = [this.expression(end)];
    // `a, b = ...`
    while (this.isSymbol(',') && this.at + 1 < end && targets.length < 16) {
      this.at++;
      targets.push(this.expression(end));
    }
    // `name: type = ...`
    if (this.isSymbol(':') && this.token(this.at + 1).kind === 'name' && this.isSymbol('=', this.at + 2))
      this.at += 2;
    if (
      this.token().kind === 'name' &&
      this.token().text === 'as' &&
      this.token(this.at + 1).kind === 'name'
    ) {
      const [value] = targets;
      if (value !== undefined) this.variables.set(this.token(this.at + 1).text, value);
      this.at += 2;
      return;
    }
    const operator = this.token();
    if (operator.kind !== 'symbol' || !ASSIGNMENT.test(operator.text) || this.at >= end) return;
    this.at++;
    if (this.token().kind === 'break' && this.token().text === '\n') this.at++;
    const values: Value[] = [];
    do {
      if (values.length > 0) this.at++;
      values.push(this.#value(end));
    } while (this.isSymbol(',') && this.at + 1 < end && values.length < 256);
    this.#assign(targets, values, operator.text);
  }

  /** `a = b = value`: the value goes to each. */
  #value(end: number): Value {
    const chain: Value[] = [];
    let value = this.expression(end);
    while (this.isSymbol('=') && this.at < end) {
      this.at++;
      chain.push(value);
      value = this.expression(end);
    }
    for (const target of chain) this.#bind(target, value);
    return value;
  }

  #assign(targets: readonly Value[], values: readonly Value[], operator: string): void {
    const [only] = values;
    if (only === undefined) return;
    const [target] = targets;
    if (targets.length === 1 && target !== undefined) {
      // `x = a, b` is a list.
      const value =
        values.length > 1 && this.language.comprehensions === true
          ? { ...mixed(only, values), items: values }
          : only;
      if (operator === '+=' || operator === '.=' || operator === '<<=') this.#append(target, value);
      else if (operator === '=' || operator === ':=' || operator === '||=' || operator === '??=')
        this.#bind(target, value);
      else this.#bind(target, mixed(value, [target, value]));
      return;
    }
    for (const [index, place] of targets.entries())
      this.#bind(
        place,
        values.length > 1 ? (values[index] ?? only) : (only.items?.[index] ?? mixed(only, [only])),
      );
  }

  #append(target: Value, value: Value): void {
    const texts = target.text !== undefined && (value.text !== undefined || value.number === undefined);
    const stretch = { start: target.start, end: Math.max(target.end, value.end) };
    const whole =
      texts && this.spend((value.text?.length ?? 8) + 8) ? appendText(stretch, target, value) : undefined;
    const items =
      target.items !== undefined && value.items !== undefined ? [...target.items, ...value.items] : undefined;
    const range = { start: target.start, end: Math.max(target.end, target.start) };
    if (items !== undefined && this.spend(items.length)) this.#bind(target, { ...range, items });
    else this.#bind(target, whole ?? mixed(range, [target, value]));
  }

  #bind(target: Value, value: Value): void {
    if (target.place !== undefined) {
      if (target.owner !== undefined || /\.\w+$/.test(target.place)) this.#observer.member(target, value);
      if (this.variables.size < 20_000) this.variables.set(target.place, value);
      return;
    }
    // `{ a, b: c } = ...` and `[a, b] = ...`
    for (const [name, place] of target.members ?? []) {
      const found = value.members?.get(name);
      const path = `${value.path ?? ''}.${name}`;
      const variable = place.place ?? name;
      this.variables.set(variable, found ?? this.readPath({ ...mixed(value, [value]), path }, name));
    }
    for (const [index, place] of (target.items ?? []).entries())
      if (place.place !== undefined)
        this.variables.set(place.place, value.items?.[index] ?? mixed(value, [value]));
  }

  protected readFunction(end: number): Value | undefined {
    const start = this.token();
    let at = this.at + 1;
    const name = this.token(at).kind === 'name' ? this.token(at).text : undefined;
    if (name !== undefined) at++;
    if (this.token(at).text === '*') at++;
    let parameters: string[] = [];
    if (this.isSymbol('(', at)) {
      const close = this.closing(at, end);
      parameters = this.parameters(at + 1, close);
      at = close + 1;
    } else if (start.text === 'lambda') {
      // Python's, without brackets.
      let colon = at - (name === undefined ? 0 : 1);
      const from = colon;
      while (colon < end && !this.isSymbol(':', colon) && this.token(colon).kind !== 'break') colon++;
      parameters = this.parameters(from, colon);
      at = colon + 1;
      const value = {
        start: start.start,
        end: this.token(colon).end,
        callable: { parameters, from: at, to: end, body: 'expression' as const },
      };
      this.at = at;
      this.expression(end);
      return value;
    } else if (name === undefined && !this.isSymbol('{', at)) return undefined;
    if (this.isSymbol('->', at))
      while (at < end && this.token(at).kind !== 'break' && !/^[:{]$/.test(this.token(at).text)) at++;
    this.at = at;
    const arrow = this.isSymbol('=>', at);
    const block = this.isSymbol('{', at);
    const from = at + (block || arrow || this.isSymbol(':', at) ? 1 : 0);
    const to = Math.min(block ? this.closing(at, end) : end, from + LONGEST_FUNCTION);
    const value: Value = {
      start: start.start,
      end: start.end,
      callable: { parameters, from, to, body: arrow ? 'expression' : 'statements' },
    };
    if (name !== undefined) this.variables.set(name, value);
    if (block) {
      const returned = this.#returned;
      this.expression(this.closing(at, end) + 1, 9);
      this.#returned = returned;
    }
    return value;
  }

  /** The value of a call of a function of the script: its text is read again with the arguments in place. */
  readonly #apply = (value: Value, args: readonly Value[]): Value => {
    const { callable } = value;
    // Without a constant the call says no more than the function itself did.
    const telling = args.length === 0 || args.some((arg) => arg.path === undefined && isConstant(arg));
    const length = callable === undefined ? 0 : Math.min(callable.to - callable.from, LONGEST_FUNCTION);
    if (
      callable === undefined ||
      !telling ||
      this.#callDepth >= MOST_NESTED_CALLS ||
      this.#replayLeft < length
    )
      return mixed(value, args);
    this.#replayLeft -= length + 8;
    const { at, nesting } = this;
    const returned = this.#returned;
    const before = callable.parameters.map((name) => [name, this.variables.get(name)] as const);
    for (const [index, name] of callable.parameters.entries())
      this.variables.set(name, args[index] ?? { ...unknownAt(value), place: name });
    this.#callDepth++;
    this.#returned = undefined;
    this.at = callable.from;
    let result: Value | undefined;
    if (callable.body === 'expression') result = this.expression(callable.to);
    else {
      while (this.at < callable.to && this.#returned === undefined) {
        // The next function begins here.
        if (this.isFunctionWord(this.token()) && this.token(this.at - 1).kind === 'break') break;
        this.readStatements(callable.to);
      }
      result = this.#returned;
    }
    this.#callDepth--;
    this.#returned = returned;
    this.at = at;
    this.nesting = nesting;
    for (const [name, old] of before) {
      if (old === undefined) this.variables.delete(name);
      else this.variables.set(name, old);
    }
    return result === undefined ? mixed(value, args) : { ...result, place: undefined };
  };

  protected readCall(call: Call): Value {
    if (call.callee.callable !== undefined) {
      const { place } = call.callee;
      const name = place?.slice(place.lastIndexOf('.') + 1) ?? '';
      const known = place === undefined ? undefined : this.#observer.own({ ...call, path: place, name });
      const value = this.#apply(call.callee, call.args);
      return known ?? value;
    }
    return this.#observer.call(call, this.#apply);
  }

  protected readPath(value: Value, name: string): Value {
    return this.#observer.path(value, name);
  }

  protected readCommand(value: Value): Value {
    return this.#observer.command(value);
  }
}
