/** Every language against its own examples: what is used counts, what is only mentioned does not. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import type { Decompress } from '../layers/decompress.ts';
import { createRecogniser } from '../recognise.ts';
import { CODE_LANGUAGES } from './code-languages.ts';
import { guessLanguage } from './guess-language.ts';
import type { CodeLanguage, ScriptExample } from './reading/code-language.ts';
import { mayMatter } from './script-gate.ts';

const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });
const LANGUAGES: readonly CodeLanguage[] = CODE_LANGUAGES;

describe.each(LANGUAGES)('$id', ({ id, examples }) => {
  it.each(examples.positive.map((example) => [example.script, example] as const))(
    'reads %s',
    (script, example) => {
      const recognition = recogniser.recogniseScript(script, id);
      const found = recognition.operations.filter((operation) => operation.class === 'symmetric');
      const { secrets = [], script: _, ...expected }: ScriptExample = example;
      expect(found).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
      const masked = recognition.secrets
        .filter(({ layer }) => layer === 0)
        .map(({ start, end }) => script.slice(start, end));
      for (const secret of secrets) expect(masked).toContain(secret);
    },
  );

  it.each(examples.negative)('takes for nothing symmetric: %s', (script) => {
    const { operations } = recogniser.recogniseScript(script, id);
    expect(operations.filter((operation) => operation.class === 'symmetric')).toEqual([]);
  });

  it('opens its gate for every positive, and has examples of both kinds', () => {
    expect(examples.positive.length).toBeGreaterThanOrEqual(5);
    expect(examples.negative.length).toBeGreaterThanOrEqual(5);
    expect(examples.positive.map(({ script }) => script).filter((script) => !mayMatter(script, id))).toEqual(
      [],
    );
  });

  it('is usually guessed by its looks', () => {
    const scripts = [...examples.positive.map(({ script }) => script), ...examples.negative].filter(
      (script) => script.length >= 60,
    );
    const wrong = scripts.filter((script) => guessLanguage(script) !== id);
    expect(wrong.length, wrong.join('\n---\n')).toBeLessThanOrEqual(Math.ceil(scripts.length / 5));
  });
});
