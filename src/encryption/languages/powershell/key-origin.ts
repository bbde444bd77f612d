import type { KeySource } from '../../encryption-operation.ts';

/** How much of an expression is looked at, how many variables of it, and how many steps back. */
const WINDOW = 400;
const MOST_VARIABLES = 6;
const MOST_STEPS = 2;

const ORIGINS: readonly (readonly [RegExp, KeySource])[] = [
  [/rfc2898derivebytes|passwordderivebytes|computehash|pbkdf2|hashdata/i, 'derived'],
  [/get-content|readall(?:bytes|text)|\bgc\b|import-clixml/i, 'file'],
  [/downloaddata|downloadstring|invoke-webrequest|getstream|\biwr\b/i, 'network'],
  [/read-host|get-credential|promptforcredential/i, 'prompt'],
  [/\$env:/i, 'environment'],
];

/** An assignment to a variable, looked at only when the variable turns out to be a key. */
export interface VariableSource {
  readonly start: number;
  readonly end: number;
  readonly constant: boolean;
}

/**
 * Where the value of `source.slice(start, end)` comes from; variables in it are followed a few steps.
 */
export function keyOrigin(
  source: string,
  { start, end, constant }: VariableSource,
  variables: ReadonlyMap<string, VariableSource>,
  steps: number = MOST_STEPS,
): KeySource {
  if (constant) return 'literal';
  const text = source.slice(start, Math.min(end, start + WINDOW));
  for (const [pattern, origin] of ORIGINS) if (pattern.test(text)) return origin;
  if (steps === 0) return 'unknown';
  const names = [...text.matchAll(/\$(?:script:|global:)?(\w{1,60})/g)].slice(0, MOST_VARIABLES);
  for (const found of names) {
    const variable = variables.get((found[1] ?? '').toLowerCase());
    if (variable === undefined || variable.start === start) continue;
    const origin = keyOrigin(source, variable, variables, steps - 1);
    if (origin !== 'unknown') return origin;
  }
  return 'unknown';
}
