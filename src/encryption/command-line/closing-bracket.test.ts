import { describe, expect, it } from 'vitest';

import { closingBracket } from './closing-bracket.ts';

describe('closingBracket', () => {
  it.each([
    ['$(a)', 3],
    ['$(a (b) c) d', 9],
    ["$(echo ')') x", 10],
    ['$(echo ")") x', 10],
    ['$(echo "don\'t") x', 14],
    ['$(echo "$(b ")")") x', 17],
    ['$(echo \\) x)', 11],
    ['$(a', -1],
    ["$(a ')", -1],
  ])('of %s is at %i', (text, place) => {
    expect(closingBracket(text, 2)).toBe(place);
  });

  it('gives up on brackets nobody writes', () => {
    expect(closingBracket(`$(${'('.repeat(100_000)}`, 2)).toBe(-1);
  });
});
