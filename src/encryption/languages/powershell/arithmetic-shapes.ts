/**
 * Ciphers written out by hand, which name no class: RC4 and the repeating-key XOR. They are known by what is done to
 * which array, not by names, so that minimising and renaming change nothing.
 */
import { isGroup, isOperator } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';
import type { Stretch } from './script-observer.ts';

/** Where it stands, and the variable that holds the key. */
interface KeyedStretch extends Stretch {
  readonly key: string | undefined;
}

export interface ArithmeticShapes {
  /** Span of the key schedule and, if it is there, the generator. */
  readonly rc4: (KeyedStretch & { readonly complete: boolean }) | undefined;
  readonly xor: KeyedStretch | undefined;
}

interface Sightings {
  /** Arrays of which two elements are exchanged, with the place. */
  readonly swapped: Map<string, Stretch>;
  /** Arrays an element of which is an operand of -bxor. */
  readonly mixed: Map<string, Stretch>;
  /** Arrays whose index is taken modulo something other than 256: a key that is repeated. */
  readonly repeated: Map<string, Stretch>;
  /** Variables that were given a value modulo something. */
  readonly wrapped: Set<string>;
  modulo256: number;
}

/** `$S[...]`: the variable's name if this node is an array whose index follows. */
function indexed(nodes: readonly ScriptNode[], at: number): { name: string; index: ScriptNode } | undefined {
  const variable = nodes[at];
  const index = nodes[at + 1];
  if (variable?.kind !== 'variable' || !isGroup(index, '[') || index.spaced) return undefined;
  return { name: variable.lower, index };
}

function is256(node: ScriptNode | undefined): boolean {
  return node?.kind === 'number' && (Number(node.lower) === 256 || Number(node.lower) === 255);
}

/** Names of arrays one side of an assignment consists of; `undefined` if anything else stands there. */
function onlyElements(nodes: readonly ScriptNode[], from: number, to: number): string[] | undefined {
  const names: string[] = [];
  for (let at = from; at < to; at++) {
    const element = indexed(nodes, at);
    if (element !== undefined) {
      names.push(element.name);
      at++;
    } else if (!isOperator(nodes[at], ',') && !isGroup(nodes[at], '[')) return undefined;
  }
  return names.length > 0 ? names : undefined;
}

function noteStatement(nodes: readonly ScriptNode[], from: number, to: number, seen: Sightings): void {
  let equals = -1;
  for (let at = from; at < to && equals < 0; at++) if (isOperator(nodes[at], '=')) equals = at;
  if (equals < 0) return;
  const left = onlyElements(nodes, from, equals);
  const right = onlyElements(nodes, equals + 1, to);
  const shared = left?.find((name) => right?.includes(name) === true);
  const first = nodes[from];
  const last = nodes[to - 1];
  if (shared !== undefined && first !== undefined && last !== undefined && !seen.swapped.has(shared))
    seen.swapped.set(shared, { start: first.start, end: last.end });
  const target = nodes[equals - 1];
  if (equals - from > 2 || target?.kind !== 'variable') return;
  for (let at = equals + 1; at < to; at++) if (isOperator(nodes[at], '%')) seen.wrapped.add(target.lower);
}

function noteKeyIndex(name: string, index: ScriptNode, seen: Sightings): void {
  const { children } = index;
  const only = children.length === 1 ? children[0] : undefined;
  const repeats =
    children.some((child, at) => isOperator(child, '%') && !is256(children[at + 1])) ||
    children.some(
      (child) =>
        isGroup(child, '(') &&
        child.children.some((inner, at) => isOperator(inner, '%') && !is256(child.children[at + 1])),
    ) ||
    (only?.kind === 'variable' && seen.wrapped.has(only.lower));
  if (repeats) seen.repeated.set(name, index);
}

/** The array of an operand of -bxor, also within brackets or behind a cast. */
function operand(nodes: readonly ScriptNode[], at: number, step: 1 | -1): string | undefined {
  let place = at + step;
  if (step < 0) {
    if (isGroup(nodes[place], '[')) place--;
  } else while (isGroup(nodes[place], '[')) place++;
  const found = indexed(nodes, place)?.name;
  if (found !== undefined) return found;
  const group = nodes[place];
  if (!isGroup(group, '(')) return undefined;
  const first = group.children.findIndex((child) => child.kind === 'variable');
  return first < 0 ? undefined : indexed(group.children, first)?.name;
}

function look(nodes: readonly ScriptNode[], seen: Sightings): void {
  let from = 0;
  for (let at = 0; at <= nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || node.kind === 'separator') {
      noteStatement(nodes, from, at, seen);
      from = at + 1;
      continue;
    }
    const element = indexed(nodes, at);
    if (element !== undefined) noteKeyIndex(element.name, element.index, seen);
    if ((isOperator(node, '%') || isOperator(node, '-band')) && is256(nodes[at + 1])) seen.modulo256++;
    if (isOperator(node, '-bxor')) {
      for (const step of [1, -1] as const) {
        const name = operand(nodes, at, step);
        if (name !== undefined) seen.mixed.set(name, node);
      }
    }
    if (node.children.length > 0) look(node.children, seen);
  }
}

function cover(...stretches: readonly (Stretch | undefined)[]): Stretch {
  const known = stretches.filter((stretch) => stretch !== undefined);
  return {
    start: Math.min(...known.map(({ start }) => start)),
    end: Math.max(...known.map(({ end }) => end)),
  };
}

/** Looks for hand-written ciphers in one script. Linear in the number of nodes. */
export function findArithmeticShapes(rows: readonly (readonly ScriptNode[])[]): ArithmeticShapes {
  const seen: Sightings = {
    swapped: new Map(),
    mixed: new Map(),
    repeated: new Map(),
    wrapped: new Set(),
    modulo256: 0,
  };
  for (const nodes of rows) look(nodes, seen);
  let rc4: ArithmeticShapes['rc4'];
  // Two keys are enough: one of them is not the state itself.
  const keys = [...seen.repeated].slice(0, 2);
  for (const [name, swap] of seen.modulo256 === 0 ? [] : seen.swapped) {
    const generator = seen.mixed.get(name);
    const keyed = keys.find(([key]) => key !== name);
    if (generator === undefined && keyed === undefined) continue;
    rc4 = { ...cover(swap, generator, keyed?.[1]), complete: generator !== undefined, key: keyed?.[0] };
    break;
  }
  const xored = [...seen.mixed].find(([name]) => seen.repeated.has(name));
  const xor =
    xored === undefined || rc4?.complete === true
      ? undefined
      : { ...cover(xored[1], seen.repeated.get(xored[0])), key: xored[0] };
  return { rc4, xor };
}
