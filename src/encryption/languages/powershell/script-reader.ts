/** Statements, pipelines and commands of a PowerShell script, in the order they stand. */
import { LIMITS } from '../../layers/limits.ts';
import { CommandAliases, foundCommand } from './command-aliases.ts';
import type { Constant } from './constant.ts';
import { asList, asText, isTrue, sizeOf } from './constant.ts';
import { ExpressionReader } from './expression-reader.ts';
import type { NodeCursor } from './node-cursor.ts';
import { countNodes, isGroup, isOperator, peek } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';
import type { CommandArgument, ScriptObserver, Stretch } from './script-observer.ts';
import { listArguments, tableArguments } from './splatted.ts';
import { assignmentOperator, isBetweenBlocks, KEYWORDS } from './statement-shape.ts';

const FOREACH = new Set(['foreach', 'foreach-object', '%']);
const WHERE = new Set(['where', 'where-object', '?']);
const SILENT: ScriptObserver = {
  type: () => undefined,
  member: () => undefined,
  command: () => undefined,
  property: () => undefined,
  variable: () => undefined,
  decoded: () => undefined,
  inFunction: () => undefined,
};

interface Assignment {
  readonly start: number;
  readonly operator: number;
}

/** A block longer than this is not a decoder that is worth running over a list. */
const MAX_DECODER_NODES = 40;
const MAX_TABLES = 256;
/** Steps that one splatted argument is worth: it is passed on and kept. */
const SPLAT_WORK = 16;

export class ScriptReader {
  readonly #observer: ScriptObserver;
  readonly #expressions: ExpressionReader;
  readonly #spend: (steps: number) => boolean;
  readonly #aliases = new CommandAliases();
  /** Variables that hold a table. */
  readonly #tables = new Map<string, ScriptNode>();

  constructor(observer: ScriptObserver, spend: (steps: number) => boolean) {
    this.#observer = observer;
    this.#spend = spend;
    this.#expressions = new ExpressionReader(observer, (children) => this.readStatements(children), spend);
  }

  /** Value of the last statement, if it is constant. */
  readStatements(nodes: readonly ScriptNode[]): Constant | undefined {
    let value: Constant | undefined;
    let from = 0;
    for (let index = 0; index <= nodes.length; index++) {
      const ends = index === nodes.length || nodes[index]?.kind === 'separator';
      if (!ends) continue;
      if (index > from) value = this.#statement(nodes, from, index);
      from = index + 1;
    }
    return value;
  }

