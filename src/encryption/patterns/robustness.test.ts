/** Whatever patterns say and whatever texts hold: nothing fails, and nothing built in is lost. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scriptPattern, toolPattern } from '../../../test/pattern-of.ts';
import { CODE_LANGUAGES } from '../languages/code-languages.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import { createRecogniser } from '../recognise.ts';
import type { Tool } from '../tools/tool.ts';
import { TOOLS } from '../tools/tools.ts';
import { patternConflicts } from './pattern-conflicts.ts';
import type { EncryptionPattern, ScriptPattern, ToolPattern } from './pattern.ts';

const word = fc.constantFrom('zkeep', 'zlocker', 'zvault-9', 'z.py', 'zsafe_1', 'z+x.jar');
const option = fc.constantFrom('-e', '-d', '-o', '-kf', '--out', '--mode', '/enc', '/o', '-p*', 'k=*', '-k');
const mark = fc.oneof(option, fc.constantFrom('seal', 'file seal', '--mode=x', '/m:x', 'k=v', 'a b c'));
const place = fc.oneof(
  option,
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom('all', 'last', 'rest', 'all-but-last'),
);
const marks = fc.array(mark, { minLength: 1, maxLength: 4 });
const places = fc.array(place, { minLength: 1, maxLength: 4 });

const tool: fc.Arbitrary<ToolPattern> = fc.record(
  {
    names: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    encrypts: marks,
    decrypts: marks,
    either: marks,
    neither: marks,
    otherwise: fc.constantFrom('encrypt', 'decrypt', 'either', 'nothing'),
    keyed: fc.boolean(),
    key: fc.record(
      { password: places, file: places, environment: fc.constant(['ZKEY']), prompt: marks },
      { requiredKeys: [] },
    ),
    algorithm: fc.record({ from: places, default: fc.constant('aes') }),
    inputs: places,
    outputs: places,
    outputSuffix: fc.constantFrom('', '.z'),
    values: fc.array(option, { minLength: 1, maxLength: 3 }),
    renamed: fc.constantFrom(['seal', '--mode'], ['-e', '--out']),
  },
  { requiredKeys: ['names'] },
);
const call = fc.constantFrom('zseal', 'Z.Vault', 'zlib9.close', 'a.b.c.d.zopen', 'Z::Box->put', 'Protect-Z');
const calls = fc.uniqueArray(call, { minLength: 1, maxLength: 3 });
const argument = fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom('key', 'path')), {
  minLength: 1,
});
const script: fc.Arbitrary<ScriptPattern> = fc.record(
  {
    languages: fc.uniqueArray(
      fc.constantFrom('powershell', 'python', 'javascript', 'ruby', 'perl', 'php', 'vbscript'),
      { minLength: 1 },
    ),
    creates: calls,
    encrypts: calls,
    decrypts: calls,
    either: calls,
    keyed: fc.boolean(),
    key: argument,
    inputs: argument,
    outputs: argument,
    methods: fc.constant({ encrypt: ['lock'] }),
  },
  { requiredKeys: ['languages'] },
);

function compatible(patterns: readonly EncryptionPattern[]): EncryptionPattern[] {
  const kept: EncryptionPattern[] = [];
  for (const pattern of patterns) if (patternConflicts([...kept, pattern]).length === 0) kept.push(pattern);
  return kept;
}

const patterns = fc
  .array(fc.oneof(tool, script), { maxLength: 4 })
  .map((several) =>
    compatible(
      several.map((one, index) =>
        'names' in one ? toolPattern(`t${index}`, one) : scriptPattern(`s${index}`, one),
      ),
    ),
  );
const piece = fc.oneof(
  word,
  mark,
  call,
  fc.constantFrom(
    ' ',
    '\n',
    '(',
    ')',
    '"',
    "'",
    '\\',
    ';',
    '$x=',
    'ZKEY=1',
    '|',
    'python3 -c',
    'import',
    '.lock(',
  ),
  fc.string({ maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(' '));
const LANGUAGES = ['powershell', 'python', 'javascript', 'shell', 'ruby', 'perl', 'php', 'vbscript'] as const;

describe('any patterns', () => {
  it('read any text without failing, and point into it', () => {
    fc.assert(
      fc.property(patterns, text, fc.constantFrom(...LANGUAGES), (several, hostile, language) => {
        const recogniser = createRecogniser({ patterns: several });
        for (const recognition of [
          recogniser.recogniseCommandLine(hostile, 'posix'),
          recogniser.recogniseCommandLine(hostile, 'windows'),
          recogniser.recogniseScript(hostile, language),
          recogniser.recogniseBindings(hostile),
        ]) {
          for (const { layer, start, end } of [
            ...recognition.operations.flatMap(({ spans }) => spans),
            ...recognition.secrets,
          ]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(recognition.layers[layer]?.text.length ?? -1);
          }
          for (const { rule, tier, confidence } of recognition.operations) {
            if (!rule.startsWith('pattern/')) continue;
            expect(tier).toBeLessThanOrEqual(3);
            expect(confidence).toBeLessThanOrEqual(0.95);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('take nothing away from what is built in', () => {
    const lines = TOOLS.flatMap((built: Tool) => built.examples.positive);
    const scripts = CODE_LANGUAGES.flatMap(({ id, examples }: CodeLanguage) =>
      examples.positive.map((example) => ({ id, script: example.script })),
    );
    const plain = createRecogniser();
    fc.assert(
      fc.property(
        patterns,
        fc.constantFrom(...lines),
        fc.constantFrom(...scripts),
        (several, { line, platform }, { id, script: code }) => {
          const recogniser = createRecogniser({ patterns: several });
          expect(recogniser.recogniseCommandLine(line, platform)).toEqual(
            plain.recogniseCommandLine(line, platform),
          );
          expect(recogniser.recogniseScript(code, id)).toEqual(plain.recogniseScript(code, id));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survive the way to another thread', () => {
    fc.assert(
      fc.property(patterns, text, (several, hostile) => {
        const here = createRecogniser({ patterns: several });
        const there = createRecogniser({ patterns: structuredClone(several) });
        expect(there.recogniseCommandLine(hostile, 'posix')).toEqual(
          here.recogniseCommandLine(hostile, 'posix'),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('hostile texts', () => {
  const recogniser = createRecogniser({
    patterns: [
      toolPattern('vault', {
        names: ['vaultctl'],
        encrypts: ['-e'],
        key: { password: ['-p*'] },
        inputs: ['all'],
      }),
      scriptPattern('acme', { languages: ['python', 'powershell'], encrypts: ['acme_seal'], key: [1] }),
    ],
  });

  it.each([
    ['many words', `vaultctl -e ${'a '.repeat(200_000)}`],
    ['one long cluster', `vaultctl -${'e'.repeat(500_000)}`],
    ['many passwords', `vaultctl -e ${'-px '.repeat(100_000)}`],
    ['many calls', 'acme_seal(x);'.repeat(50_000)],
    ['nested calls', 'acme_seal('.repeat(20_000)],
    ['many names', 'vaultctl;'.repeat(50_000)],
  ])('with %s are read within their bounds', (_, hostile) => {
    for (const recognition of [
      recogniser.recogniseCommandLine(hostile, 'posix'),
      recogniser.recogniseScript(hostile, 'python'),
      recogniser.recogniseScript(hostile, 'powershell'),
    ]) {
      expect(recognition.operations.length).toBeLessThanOrEqual(64);
      for (const { inputs } of recognition.operations) expect(inputs.length).toBeLessThanOrEqual(64);
    }
  });
});
