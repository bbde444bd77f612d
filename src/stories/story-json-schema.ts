/** The JSON Schema of story files, for editors; `content/schemas/story.schema.json` holds its text. */
import { z } from 'zod';
import { storySchema } from './story-schema.ts';
import { ACT_KEYS } from './story-step.ts';

/** A part of a JSON Schema as far as this folder reads it. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

/** Built from the zod schema; what zod cannot express (one act in a step) is added. */
export function storyJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(storySchema, { io: 'input', reused: 'inline' });
  const oneAct = ACT_KEYS.map((key) => ({ required: [key] }));
  const steps = schema.properties?.['steps'];
  if (typeof steps === 'object' && typeof steps.items === 'object' && !Array.isArray(steps.items)) {
    steps.items.oneOf = oneAct;
  }
  return { ...schema, title: 'Postern story' };
}

/** The text of the schema file. */
export function storyJsonSchemaText(): string {
  return `${JSON.stringify(storyJsonSchema(), undefined, 2)}\n`;
}

/** The keys allowed at a path of a story, empty where any key is. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let node: SchemaNode | boolean | undefined = storyJsonSchema();
  for (const step of path) {
    if (typeof node !== 'object') return [];
    node =
      typeof step === 'number' ? node.items : (node.properties?.[String(step)] ?? node.additionalProperties);
  }
  return typeof node === 'object' ? Object.keys(node.properties ?? {}) : [];
}
