import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from './config-schema.ts';
import { parseConfig } from './read-config.ts';

const published = new URL('../../content/schemas/config.schema.json', import.meta.url);
const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
const schemaText = `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`;

/** Every key below a node of the schema, `networks.internal`. */
function paths(node: unknown, above = ''): string[] {
  if (typeof node !== 'object' || node === null || !('properties' in node)) return [];
  return Object.entries(node.properties ?? {}).flatMap(([key, inner]) => {
    const below = paths(inner, `${above}${key}.`);
    return below.length === 0 ? [`${above}${key}`] : below;
  });
}

describe('content/schemas/config.schema.json', () => {
  it('is the one the zod schema gives (POSTERN_UPDATE=1 writes it anew)', () => {
    if (process.env['POSTERN_UPDATE'] === '1') writeFileSync(published, schemaText);
    expect(readFileSync(published, 'utf8')).toBe(schemaText);
  });
});

describe('docs/configuration.md', () => {
  it('names every key of the schema with its path', () => {
    const keys = paths(configJsonSchema());
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });

  it('has an example file that can be read', () => {
    const start = page.indexOf('```yaml\n') + 8;
    const example = page.slice(start, page.indexOf('```\n', start));
    const config = parseConfig(example, 'docs/configuration.md');
    expect(config.networks.internal.length).toBeGreaterThan(0);
    expect(config.analytics.AN1389.TimeWindow).toBeDefined();
  });
});
