import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abbreviateMiddle, cells, headCells } from './cell-width.ts';

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['', 0],
  ])('counts %j as %i', (text, count) => {
    expect(cells(text)).toBe(count);
  });
});

describe('abbreviateMiddle', () => {
  it('keeps both ends and never exceeds the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 8, max: 60 }),
        (text, width) => {
          const short = abbreviateMiddle(text, width);
          expect(cells(short)).toBeLessThanOrEqual(Math.max(width, 8));
          expect(short === text).toBe(cells(text) <= width);
        },
      ),
    );
    expect(abbreviateMiddle('powershell.exe -enc AAAABBBBCCCCDDDD /end', 20)).toBe('powershell. … D /end');
  });

  it('is quick on a text far longer than any line', () => {
    expect(cells(abbreviateMiddle('x'.repeat(5_000_000), 80))).toBe(80);
  });
});

describe('headCells', () => {
  it('takes at least one character', () => {
    expect(headCells('日本', 1)).toBe('日');
  });
});
