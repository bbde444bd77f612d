/** Reads a configuration file; every mistake is one sentence with file, line and, for a typo, a suggestion. */
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { configSchema } from './config-schema.ts';
import type { Config } from './config-schema.ts';
import { closestWord } from '../event/closest-word.ts';
import { UsageError } from './usage-error.ts';

export async function readConfig(path: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new UsageError(`The configuration file ${path} ${why}; name another with --config.`, {
      cause: error,
    });
  }
  return parseConfig(text, path);
}

/** @throws UsageError that names every mistake, one a line. */
export function parseConfig(text: string, path: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    maxAliasCount: 20,
  } as never);
  const broken = document.errors[0];
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new UsageError(`${path}:${line}:${col}: not valid YAML: ${broken.message}`);
  }
  const result = configSchema.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  const sentences = result.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const known = knownKeys(issue.path);
        const near = closestWord(key, known);
        const hint = near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`;
        return `${place([...issue.path, key])}: unknown key "${key}"; ${hint}`;
      });
    }
    return [`${place(issue.path)}: ${issue.path.join('.')} ${issue.message}`];
  });
  throw new UsageError(sentences.join('\n'));

  function place(keys: readonly PropertyKey[]): string {
    // Walk as deep as the document goes: the key itself, else its parent.
    for (let depth = keys.length; depth > 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range !== undefined) return `${path}:${lines.linePos(node.range[0]).line}`;
    }
    return path;
  }
}

/** Keys the schema knows at a path, read from its published form. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let shape: unknown = configSchema;
  for (const key of [...path, undefined]) {
    while (hasInner(shape)) shape = shape.def.innerType;
    const fields = (shape as { shape?: Record<string, unknown> }).shape;
    if (key === undefined) return fields === undefined ? [] : Object.keys(fields);
    shape = fields?.[String(key)];
  }
  return [];
}

function hasInner(value: unknown): value is { def: { innerType: unknown } } {
  return (value as { def?: { innerType?: unknown } } | undefined)?.def?.innerType !== undefined;
}
