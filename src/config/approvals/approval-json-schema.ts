/** The JSON Schema of approval files, for editors; `content/schemas/approval.schema.json` holds its text. */
import { z } from 'zod';
import { approvalFileSchema } from './approval-schema.ts';

/** A part of a JSON Schema as far as this folder reads it. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

export function approvalJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(approvalFileSchema, { io: 'input', target: 'draft-2020-12', reused: 'inline' }),
    title: 'Postern approvals',
  };
}

/** The text of the schema file. */
export function approvalJsonSchemaText(): string {
  return `${JSON.stringify(approvalJsonSchema(), undefined, 2)}\n`;
}

/** The keys known at a path of a file; empty where none are. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let node: SchemaNode | undefined = approvalJsonSchema();
  for (const step of path) node = typeof step === 'number' ? node?.items : node?.properties?.[String(step)];
  return Object.keys(node?.properties ?? {});
}
