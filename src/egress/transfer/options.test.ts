import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionGrammar, readOptions } from './options.ts';

const GRAMMAR = optionGrammar(
  'T,upload-file= d,data= o,output= s,silent v,verbose upload-flags= n? p,pass?',
  {
    abbreviated: true,
  },
);

function read(line: string): string {
  return readOptions(line.split(' '), GRAMMAR)
    .sequence.map(({ name, value }) => [name ?? '', value ?? '-'].join('='))
    .join(' ');
}

describe('options', () => {
  it.each([
    ['-T a url', 'upload-file=a =url'],
    ['-Ta url', 'upload-file=a =url'],
    ['-svT a url', 'silent=- verbose=- upload-file=a =url'],
    ['-svTa', 'silent=- verbose=- upload-file=a'],
    ['--upload-file a', 'upload-file=a'],
    ['--upload-file=a', 'upload-file=a'],
    ['--upload-fi a', 'upload-file=a'],
    ['--sil x', 'silent=- =x'],
    ['--unknown x', 'unknown=- =x'],
    ['-T -o', 'upload-file=-o'],
    ['-T', 'upload-file=-'],
    ['-- -T a', '=-T =a'],
    ['- a', '=- =a'],
    ['-n x', 'n=- =x'],
    ['-nx y', 'n=x =y'],
    ['--pass x', 'pass=- =x'],
    ['--pass=x', 'pass=x'],
  ])('%s are %s', (line, expected) => {
    expect(read(line)).toBe(expected);
  });

  it('may be long with one dash', () => {
    const grammar = optionGrammar('connect= quiet', { singleDash: true });
    const options = readOptions(['-quiet', '-connect', 'h:443', 'x'], grammar);
    expect([options.has('quiet'), options.value('connect'), options.operands]).toEqual([
      true,
      'h:443',
      ['x'],
    ]);
  });

  it('end at the first operand where another command follows', () => {
    const grammar = optionGrammar('u=', { stopAtOperand: true });
    expect(readOptions(['-u', 'bob', 'curl', '-T', 'a'], grammar).operands).toEqual(['curl', '-T', 'a']);
  });

  it('of no known name may take a value', () => {
    const grammar = optionGrammar('dry-run', { unknownTakeValue: true });
    const options = readOptions(['--region', 'x', '--dry-run', 'cp', '--flag', '--other', 'v'], grammar);
    expect(options.operands).toEqual(['cp']);
    expect(options.value('region')).toBe('x');
  });

  it('keep every word, as name, value or operand', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 })), (words) => {
        const { sequence } = readOptions(words, GRAMMAR);
        const length = words.join('').length;
        expect(sequence.length).toBeLessThanOrEqual(length + words.length);
        for (const { value } of sequence)
          if (value !== undefined) expect(words.some((word) => word.endsWith(value))).toBe(true);
      }),
    );
  });

  it('mean the same in any order', () => {
    const groups = [['-T', 'a'], ['-s'], ['--data=x'], ['-o', 'f'], ['url']];
    fc.assert(
      fc.property(fc.shuffledSubarray(groups, { minLength: 5 }), (shuffled) => {
        const options = readOptions(shuffled.flat(), GRAMMAR);
        expect([options.value('upload-file'), options.value('data'), options.value('output')]).toEqual([
          'a',
          'x',
          'f',
        ]);
        expect([options.has('silent'), options.operands]).toEqual([true, ['url']]);
      }),
    );
  });
});