  /** One statement; on one line there may be several after blocks (`if (a) {b} c`). Loops, never recurses, over them. */
  #statement(nodes: readonly ScriptNode[], start: number, end: number): Constant | undefined {
    let at = start;
    const targets: Assignment[] = [];
    while (at < end) {
      const first = nodes[at];
      if (first?.kind === 'word' && KEYWORDS.has(first.lower)) {
        at = this.#keyword(nodes, at, end);
        continue;
      }
      const operator = assignmentOperator(nodes, at, end);
      if (operator < 0) {
        const value = this.#pipeline(nodes, at, end);
        for (const target of targets.reverse()) this.#assign(nodes, target, value, end);
        return value;
      }
      const left: NodeCursor = { nodes, at, end: operator };
      while (left.at < operator) this.#expressions.read(left);
      targets.push({ start: at, operator });
      at = operator + 1;
    }
    for (const target of targets) this.#assign(nodes, target, undefined, end);
    return undefined;
  }

  /** Reads a keyword with its brackets and blocks; gives the place of what follows them. */
  #keyword(nodes: readonly ScriptNode[], start: number, end: number): number {
    const keyword = nodes[start]?.lower ?? '';
    const defines = keyword === 'function' || keyword === 'filter' || keyword === 'workflow';
    let at = start + 1;
    if (defines) {
      this.#observer.inFunction(nodes[at]?.lower ?? '');
      at++;
    }
    let block = false;
    for (; at < end; at++) {
      const node = nodes[at];
      if (node?.kind !== 'group') {
        if (block || !isBetweenBlocks(node)) break;
        continue;
      }
      // A bracket after the block belongs to the next statement.
      if (block && node.text !== '{') break;
      if (keyword === 'foreach' && node.text === '(') this.#forgetLoopVariable(node);
      if (keyword === 'return' && node.text !== '{') break;
      this.readStatements(node.children);
      block = node.text === '{';
    }
    if (defines) this.#observer.inFunction(undefined);
    return at;
  }

  #forgetLoopVariable(group: ScriptNode): void {
    const variable = group.children[0];
    if (variable?.kind === 'variable') this.#expressions.variables.delete(variable.lower);
  }

  #assign(
    nodes: readonly ScriptNode[],
    { start, operator }: Assignment,
    value: Constant | undefined,
    end: number,
  ): void {
    const right: Stretch = {
      start: nodes[operator + 1]?.start ?? nodes[operator]?.end ?? 0,
      end: nodes[end - 1]?.end ?? 0,
    };
    const target = nodes[operator - 1];
    const single = operator - start === 1 || (operator - start === 2 && isGroup(nodes[start], '['));
    const sign = nodes[operator]?.text;
    if (single && target?.kind === 'variable') {
      const table = nodes[operator + 1];
      if (isGroup(table, '@{') && this.#tables.size < MAX_TABLES) this.#tables.set(target.lower, table);
      else this.#tables.delete(target.lower);
      const before = this.#expressions.variables.get(target.lower);
      const known = sign === '+=' ? this.#append(before, value) : sign === '=' ? value : undefined;
      this.#remember(target.lower, known);
      this.#observer.variable(target.lower, value, right);
      return;
    }
    const first = nodes[start] ?? target;
    if (first === undefined) return;
    const name = target?.kind === 'word' ? target.lower : '';
    this.#observer.property({ name, value, right, start: first.start, end: right.end });
  }

  #append(before: Constant | undefined, value: Constant | undefined): Constant | undefined {
    if (before === undefined || value === undefined || !this.#spend(1)) return undefined;
    if (typeof before === 'string' && typeof value === 'string') {
      return before.length + value.length > LIMITS.totalText ? undefined : before + value;
    }
    const list = [...asList(before), ...asList(value)];
    return typeof before === 'object' && this.#spend(list.length) ? list : undefined;
  }

  #remember(name: string, value: Constant | undefined): void {
    if (value === undefined) this.#expressions.variables.delete(name);
    else this.#expressions.variables.set(name, value);
  }

  #pipeline(nodes: readonly ScriptNode[], start: number, end: number): Constant | undefined {
    let value: Constant | undefined;
    let from = start;
    let previous: Stretch | undefined;
    for (let index = start; index <= end; index++) {
      const node = nodes[index];
      if (index < end && !isOperator(node, '|', '||', '&&')) continue;
      if (index > from) {
        value = this.#segment(nodes, from, index, previous === undefined ? undefined : value, previous);
        previous = { start: nodes[start]?.start ?? 0, end: nodes[index - 1]?.end ?? 0 };
      }
      if (node?.text !== '|') previous = undefined;
      from = index + 1;
    }
    return value;
  }

  #segment(
    nodes: readonly ScriptNode[],
    start: number,
    end: number,
    input: Constant | undefined,
    inputStretch: Stretch | undefined,
  ): Constant | undefined {
    const first = nodes[start];
    if (first === undefined) return undefined;
    const cursor: NodeCursor = { nodes, at: start, end };
    const piped = inputStretch !== undefined;
    if (first.kind === 'word' || (piped && isOperator(first, '%', '?'))) {
      cursor.at++;
      return this.#command(cursor, first.lower === '' ? first.text : first.lower, start, input, inputStretch);
    }
    if (isOperator(first, '&', '.')) {
      cursor.at++;
      const called = peek(cursor);
      const name =
        called?.kind === 'word' ? (cursor.at++, called.text) : this.#expressions.readArgument(cursor);
      const text = asText(name);
      return this.#command(cursor, text === undefined ? '' : text.toLowerCase(), start, input, inputStretch);
    }
    let value: Constant | undefined;
    while (cursor.at < end) {
      const before = cursor.at;
      const read = this.#expressions.read(cursor);
      value = before === start ? read : undefined;
    }
    return value;
  }

  #command(
    cursor: NodeCursor,
    called: string,
    start: number,
    input: Constant | undefined,
    inputStretch: Stretch | undefined,
  ): Constant | undefined {
    const name = this.#aliases.resolve(called);
    const given: CommandArgument[] = [];
    const decoder = FOREACH.has(name) || WHERE.has(name) ? peek(cursor) : undefined;
    while (cursor.at < cursor.end) given.push(...(this.#splatted(cursor) ?? [this.#argument(cursor)]));
    const nodes = cursor.nodes.slice(start, cursor.end);
    this.#aliases.note(name, given);
    const place = { start: nodes[0]?.start ?? 0, end: nodes[nodes.length - 1]?.end ?? 0 };
    this.#observer.command({ name, given, input, inputStretch, nodes, ...place });
    if (name === 'gcm' || name === 'get-command') return foundCommand(given, nodes.slice(1));
    if (!isGroup(decoder, '{') || input === undefined) return undefined;
    const results = this.#decodeEach(decoder, input);
    if (!WHERE.has(name) || results === undefined) return results;
    return asList(input).filter((_, index) => isTrue(results[index]));
  }

  /** `@name`: the arguments the variable holds. */
  #splatted(cursor: NodeCursor): CommandArgument[] | undefined {
    const sign = peek(cursor);
    const name = peek(cursor, 1);
    if (!isOperator(sign, '@') || name === undefined || name.spaced) return undefined;
    const table = this.#tables.get(name.lower);
    const list = this.#expressions.variables.get(name.lower);
    if (table === undefined && list === undefined) return undefined;
    if (!this.#spend(SPLAT_WORK * (table?.children.length ?? sizeOf(list)))) return undefined;
    cursor.at += 2;
    if (table === undefined) return listArguments(list ?? [], sign);
    return tableArguments(table, (value) => new ScriptReader(SILENT, this.#spend).readStatements(value));
  }

  #argument(cursor: NodeCursor): CommandArgument {
    const node = peek(cursor);
    const start = node?.start ?? 0;
    if (node?.kind !== 'parameter') {
      const value = this.#expressions.readArgument(cursor);
      return {
        parameter: undefined,
        value,
        hasValue: true,
        start,
        end: cursor.nodes[cursor.at - 1]?.end ?? start,
      };
    }
    cursor.at++;
    if (peek(cursor)?.text === ':') cursor.at++;
    const next = peek(cursor);
    const hasValue = next !== undefined && next.kind !== 'parameter';
    // A list after a switch is read as its value; who asks for the switch does not mind.
    const value = hasValue ? this.#expressions.readArgument(cursor) : undefined;
    return {
      parameter: node.lower,
      value,
      hasValue,
      start,
      end: cursor.nodes[cursor.at - 1]?.end ?? node.end,
    };
  }

  /** `list | % { [char]$_ }`: runs the block's constants over the list; anything else in it gives `undefined`. */
  #decodeEach(block: ScriptNode, input: Constant): Constant[] | undefined {
    const items = asList(input);
    const size = countNodes(block, MAX_DECODER_NODES);
    if (size >= MAX_DECODER_NODES || !this.#spend(items.length * size)) return undefined;
    const quiet = new ScriptReader(SILENT, this.#spend);
    const results: Constant[] = [];
    for (const item of items) {
      quiet.#expressions.variables.set('_', item);
      const result = quiet.readStatements(block.children);
      if (result === undefined) return undefined;
      results.push(result);
    }
    return results;
  }
}
