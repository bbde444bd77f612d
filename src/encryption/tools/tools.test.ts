import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maskSecrets } from '../mask-secrets.ts';
import { createRecogniser } from '../recognise.ts';
import type { Tool, ToolExample } from './tool.ts';
import { TOOLS } from './tools.ts';

const recogniser = createRecogniser();

function operationsOf({ line, platform }: Pick<ToolExample, 'line' | 'platform'>) {
  return recogniser.recogniseCommandLine(line, platform);
}

describe.each(TOOLS.map((tool: Tool) => [tool.id, tool] as const))('grammar of %s', (_, tool) => {
  it.each(tool.examples.positive)('reads $line', (example) => {
    const recognition = recogniser.recogniseCommandLine(example.line, example.platform);
    const operation = recognition.operations.find(({ rule }) => rule.startsWith(`tool/${tool.id}`));
    const { line, platform: _, secrets = [], ...expected } = example;
    // What reads as nothing is no operation at all.
    expect(operation ?? { class: 'none' }).toMatchObject(expected);
    const masked = maskSecrets(line, recognition);
    for (const secret of secrets) {
      expect(recognition.secrets.map(({ start, end }) => line.slice(start, end))).toContain(secret);
      expect(masked).toContain('********');
    }
  });

  it.each(tool.examples.negative)('finds nothing symmetric in $line', (example) => {
    expect(operationsOf(example).operations.filter((operation) => operation.class === 'symmetric')).toEqual(
      [],
    );
  });

  it('has examples of both kinds and names its rule', () => {
    expect(tool.examples.positive.length).toBeGreaterThan(0);
    expect(tool.examples.negative.length).toBeGreaterThan(0);
    const rules = tool.examples.positive.flatMap((example) =>
      operationsOf(example).operations.map(({ rule }) => rule),
    );
    expect(rules.some((rule) => rule.startsWith(`tool/${tool.id}`))).toBe(true);
  });
});

describe('every grammar', () => {
  it('has its own id and its own program names', () => {
    const ids = TOOLS.map((tool: Tool) => tool.id);
    const names = TOOLS.flatMap((tool: Tool) => tool.names);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('reads any arguments without failing, and points into the line', () => {
    const word = fc.oneof(
      fc.constantFrom(
        '-k',
        '-pass',
        'pass:x',
        '-p',
        '-hpx',
        '--',
        '-',
        'enc',
        '-aes-256-cbc',
        'a',
        'x',
        '-in',
        '--passphrase',
      ),
      fc.constantFrom(
        '-P',
        ':crypt,remote=a,password=b:',
        '--options',
        'zip:encryption=aes256',
        '-e',
        '/e',
        '--secret',
      ),
      fc.string({ maxLength: 12 }),
    );
    const line = fc
      .tuple(fc.constantFrom(...TOOLS.flatMap((tool: Tool) => tool.names)), fc.array(word, { maxLength: 8 }))
      .map(([name, words]) => [name, ...words].join(' '));
    fc.assert(
      fc.property(line, fc.constantFrom('windows' as const, 'posix' as const), (text, platform) => {
        const { operations, secrets, layers } = recogniser.recogniseCommandLine(text, platform);
        for (const { layer, start, end } of [...operations.flatMap(({ spans }) => spans), ...secrets]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(layers[layer]?.text.length ?? -1);
          expect(start).toBeLessThan(end);
        }
      }),
    );
  });
});
