import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cells } from './cell-width.ts';
import { foldText, wrapText } from './wrap-text.ts';

const lineText = (line: readonly { readonly text: string }[]): string =>
  line.map(({ text }) => text).join('');
const piece = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '日', 'é', '-'), maxLength: 120 }),
  style: fc.constantFrom('plain' as const, 'strong' as const),
});

it('keeps every line within the width and every character but spaces', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.integer({ min: 2, max: 40 }), (pieces, width) => {
      const lines = wrapText(pieces, width);
      for (const line of lines) expect(cells(lineText(line))).toBeLessThanOrEqual(width);
      const squeeze = (text: string): string => text.replaceAll(' ', '');
      expect(squeeze(lines.map(lineText).join(''))).toBe(squeeze(lineText(pieces)));
    }),
  );
});

it('breaks at spaces and keeps pieces of one word together', () => {
  const lines = wrapText(
    [
      { text: 'one two', style: 'plain' },
      { text: 'three', style: 'strong' },
      { text: ' four', style: 'plain' },
    ],
    9,
  );
  expect(lines.map(lineText)).toEqual(['one', 'twothree', 'four']);
});

it('folds evidence without losing a character', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 30 }), (text, width) => {
      expect(foldText(text, width).join('')).toBe(text);
    }),
  );
});
