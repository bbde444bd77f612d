import type { ScriptNode } from './node.ts';

/** A place in a row of nodes. Readers only move it forward, which keeps every pass linear. */
export interface NodeCursor {
  readonly nodes: readonly ScriptNode[];
  at: number;
  readonly end: number;
}

export function peek(cursor: NodeCursor, ahead = 0): ScriptNode | undefined {
  const index = cursor.at + ahead;
  return index < cursor.end ? cursor.nodes[index] : undefined;
}

export function isGroup(node: ScriptNode | undefined, ...opens: readonly string[]): node is ScriptNode {
  return node?.kind === 'group' && opens.includes(node.text);
}

export function isOperator(node: ScriptNode | undefined, ...texts: readonly string[]): node is ScriptNode {
  return node?.kind === 'operator' && texts.includes(node.text);
}

/** The name in a type literal `[a.b.c]`, lower case without `System.` and assembly, `[]` kept for arrays. */
export function typeName(group: ScriptNode): string | undefined {
  const first = group.children[0];
  if (first?.kind !== 'word') return undefined;
  const array = group.children.some((child) => isGroup(child, '[') && child.children.length === 0);
  return shortTypeName(first.lower) + (array ? '[]' : '');
}

/** Lower case without `System.` in front and without assembly behind. */
export function shortTypeName(name: string): string {
  const bare = name.toLowerCase().trim().replace(/,.*$/s, '');
  return bare.startsWith('system.') ? bare.slice(7) : bare;
}

/** Nodes of a tree, counted up to `most`. */
export function countNodes(node: ScriptNode, most: number): number {
  let count = 1;
  for (const child of node.children) {
    if (count >= most) break;
    count += countNodes(child, most - count);
  }
  return count;
}
