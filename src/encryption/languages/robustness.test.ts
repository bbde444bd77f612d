/** Hostile and broken scripts: every reader answers, within its bounds, and no gate drops what its reader finds. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Recognition } from '../encryption-operation.ts';
import { LIMITS } from '../layers/limits.ts';
import { RecognitionDraft } from '../recognition-draft.ts';
import { createRecogniser, READERS } from '../recognise.ts';
import { CODE_LANGUAGES } from './code-languages.ts';
import { guessLanguage } from './guess-language.ts';
import type { ScriptLanguage } from './language.ts';
import { readAnyway } from './read-language.ts';
import type { CodeLanguage } from './reading/code-language.ts';
import { mayMatter } from './script-gate.ts';
import { tokenise } from './syntax/tokenise.ts';

const LANGUAGES: readonly ScriptLanguage[] = ['shell', 'applescript', ...CODE_LANGUAGES.map(({ id }) => id)];

function readUngated(text: string, language: ScriptLanguage): Recognition {
  const draft = new RecognitionDraft('script', text, READERS, () => undefined);
  readAnyway(draft, draft.root, language);
  return draft.finish();
}

function faultsOf(text: string, { layers, operations, secrets, opaque }: Recognition): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${fault}: ${JSON.stringify(text.slice(0, 300))}`);
  };
  const lengthOf = (layer: number): number => layers[layer]?.text.length ?? -1;
  demand(layers.reduce((sum, layer) => sum + layer.text.length, 0) <= LIMITS.totalText, 'too much text');
  demand(opaque || layers.every((layer) => !layer.opaque), 'an opaque layer is not told of');
  for (const [number, { outer = 0, start, end }] of layers.entries()) {
    demand(outer < number || number === 0, 'a layer stands in itself');
    demand(start >= 0 && start <= end && end <= lengthOf(outer), 'a layer stands outside of its outer layer');
  }
  for (const { layer, start, end } of secrets)
    demand(start >= 0 && start < end && end <= lengthOf(layer), 'a secret stands nowhere');
  for (const { layer, start, end } of operations.flatMap(({ spans }) => spans))
    demand(start >= 0 && start < end && end <= lengthOf(layer), 'a span points nowhere');
  for (const { confidence, spans } of operations)
    demand(confidence > 0 && confidence <= 1 && spans.length > 0, 'a claim without ground');
  return faults;
}

/** Pieces of all languages; what is put together of them is broken code in several languages at once. */
const PIECES = [
  ...CODE_LANGUAGES.flatMap(({ examples }: CodeLanguage) =>
    examples.positive.flatMap(({ script }) => script.match(/\w+|\s|[^\w\s]+/g) ?? []),
  ),
  ...'"¦\'¦`¦"""¦(¦)¦[¦]¦{¦}¦\n¦;¦#¦//¦/*¦*/¦--¦(*¦=¦,¦.¦+¦^¦%¦<<EOF\n¦\nEOF\n¦${¦#{¦q(¦qq{¦%w[¦lambda x: ¦=> ¦function f(a) { return a }¦def f(x):¦\\x41¦\\¦do shell script ¦ & ¦character id {65, 66}¦set x to ¦quoted form of ¦openssl enc -aes-256-cbc -k x -in a¦ | sh¦$(¦eval ¦exec(¦.encrypt(¦key=¦b"x"¦/re/¦y/a/b/¦=pod\n¦=begin\n¦<?php ¦?>¦ for x in ¦[::-1]¦*99¦import ¦from ¦use ¦ as '.split(
    '¦',
  ),
];
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
const anything = fc.oneof(
  { weight: 5, arbitrary: hostile },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  },
);

describe('the script readers', () => {
  it.each(LANGUAGES)('give a sound answer for any text as %s', (language) => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(faultsOf(text, readUngated(text, language))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(LANGUAGES)('never find what the gate of %s drops', (language) => {
    fc.assert(
      fc.property(anything, (text) => {
        const finds = readUngated(text, language).operations.some(
          (operation) => operation.class === 'symmetric',
        );
        expect(finds && !mayMatter(text, language)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('survive truncation of their examples anywhere', () => {
    for (const { id, examples } of CODE_LANGUAGES as readonly CodeLanguage[]) {
      const script = examples.positive.map((example) => example.script).join('\n');
      for (let length = 0; length < script.length; length += 7) {
        const text = script.slice(0, length);
        expect(faultsOf(text, readUngated(text, id))).toEqual([]);
      }
    }
  });

  it('give every text of every language to every reader', () => {
    const scripts = (CODE_LANGUAGES as readonly CodeLanguage[]).flatMap(({ examples }) => [
      ...examples.positive.map(({ script }) => script),
      ...examples.negative,
    ]);
    for (const language of LANGUAGES)
      for (const script of scripts) expect(faultsOf(script, readUngated(script, language))).toEqual([]);
  });

  it.each([
    '(',
    '[',
    '{',
    '"',
    "'",
    '`',
    '"""',
    '${`',
    '#{"',
    'f(',
    'a.b(',
    'x=',
    'a+',
    'a,',
    'lambda x:',
    'x=>',
    'function(){',
    'q{',
    's/',
    '%w[',
    '/[',
    '/*',
    '<<A\n',
    '\n=pod\n',
    '[x for x in ',
    '"a"+',
    'eval(',
    'f(f(',
    '\\',
    '$x',
    'a[i]^',
    'S[i],S[j]=S[j],S[i];',
    'x = S[i]\n',
    '(*',
    ' & ',
    'do shell script "',
    '$(',
    'A=$A$A\n',
    'def f(x): return f(f(x))\nf(1)\n',
    'x="aa"*99\n',
    '/',
  ])('stay within their bounds on endless %j', (unit) => {
    const text = `exec eval key = b"k"; ${unit.repeat(Math.ceil(30_000 / unit.length))}`;
    for (const language of LANGUAGES) expect(faultsOf(text, readUngated(text, language))).toEqual([]);
    expect(guessLanguage(text)).toBeOneOf([undefined, ...LANGUAGES, 'powershell']);
  });

  it('make no more tokens than there are characters, in order', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom(...(CODE_LANGUAGES as readonly CodeLanguage[])),
        (text, { syntax }) => {
          const tokens = tokenise(text, syntax).filter(({ text: word }) => word !== '');
          for (const { start, end, close } of tokens) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length + 1);
            expect(close).toBeLessThan(tokens.length + text.length + 1);
          }
        },
      ),
    );
  });

  it('stop unfolding what would grow without end', () => {
    const bomb = `a = "lol" * 1000\n${Array.from({ length: 12 }, () => 'a = a + a + a + a').join('\n')}\nexec(a)`;
    const { layers } = createRecogniser().recogniseScript(bomb, 'python');
    expect(layers.reduce((sum, layer) => sum + layer.text.length, 0)).toBeLessThanOrEqual(LIMITS.totalText);
  });

  it('nest no deeper than the bound, and say so', () => {
    let script = 'from Crypto.Cipher import AES\nAES.new(k, 1).encrypt(d)';
    for (let depth = 0; depth < 12; depth++)
      script = `exec(__import__('base64').b64decode('${Buffer.from(script).toString('base64')}'))`;
    const deep = createRecogniser().recogniseScript(script, 'python');
    expect(deep.opaque).toBe(true);
    expect(deep.operations).toEqual([]);
  });
});
