/** Expressions: folds what is constant and tells the observer what is used. Every node is read once. */
import { LIMITS } from '../../layers/limits.ts';
import type { Constant } from './constant.ts';
import { allKnown, asList, asText, literalNumber, MAX_ITEMS, sizeOf } from './constant.ts';
import { applyMethod, applyStaticMethod } from './fold-method.ts';
import { applyBinary, applyCast, applyIndex, join, split } from './fold-operator.ts';
import { KNOWN_VARIABLES } from './known-variables.ts';
import { newTarget, takeTarget } from './member-target.ts';
import type { MemberTarget } from './member-target.ts';
import type { NodeCursor } from './node-cursor.ts';
import { isGroup, isOperator, peek, typeName } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';
import { strengthOf } from './operator-strength.ts';
import type { ScriptObserver } from './script-observer.ts';

const PREFIX = new Set([
  '-join',
  '-split',
  '-csplit',
  '-isplit',
  '-bnot',
  '-not',
  '!',
  '-',
  '+',
  '++',
  '--',
  ',',
]);

/** Reads what stands in brackets as statements; the script reader does that. */
export type GroupReader = (children: readonly ScriptNode[]) => Constant | undefined;

export class ExpressionReader {
  readonly variables = new Map<string, Constant>();
  readonly #observer: ScriptObserver;
  readonly #readGroup: GroupReader;
  readonly #spend: (steps: number) => boolean;

  constructor(observer: ScriptObserver, readGroup: GroupReader, spend: (steps: number) => boolean) {
    this.#observer = observer;
    this.#readGroup = readGroup;
    this.#spend = spend;
  }

  /** Reads one expression; moves on by at least one node. */
  read(cursor: NodeCursor): Constant | undefined {
    const before = cursor.at;
    const value = this.#binary(cursor, 2);
    if (cursor.at === before) cursor.at++;
    return value;
  }

  /** One argument of a command: a value with its members and indexes, or a list of those; words are texts. */
  readArgument(cursor: NodeCursor): Constant | undefined {
    const first = this.#argumentItem(cursor);
    if (!isOperator(peek(cursor), ',')) return first;
    const items = [first];
    while (isOperator(peek(cursor), ',')) {
      cursor.at++;
      items.push(this.#argumentItem(cursor));
    }
    return allKnown(items);
  }

  #argumentItem(cursor: NodeCursor): Constant | undefined {
    const node = peek(cursor);
    if (node?.kind === 'word') {
      cursor.at++;
      return node.text;
    }
    const before = cursor.at;
    const value = this.#unary(cursor);
    if (cursor.at === before) cursor.at++;
    return value;
  }

