import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LiteralScan } from './literal-scan.ts';

const letter = fc.constantFrom('a', 'b', 'B', '-', '_', '.', '7', ' ', '\u0441', 'e', 'x', 'E');

describe('LiteralScan', () => {
  it('finds what a search for each word would find', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '7', '.'), minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 5 }),
        fc.string({ unit: letter, maxLength: 40 }),
        (words, text) => {
          const scan = new LiteralScan(words.map((sought) => ({ text: sought, whole: false })));
          const expected = words.some((sought) => text.toLowerCase().includes(sought));
          expect(scan.test(text)).toBe(expected);
        },
      ),
    );
  });

  it.each([
    ['openssl', true],
    ['OPENSSL.EXE enc', true],
    ['C:\\x\\openssl.exe"', true],
    ['/usr/bin/openssl', true],
    ['$which_openssl', true],
    ['myopenssl', false],
    ['openssl-devel', false],
    ['openssls', false],
  ])('takes whole names only: %s', (text, expected) => {
    expect(new LiteralScan([{ text: 'openssl', whole: true }]).test(text)).toBe(expected);
  });
});
