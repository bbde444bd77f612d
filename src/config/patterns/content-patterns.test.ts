/** The patterns that come with Postern, and the schema and page that describe them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { checkPattern } from '../../encryption/patterns/check-pattern.ts';
import { createRecogniser } from '../../encryption/recognise.ts';
import { loadPatterns } from './load-patterns.ts';
import { patternJsonSchema, patternJsonSchemaText } from './pattern-json-schema.ts';
import { readPattern } from './read-pattern.ts';

const content = fileURLToPath(new URL('../../../content/', import.meta.url));
const page = readFileSync(fileURLToPath(new URL('../../../docs/patterns.md', import.meta.url)), 'utf8');
const { patterns, problems } = await loadPatterns([`${content}patterns`]);
const recogniser = createRecogniser({ patterns });

describe('the patterns of content/patterns', () => {
  it('have no problems, and stand in files of their names', async () => {
    expect(problems).toEqual([]);
    expect(patterns.length).toBeGreaterThanOrEqual(3);
    for (const { id } of patterns) {
      const alone = await loadPatterns([`${content}patterns/${id}.yaml`]);
      expect(alone.patterns.map((pattern) => pattern.id)).toEqual([id]);
    }
  });

  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))(
    '%s passes its examples',
    (_, pattern) => {
      const { passed, examples } = checkPattern(recogniser, pattern);
      expect(examples.filter(({ faults }) => faults.length > 0)).toEqual([]);
      expect(passed).toBe(true);
    },
  );

  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))(
    '%s tells what Postern does not know by itself',
    (_, pattern) => {
      const { examples } = checkPattern(createRecogniser(), pattern);
      expect(examples.some(({ kind, faults }) => kind === 'example' && faults.length > 0)).toBe(true);
      for (const { text, platform } of pattern.examples) {
        if (platform === undefined) continue;
        const { operations } = createRecogniser().recogniseCommandLine(
          text,
          platform === 'windows' ? 'windows' : 'posix',
        );
        expect(operations).toEqual([]);
      }
    },
  );
});

describe('the JSON Schema of patterns', () => {
  it('is the one the zod schema gives (POSTERN_UPDATE=1 writes it anew)', () => {
    const published = `${content}schemas/pattern.schema.json`;
    if (process.env['POSTERN_UPDATE'] === '1') writeFileSync(published, patternJsonSchemaText());
    expect(readFileSync(published, 'utf8')).toBe(patternJsonSchemaText());
  });
});

describe('docs/patterns.md', () => {
  const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('examples:'));

  it('has examples that can be read and pass', () => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const text of examples) {
      const { pattern, problems: found } = readPattern(text, 'docs/patterns.md');
      expect(found).toEqual([]);
      if (pattern === undefined) continue;
      const { examples: results } = checkPattern(createRecogniser({ patterns: [pattern] }), pattern);
      expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]);
    }
  });

  it('names every key of the schema', () => {
    const keys = keysOf(patternJsonSchema());
    expect(keys.length).toBeGreaterThan(35);
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });
});

/** Names of all properties below a node of the schema, once each. */
function keysOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own =
    'properties' in node && typeof node.properties === 'object' ? Object.keys(node.properties ?? {}) : [];
  return [...new Set([...own, ...Object.values(node).flatMap(keysOf)])];
}
