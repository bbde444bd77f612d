import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequenceGaps } from './sequence-gaps.ts';

function missing(numbers: readonly number[]): number[] {
  const gaps = new SequenceGaps();
  return numbers.flatMap((number) => gaps.next('exec', number)?.missing ?? []);
}

describe('SequenceGaps', () => {
  it.each<[string, number[], number[]]>([
    ['an unbroken series', [1, 2, 3, 4], []],
    ['a jump', [1, 2, 6, 7], [3]],
    ['the same backwards', [7, 6, 2, 1], [3]],
    ['repeated records', [1, 2, 2, 3, 1, 2, 3], []],
    ['neighbours that change places', [1, 3, 2, 4, 5], [1]],
    ['a sensor that starts again', [700, 701, 0, 1, 2], []],
    ['one that starts again, backwards', [2, 1, 0, 701, 700], []],
    ['a file given twice', [5, 6, 9, 10, 5, 6, 9, 10], [2]],
  ])('%s', (_, numbers, expected) => expect(missing(numbers)).toEqual(expected));

  it('keeps series apart', () => {
    const gaps = new SequenceGaps();
    expect(gaps.next('exec', 1)).toBeUndefined();
    expect(gaps.next('fork', 9)).toBeUndefined();
    expect(gaps.next('exec', 2)).toBeUndefined();
  });

  it('tells the same of a series read forwards, backwards and with repetitions', () => {
    const series = fc.uniqueArray(fc.integer({ min: 2, max: 300 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(series, fc.array(fc.nat(59)), (numbers, again) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        const total = (list: number[]): number => list.reduce((a, b) => a + b, 0);
        const expected = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) + 1 - sorted.length;
        expect(total(missing(sorted))).toBe(expected);
        expect(total(missing(sorted.toReversed()))).toBe(expected);
        const repeated = sorted.flatMap((number, index) =>
          again.includes(index) ? [number, number] : [number],
        );
        expect(total(missing(repeated))).toBe(expected);
      }),
    );
  });

  it('falls silent once a hole that was told of is filled', () => {
    expect(missing([1, 2, 9, 5, 20, 30])).toEqual([6]);
  });
});
