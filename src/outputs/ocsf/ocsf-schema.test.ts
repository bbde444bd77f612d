import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleHuntResult } from '../../../test/fixtures/sample-hunt-result.ts';
import { withEveryText } from '../../../test/fixtures/with-every-text.ts';
import { toDetectionFinding } from './detection-finding.ts';

interface Attribute {
  readonly type: string;
  readonly requirement?: string;
  readonly is_array?: boolean;
  readonly enum?: Readonly<Record<string, unknown>>;
}
interface Definition {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly constraints?: { readonly at_least_one?: readonly string[] };
}
interface Schema {
  readonly types: Readonly<Record<string, { readonly type?: string; readonly regex?: string }>>;
  isObject(name: string): boolean;
  object(name: string): Definition;
  event(name: string): Definition;
}
interface Generator {
  readSchema(file: string): Promise<Schema>;
  generateTypes(schema: Schema): string;
}

const root = new URL('../../../', import.meta.url);
const archive =
  process.env['OCSF_SCHEMA'] ?? fileURLToPath(new URL('../shared/ocsf/ocsf-schema-1.8.0.tar.gz', root));
const available = existsSync(archive);
// oxlint-disable-next-line no-console
if (!available) console.warn(`SKIPPED: no OCSF schema at ${archive}; set OCSF_SCHEMA to its archive`);

const load = async (): Promise<{ generator: Generator; schema: Schema }> => {
  const generator: Generator = await import(new URL('tools/generate-ocsf.mjs', root).href);
  return { generator, schema: await generator.readSchema(archive) };
};

describe.skipIf(!available)('against the OCSF schema', () => {
  it('the generated types are what the generator makes of it', async () => {
    const { generator, schema } = await load();
    const committed = readFileSync(new URL('src/event/ocsf.generated.ts', root), 'utf8');
    expect(committed === generator.generateTypes(schema), 'run npm run generate:ocsf').toBe(true);
  });

  it('every finding has what the schema requires, and nothing it does not know', async () => {
    const { schema } = await load();
    const hostile = withEveryText(sampleHuntResult, (text) => (/^[\d.]+$/.test(text) ? text : `<${text}`));
    for (const finding of [...sampleHuntResult.findings, ...hostile.findings]) {
      const record = toDetectionFinding(finding, { version: '0.1.0' });
      expect(breaches(schema, schema.event('detection_finding'), record, 'finding')).toEqual([]);
    }
  });

  it('the check itself finds a breach', async () => {
    const { schema } = await load();
    const record = {
      ...toDetectionFinding(sampleHuntResult.findings[0]!, { version: '0.1.0' }),
      severity_id: 7,
      extra: 1,
      time: 'now',
    };
    const { metadata: _, ...rest } = record;
    expect(breaches(schema, schema.event('detection_finding'), rest, 'finding').toSorted()).toEqual([
      'finding.extra is not in the schema',
      'finding.metadata is required',
      'finding.severity_id is not one of its values',
      'finding.time is no number',
    ]);
  });
});

/** What a record does against the schema: missing, unknown, of a wrong type, outside an enumeration. */
function breaches(schema: Schema, definition: Definition, value: object, path: string): string[] {
  const found: string[] = [];
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const [name, attribute] of definition.attributes) {
    if (attribute.requirement === 'required' && !fields.has(name)) found.push(`${path}.${name} is required`);
  }
  const choice = definition.constraints?.at_least_one;
  if (choice !== undefined && !choice.some((name) => fields.has(name)))
    found.push(`${path} needs one of ${choice.join()}`);
  for (const [name, field] of fields) {
    const attribute = definition.attributes.get(name);
    const at = `${path}.${name}`;
    if (attribute === undefined) found.push(`${at} is not in the schema`);
    else if (attribute.is_array !== true) found.push(...fieldBreaches(schema, attribute, field, at));
    else if (!Array.isArray(field)) found.push(`${at} is no array`);
    else for (const item of field) found.push(...fieldBreaches(schema, attribute, item, at));
  }
  return found;
}

function fieldBreaches(schema: Schema, attribute: Attribute, field: unknown, at: string): string[] {
  const { type } = attribute;
  if (type === 'object' || type === 'json_t') return [];
  if (schema.isObject(type)) {
    return typeof field === 'object' && field !== null
      ? breaches(schema, schema.object(type), field, at)
      : [`${at} is no object`];
  }
  const base = schema.types[type]?.type ?? type;
  const expected = base === 'string_t' ? 'string' : base === 'boolean_t' ? 'boolean' : 'number';
  if (typeof field !== expected) return [`${at} is no ${expected}`];
  if (attribute.enum !== undefined && expected === 'number' && !(String(field) in attribute.enum)) {
    return [`${at} is not one of its values`];
  }
  const regex = schema.types[type]?.regex;
  if (regex !== undefined && !new RegExp(regex).test(String(field)))
    return [`${at} does not look like ${type}`];
  return [];
}
