/**
 * PowerShell text to a tree of tokens and bracket groups.
 *
 * An own reader rather than a grammar: tree-sitter-powershell reads 0.3 MB/s and fails on one-line functions, and
 * attackers' texts are cut off, minimised and mangled. This one is linear, never fails, and removes comments,
 * backticks and quotes, which is what "used, not mentioned" needs.
 */
import { LIMITS } from '../../layers/limits.ts';
import type { Hole, NodeKind, ScriptNode, ScriptTree } from './node.ts';
import { DASHED, MEMBER, NUMBER, OPERATORS, SYMBOL, VARIABLE, WORD } from './token-patterns.ts';
import type { QuotedText } from './quoted-text.ts';
import {
  isDoubleQuote,
  isSingleQuote,
  readDoubleQuoted,
  readHereString,
  readSingleQuoted,
} from './quoted-text.ts';

const NOTHING: readonly ScriptNode[] = [];
const NO_HOLES: readonly Hole[] = [];

interface OpenGroup {
  readonly text: string;
  readonly start: number;
  readonly spaced: boolean;
  readonly children: ScriptNode[];
}

class TreeReader {
  readonly embedded: (readonly [number, number])[] = [];
  readonly #source: string;
  readonly #stop: number;
  #at: number;
  #spaced = false;
  #children: ScriptNode[] = [];
  readonly #open: OpenGroup[] = [];

  constructor(source: string, start: number, stop: number) {
    this.#source = source;
    this.#at = start;
    this.#stop = stop;
  }

  read(): ScriptNode[] {
    while (this.#at < this.#stop) {
      const code = this.#source.charCodeAt(this.#at) | 32;
      if (code >= 97 && code <= 122) this.#name();
      else this.#step(this.#source.charAt(this.#at));
    }
    while (this.#open.length > 0) this.#close(this.#stop);
    return this.#children;
  }

  #step(character: string): void {
    switch (character) {
      case ' ':
      case '\t':
      case '\r':
      case '\u00A0':
        this.#at++;
        this.#spaced = true;
        return;
      case '\n':
        this.#newline();
        return;
      case ';':
        this.#push('separator', ';', this.#at, this.#at + 1);
        return;
      case '#':
        this.#comment();
        return;
      case '<':
        if (this.#source.charAt(this.#at + 1) === '#') this.#blockComment();
        else this.#other();
        return;
      case '(':
      case '{':
      case '[':
        this.#group(character, this.#at + 1);
        return;
      case ')':
      case '}':
      case ']':
        this.#at++;
        this.#close(this.#at);
        return;
      case '`':
        this.#backtick();
        return;
      case '@':
        this.#atSign();
        return;
      case '$':
        this.#dollar();
        return;
      default:
        if (isSingleQuote(this.#source, this.#at))
          this.#quoted(readSingleQuoted(this.#source, this.#at, this.#stop));
        else if (isDoubleQuote(this.#source, this.#at))
          this.#quoted(readDoubleQuoted(this.#source, this.#at, this.#stop));
        else this.#other();
    }
  }

  #push(kind: NodeKind, text: string, start: number, end: number, lower = ''): void {
    this.#add({ kind, text, lower, start, end, spaced: this.#spaced, children: NOTHING, holes: NO_HOLES });
    this.#at = end;
  }

  #add(node: ScriptNode): void {
    this.#children.push(node);
    this.#spaced = false;
  }

  #previous(): ScriptNode | undefined {
    return this.#children[this.#children.length - 1];
  }

  #newline(): void {
    const previous = this.#previous();
    // After an operator the statement goes on.
    const open = previous === undefined || previous.kind === 'operator' || previous.kind === 'separator';
    if (open) {
      this.#at++;
      this.#spaced = true;
    } else this.#push('separator', '\n', this.#at, this.#at + 1);
  }

  #comment(): void {
    const previous = this.#previous();
    const glued = previous?.kind === 'word' && !this.#spaced;
    const end = glued ? this.#at + 1 : this.#source.indexOf('\n', this.#at);
    this.#at = end < 0 || end > this.#stop ? this.#stop : end;
    this.#spaced = !glued;
  }

