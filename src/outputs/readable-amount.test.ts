import { expect, it } from 'vitest';
import { counted, readableBytes, readableShare } from './readable-amount.ts';

it('never rounds a gap away', () => {
  expect(readableShare(999, 1000)).toBe('999 of 1,000 (99 %)');
  expect(readableShare(1, 1000)).toBe('1 of 1,000 (1 %)');
  expect(readableShare(44, 44)).toBe('44 of 44 (100 %)');
  expect(readableShare(0, 0)).toBe('none');
});

it('counts in words', () => {
  expect([counted(1, 'record'), counted(1200, 'record')]).toEqual(['1 record', '1,200 records']);
});

it.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [13_204_552, '13.2 MB'],
  [999_999, '1.00 MB'],
  [5e12, '5.00 TB'],
])('writes %i bytes as %s', (bytes, words) => {
  expect(readableBytes(bytes)).toBe(words);
});
