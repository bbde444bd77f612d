import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesWildcard } from './wildcard.ts';

describe('a wildcard', () => {
  it.each([
    ['c:\\tools\\a.exe', 'c:\\tools\\a.exe', true],
    ['c:\\tools\\a.exe', 'c:\\tools\\*', true],
    ['c:\\tools\\a.exe', '*\\a.exe', true],
    ['c:\\tools\\a.exe', 'c:\\*\\a.exe', true],
    ['c:\\tools\\x\\a.exe', 'c:\\*\\a.exe', true],
    ['c:\\tools\\a.exe', '*', true],
    ['', '*', true],
    ['', '', true],
    ['c:\\tools\\a.exe', 'c:\\tools', false],
    ['c:\\tools\\a.exe', 'tools\\a.exe', false],
    ['c:\\tools\\a.exe', '*.dll', false],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['c:\\tools\\aXexe', 'c:\\tools\\a.exe', false],
    ['a+b', 'a+b', true],
    ['aab', 'a+b', false],
  ])('%s by %s: %s', (text, pattern, expected) => {
    expect(matchesWildcard(text, pattern)).toBe(expected);
  });

  it('matches what its stars were filled with', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\\', '.'), maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        parts,
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 3 }),
        (pieces, filling) => {
          expect(matchesWildcard(pieces.join(filling), pieces.join('*'))).toBe(true);
        },
      ),
    );
  });

  it('is done with hostile patterns at once', () => {
    expect(matchesWildcard('a'.repeat(50_000), `${'*a'.repeat(250)}b`)).toBe(false);
  });
});