  #blockComment(): void {
    const end = this.#source.indexOf('#>', this.#at + 2);
    this.#at = end < 0 || end + 2 > this.#stop ? this.#stop : end + 2;
    this.#spaced = true;
  }

  #backtick(): void {
    const next = this.#source.charAt(this.#at + 1);
    if (next === '\r' || next === '\n' || next === ' ') {
      this.#at += next === '\r' ? 3 : 2;
      this.#spaced = true;
    } else if (next === '') this.#at++;
    else this.#other();
  }

  #group(text: string, inside: number): void {
    if (this.#open.length >= LIMITS.nesting) {
      this.#push('operator', text, this.#at, inside);
      return;
    }
    this.#open.push({ text, start: this.#at, spaced: this.#spaced, children: this.#children });
    this.#children = [];
    this.#spaced = false;
    this.#at = inside;
  }

  #close(end: number): void {
    const group = this.#open.pop();
    if (group === undefined) return;
    const { text, start, spaced } = group;
    const children = this.#children;
    this.#children = group.children;
    this.#add({ kind: 'group', text, lower: text, start, end, spaced, children, holes: NO_HOLES });
  }

  #atSign(): void {
    const next = this.#source.charAt(this.#at + 1);
    if (next === '(' || next === '{') {
      this.#group(`@${next}`, this.#at + 2);
      return;
    }
    const here =
      isSingleQuote(this.#source, this.#at + 1) || isDoubleQuote(this.#source, this.#at + 1)
        ? readHereString(this.#source, this.#at, this.#stop)
        : undefined;
    if (here !== undefined) this.#quoted(here);
    else this.#push('operator', '@', this.#at, this.#at + 1, '@');
  }

  #dollar(): void {
    if (this.#source.charAt(this.#at + 1) === '(') {
      this.#group('$(', this.#at + 2);
      return;
    }
    VARIABLE.lastIndex = this.#at;
    const found = VARIABLE.exec(this.#source)?.[0];
    if (found === undefined) {
      this.#push('operator', '$', this.#at, this.#at + 1, '$');
      return;
    }
    const name = variableName(found.slice(1));
    this.#push('variable', name, this.#at, this.#at + found.length, name);
  }

  #quoted(read: QuotedText): void {
    this.#add({
      kind: 'string',
      text: read.text,
      lower: '',
      start: this.#at,
      end: read.end,
      spaced: this.#spaced,
      children: NOTHING,
      holes: read.holes,
    });
    this.embedded.push(...read.embedded);
    this.#at = read.end;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source);
  }

  /** Something that begins with a letter: a member after a dot, else a word. */
  #name(): void {
    const previous = this.#spaced ? undefined : this.#previous();
    const member = previous?.kind === 'operator' && (previous.text === '.' || previous.text === '::');
    const found = this.#match(member ? MEMBER : WORD)?.[0];
    if (found === undefined) this.#at++;
    else this.#word(found);
  }

  #other(): void {
    const start = this.#at;
    const number = this.#match(NUMBER)?.[0];
    if (number !== undefined)
      return this.#push('number', number, start, start + number.length, number.toLowerCase());
    const dashed = this.#match(DASHED);
    if (dashed !== null) return this.#dashed(dashed[0], dashed[1] ?? '');
    const next = this.#source.charAt(start + 1);
    const path = this.#source.charAt(start) === '.' && (next === '\\' || next === '/');
    const symbol = path ? null : this.#match(SYMBOL);
    if (symbol !== null && !(symbol[0] === '/' && isWordStart(this.#previous(), this.#spaced))) {
      const text = /^[–—―]/.test(symbol[0]) ? '-' : symbol[0];
      return this.#push('operator', text, start, start + symbol[0].length, text);
    }
    this.#name();
  }

  #word(raw: string): void {
    const text = raw.includes('`') ? raw.replaceAll('`', '') : raw;
    this.#push('word', text, this.#at, this.#at + raw.length, text.toLowerCase());
  }

  /** `-bxor` is an operator wherever it stands; any other dashed name is a parameter or part of a word. */
  #dashed(raw: string, name: string): void {
    const text = name.replaceAll('`', '');
    const lower = text.toLowerCase();
    const kind = OPERATORS.has(lower) && !raw.startsWith('--') ? 'operator' : 'parameter';
    const shown = kind === 'operator' ? `-${lower}` : text;
    this.#push(kind, shown, this.#at, this.#at + raw.length, kind === 'operator' ? shown : lower);
  }
}

function isWordStart(previous: ScriptNode | undefined, spaced: boolean): boolean {
  return previous === undefined || spaced || previous.kind === 'separator';
}

/** Lower case, without braces and without a scope that names the same variable. */
export function variableName(raw: string): string {
  const name = (raw.startsWith('{') ? raw.slice(1, -1).replaceAll('`', '') : raw).toLowerCase();
  return name.replace(/^(?:script|global|local|private|variable):/, '');
}

/** Reads a script. Nesting beyond the bound is read flat. */
export function readScriptTree(source: string): ScriptTree {
  const reader = new TreeReader(source, 0, source.length);
  const nodes = reader.read();
  const embedded: ScriptNode[][] = [];
  let ranges = reader.embedded;
  for (let depth = 0; depth < LIMITS.depth && ranges.length > 0; depth++) {
    const next: (readonly [number, number])[] = [];
    for (const [start, end] of ranges) {
      const inner = new TreeReader(source, start, end);
      embedded.push(inner.read());
      next.push(...inner.embedded);
    }
    ranges = next;
  }
  return { nodes, embedded };
}
