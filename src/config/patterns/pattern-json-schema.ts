/** The JSON Schema of pattern files, for editors; `content/schemas/pattern.schema.json` holds its text. */
import { z } from 'zod';
import { patternSchema } from './pattern-schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Built from the zod schema; what zod cannot express (one of two keys) is added. */
export function patternJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(patternSchema, { io: 'input', reused: 'inline' });
  for (const key of ['examples', 'not']) {
    const list = schema.properties?.[key];
    if (typeof list === 'object' && typeof list.items === 'object' && !Array.isArray(list.items))
      list.items.oneOf = [{ required: ['platform'] }, { required: ['language'] }];
  }
  return { ...schema, oneOf: [{ required: ['tool'] }, { required: ['script'] }], title: 'Postern pattern' };
}

/** The text of the schema file. */
export function patternJsonSchemaText(): string {
  return `${JSON.stringify(patternJsonSchema(), undefined, 2)}\n`;
}

/** The keys allowed at a path of a pattern, empty where any key is. */
export function patternKeysAt(path: readonly PropertyKey[]): readonly string[] {
  let node: SchemaNode | boolean | undefined = patternJsonSchema();
  for (const step of path) {
    if (typeof node !== 'object') return [];
    node =
      typeof step === 'number' ? node.items : (node.properties?.[String(step)] ?? node.additionalProperties);
  }
  if (typeof node !== 'object') return [];
  return [node, ...(node.anyOf ?? [])].flatMap(({ properties = {} }) => Object.keys(properties));
}
