/** Arguments given as one variable: `Set-Item @parameters` with a table or a list in it. */
import type { Constant } from './constant.ts';
import { asList, asText } from './constant.ts';
import { isOperator } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';
import type { CommandArgument } from './script-observer.ts';

const MOST = 128;

/** `@{Key = $k; Path = 'a'}`: one named argument each, standing where its value stands. */
export function tableArguments(
  table: ScriptNode,
  evaluate: (value: readonly ScriptNode[]) => Constant | undefined,
): CommandArgument[] {
  const given: CommandArgument[] = [];
  let from = 0;
  for (let index = 0; index <= table.children.length && given.length < MOST; index++) {
    if (index < table.children.length && table.children[index]?.kind !== 'separator') continue;
    const [name, sign, ...value] = table.children.slice(from, index);
    from = index + 1;
    const first = value[0];
    if (name === undefined || first === undefined || !isOperator(sign, '=')) continue;
    given.push({
      parameter: name.text.toLowerCase(),
      value: evaluate(value),
      hasValue: true,
      start: first.start,
      end: value[value.length - 1]?.end ?? first.end,
    });
  }
  return given;
}

/** `@('a', '-pwinter')`: positional arguments that stand where the variable is used. */
export function listArguments(list: Constant, { start, end }: ScriptNode): CommandArgument[] {
  return asList(list)
    .slice(0, MOST)
    .map((value) => ({ parameter: undefined, value, hasValue: true, start, end, listed: true }));
}

/** Where a listed text stands in the source as a literal, so that a secret in it can be masked there. */
export function literalOffset(source: string, value: Constant | undefined): number | undefined {
  const text = asText(value);
  if (text === undefined || text === '') return undefined;
  const at = Math.max(source.indexOf(`'${text}'`), source.indexOf(`"${text}"`));
  return at < 0 ? undefined : at + 1;
}
