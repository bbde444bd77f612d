import { Parser } from 'yaml';

/** How deep a YAML text is nested, and of how many tokens it is made. */
export interface YamlShape {
  readonly depth: number;
  readonly tokens: number;
}

/** Measured on the tokens, in a loop: what builds values out of them calls itself for every level. */
export function yamlShape(text: string): YamlShape {
  let depth = 0;
  let tokens = 0;
  for (const root of new Parser().parse(text)) {
    const pending: [token: unknown, level: number][] = [[root, 0]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [token, level] = next;
      tokens++;
      // A collection and its items are two steps each.
      depth = Math.max(depth, Math.ceil(level / 2));
      if (typeof token !== 'object' || token === null) continue;
      for (const inner of innerOf(token)) pending.push([inner, level + 1]);
      for (const marks of Object.values(token)) if (Array.isArray(marks)) tokens += marks.length;
    }
  }
  return { depth, tokens };
}

function innerOf(token: object): unknown[] {
  const inner: unknown[] =
    'items' in token && Array.isArray(token.items) ? [...(token.items as unknown[])] : [];
  if ('key' in token && typeof token.key === 'object') inner.push(token.key);
  if ('value' in token && typeof token.value === 'object') inner.push(token.value);
  return inner;
}