  #binary(cursor: NodeCursor, least: number): Constant | undefined {
    let left = this.#unary(cursor);
    for (;;) {
      const operator = peek(cursor);
      if (operator?.kind !== 'operator') return left;
      const strength = strengthOf(operator);
      if (strength < least) return left;
      if (operator.text === ',') {
        left = this.#list(cursor, left);
        continue;
      }
      cursor.at++;
      const right = this.#binary(cursor, strength + 1);
      left = this.#apply(operator.text, left, right);
    }
  }

  #apply(operator: string, left: Constant | undefined, right: Constant | undefined): Constant | undefined {
    if (left === undefined || right === undefined) return undefined;
    if (!this.#spend(1 + sizeOf(left) + sizeOf(right))) return undefined;
    const result = applyBinary(operator, left, right);
    // A range is long without having cost anything so far.
    return this.#spend(sizeOf(result)) ? result : undefined;
  }

  #list(cursor: NodeCursor, first: Constant | undefined): Constant | undefined {
    const items = [first];
    let known = first !== undefined;
    while (isOperator(peek(cursor), ',')) {
      cursor.at++;
      const item = this.#unary(cursor);
      if (item === undefined || items.length >= MAX_ITEMS) known = false;
      if (known) items.push(item);
    }
    return known ? allKnown(items) : undefined;
  }

  /** Prefix operators and casts are collected and applied from the inside out, without recursion. */
  #unary(cursor: NodeCursor): Constant | undefined {
    const prefixes: ScriptNode[] = [];
    for (let node = peek(cursor); node !== undefined; node = peek(cursor)) {
      const cast = isGroup(node, '[') && !isOperator(peek(cursor, 1), '::');
      if (!cast && !(node.kind === 'operator' && PREFIX.has(node.text))) break;
      prefixes.push(node);
      cursor.at++;
    }
    let value = this.#postfix(cursor);
    for (let index = prefixes.length - 1; index >= 0; index--) {
      const prefix = prefixes[index];
      if (prefix !== undefined) value = this.#prefix(prefix, value);
    }
    return value;
  }

  #prefix(prefix: ScriptNode, value: Constant | undefined): Constant | undefined {
    if (prefix.kind === 'group') {
      const name = typeName(prefix);
      if (name === undefined) {
        this.#readGroup(prefix.children);
        return undefined;
      }
      const target =
        (name === 'type' || name === 'reflection.typeinfo') && typeof value === 'string' ? value : undefined;
      this.#observer.type(target ?? name, prefix);
      return value !== undefined && this.#spend(sizeOf(value)) ? applyCast(name, value) : undefined;
    }
    if (value === undefined || !this.#spend(sizeOf(value))) return undefined;
    if (prefix.text === '-join') return join(value, '');
    if (prefix.text.endsWith('split')) return split(value, undefined);
    if (prefix.text === '-') return typeof value === 'number' ? -value : undefined;
    if (prefix.text === ',') return [value];
    return prefix.text === '+' ? value : undefined;
  }

  #postfix(cursor: NodeCursor): Constant | undefined {
    const first = peek(cursor);
    if (first === undefined) return undefined;
    const target = newTarget();
    if (!this.#primary(cursor, first, target)) return undefined;
    for (let node = peek(cursor); node !== undefined && !node.spaced; node = peek(cursor)) {
      if (isGroup(node, '[')) {
        cursor.at++;
        const index = this.#readGroup(node.children);
        target.value = this.#index(target.value, index);
        target.variable = undefined;
        target.type = undefined;
      } else if (isOperator(node, '.', '::') && peek(cursor, 1) !== undefined)
        this.#member(cursor, first, target);
      else if (isOperator(node, '++', '--')) {
        cursor.at++;
        target.value = undefined;
      } else break;
    }
    return target.value;
  }

  #primary(cursor: NodeCursor, node: ScriptNode, target: MemberTarget): boolean {
    switch (node.kind) {
      case 'string':
        target.value = this.#expand(node);
        break;
      case 'number':
        target.value = literalNumber(node.lower);
        break;
      case 'variable':
        target.variable = node.lower;
        target.value = this.variables.get(node.lower) ?? KNOWN_VARIABLES.get(node.lower);
        break;
      case 'group':
        if (node.text === '[') {
          target.type = typeName(node);
          if (target.type !== undefined) this.#observer.type(target.type, node);
        } else {
          const value = this.#readGroup(node.children);
          if (node.text === '(' || node.text === '$(') target.value = value;
          else if (node.text === '@(' && value !== undefined) target.value = asList(value);
        }
        break;
      default:
        return false;
    }
    cursor.at++;
    return true;
  }

  #expand(node: ScriptNode): Constant | undefined {
    if (node.holes === undefined) return undefined;
    if (node.holes.length === 0) return node.text;
    let text = '';
    let from = 0;
    for (const hole of node.holes) {
      const name = hole.name.toLowerCase().replace(/^(?:script|global|local|private):/, '');
      const value = asText(this.variables.get(name));
      if (value === undefined || text.length + value.length > LIMITS.totalText) return undefined;
      text += node.text.slice(from, hole.start) + value;
      from = hole.end;
    }
    return this.#spend(text.length) ? text + node.text.slice(from) : undefined;
  }

  #index(value: Constant | undefined, index: Constant | undefined): Constant | undefined {
    if (value === undefined || index === undefined || !this.#spend(sizeOf(index))) return undefined;
    return applyIndex(value, index);
  }

  #member(cursor: NodeCursor, first: ScriptNode, target: MemberTarget): void {
    const dynamic = peek(cursor, 1);
    cursor.at += 2;
    const name = dynamic === undefined ? undefined : this.#memberName(dynamic);
    const call = peek(cursor);
    const called = isGroup(call, '(') && !call.spaced;
    let given: (Constant | undefined)[] = [];
    if (called) {
      cursor.at++;
      given = this.#given(call.children);
    }
    const last = cursor.nodes[cursor.at - 1] ?? first;
    const before = takeTarget(target);
    // `[Convert]::('From' + 'Base64String').Invoke('...')`.
    const indirect = called && name === 'invoke' ? before.method : undefined;
    const { type, variable, value, property } = indirect ?? before;
    if (name === undefined) return;
    const method = indirect?.name ?? name;
    this.#observer.member({ name: method, type, variable, called, given, start: first.start, end: last.end });
    if (called && type === 'array' && method === 'reverse') this.#reverse(call.children[0]);
    if (!called) target.method = { type, variable, value, property, name };
    if (called) this.#fold(target, type, method, given, value, property, first.start, last.end);
    else if (type !== undefined) target.property = name;
    else if ((name === 'length' || name === 'count') && value !== undefined) target.value = sizeOf(value);
    // A match of `[regex]::Matches` is folded to its text.
    else if (name === 'value' && typeof value === 'string') target.value = value;
    // `$array.Reverse` and other properties are not constants.
  }

  #fold(
    target: MemberTarget,
    type: string | undefined,
    name: string,
    given: readonly (Constant | undefined)[],
    value: Constant | undefined,
    property: string | undefined,
    start: number,
    end: number,
  ): void {
    let work = sizeOf(value);
    for (const item of given) work += sizeOf(item);
    if (!this.#spend(work)) return;
    target.value =
      type === undefined ? applyMethod(value, name, given, property) : applyStaticMethod(type, name, given);
    if (target.value === undefined) return;
    if (name === 'frombase64string') this.#observer.decoded('base64', target.value, { start, end });
    else if (name === 'getstring') this.#observer.decoded('text', target.value, { start, end });
  }

  /** `[array]::Reverse($list)` changes the list itself. */
  #reverse(node: ScriptNode | undefined): void {
    const value = node?.kind === 'variable' ? this.variables.get(node.lower) : undefined;
    if (node === undefined || value === undefined || !this.#spend(sizeOf(value))) return;
    this.variables.set(node.lower, [...asList(value)].reverse());
  }

  #memberName(node: ScriptNode): string | undefined {
    if (node.kind === 'word') return node.lower;
    if (node.kind === 'string') return asText(this.#expand(node))?.toLowerCase();
    if (node.kind === 'variable') return asText(this.variables.get(node.lower))?.toLowerCase();
    return isGroup(node, '(') ? asText(this.#readGroup(node.children))?.toLowerCase() : undefined;
  }

  /** Arguments of a method call: the bracket's parts between commas. */
  #given(children: readonly ScriptNode[]): (Constant | undefined)[] {
    const given: (Constant | undefined)[] = [];
    let from = 0;
    for (let index = 0; index <= children.length; index++) {
      if (index < children.length && !isOperator(children[index], ',')) continue;
      if (index > from)
        given.push(
          this.#readGroup(from === 0 && index === children.length ? children : children.slice(from, index)),
        );
      from = index + 1;
    }
    return given;
  }
}
