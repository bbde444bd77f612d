import type { ScriptNode } from './node.ts';

/** Binding strength of binary operators (about_Operator_Precedence). */
const STRENGTH: Readonly<Record<string, number>> = {
  ',': 9,
  '..': 8,
  '-f': 7,
  '*': 6,
  '/': 6,
  '%': 6,
  '+': 5,
  '-': 5,
};
const COMPARISON = 4;
const BITWISE = new Set(['-band', '-bor', '-bxor', '-shl', '-shr']);
const LOGICAL = new Set(['-and', '-or', '-xor']);

/** How strongly a binary operator binds; 0 for what is none. */
export function strengthOf(node: ScriptNode): number {
  const known = STRENGTH[node.text];
  if (known !== undefined) return known;
  if (!/^-[a-z]/.test(node.text)) return 0;
  if (BITWISE.has(node.text)) return 3;
  return LOGICAL.has(node.text) ? 2 : COMPARISON;
}
