/** How statements are told apart: keywords, assignments, what stands between the blocks of one. */
import { isOperator } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';

export const KEYWORDS = new Set(
  'if elseif else while for foreach switch try catch finally do until function filter workflow param begin process end return throw trap using class enum data exit break continue in default dynamicparam configuration'.split(
    ' ',
  ),
);
const ASSIGN = ['=', '+=', '-=', '*=', '/=', '%='];

/** Place of the first assignment sign of a statement; a command has none, whatever its arguments look like. */
export function assignmentOperator(nodes: readonly ScriptNode[], start: number, end: number): number {
  const first = nodes[start];
  if (first?.kind === 'word' || isOperator(first, '&', '.')) return -1;
  for (let index = start; index < end; index++) if (isOperator(nodes[index], ...ASSIGN)) return index;
  return -1;
}

/** Words that stand between the parts of one statement: `switch -regex`, `foreach -parallel`, a class name. */
export function isBetweenBlocks(node: ScriptNode | undefined): boolean {
  return node?.kind === 'parameter' || node?.kind === 'word';
}
