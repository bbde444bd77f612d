/** Where a reader of a script stands, and what it is told of the language. */
import { JOIN } from '../syntax/token.ts';
import type { Token } from '../syntax/token.ts';
import type { Call } from './call.ts';
import type { CodeLanguage } from './code-language.ts';
import type { Value } from './value.ts';

const NOTHING: Token = { kind: 'break', text: '', start: 0, end: 0, spaced: false, close: -1 };

export abstract class TokenReader {
  protected at = 0;
  protected readonly tokens: readonly Token[];
  protected readonly language: CodeLanguage;
  protected readonly variables: Map<string, Value> = new Map();
  protected readonly spend: (steps: number) => boolean;
  protected readonly memberMarks: ReadonlySet<string>;
  protected readonly joinMarks: ReadonlySet<string>;
  protected readonly operatorWords: ReadonlySet<string>;
  /** `undefined`: any name may be called without brackets. */
  protected readonly bareCalls: ReadonlySet<string> | undefined;
  readonly #words: ReadonlySet<string>;
  readonly #functions: ReadonlySet<string>;
  readonly #globals: ReadonlySet<string>;

  constructor(tokens: readonly Token[], language: CodeLanguage, spend: (steps: number) => boolean) {
    this.tokens = tokens;
    this.language = language;
    this.spend = spend;
    this.memberMarks = new Set(language.members);
    this.joinMarks = new Set([...language.joins, JOIN]);
    this.operatorWords = new Set(language.operators);
    this.bareCalls = language.bareCalls === 'any' ? undefined : new Set(language.bareCalls);
    this.#words = new Set(language.words);
    this.#functions = new Set(language.functions);
    this.#globals = new Set(language.globals);
  }

  /** Reads an expression of operators at least as strong as `least`, up to token `end`. */
  protected abstract expression(end: number, least?: number): Value;
  /** Reads statements up to token `end`. */
  protected abstract readStatements(end: number): void;
  /** What a call gives. */
  protected abstract readCall(call: Call): Value;
  /** What a name or member stands for that no variable was given; `name` is its last part. */
  protected abstract readPath(value: Value, name: string): Value;
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

  protected isGlobal(token: Token): boolean {
    return this.#globals.has(token.text);
  }

  /** The name a thing is known by in the vocabulary. */
  protected canonical(name: string): string {
    return this.language.canonical?.(name) ?? name;
  }

  /** Where the bracket at `at` is closed, or `end`. */
  protected closing(at: number, end: number): number {
    const { close } = this.token(at);
    return close < 0 || close > end ? end : close;
  }

  /** Where the text of the bracket closed by token `close` ends. */
  protected endOf(close: number): number {
    return this.token(Math.min(close, this.tokens.length - 1)).end;
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
}
