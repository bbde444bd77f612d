import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { wordOffset } from './command-word.ts';
import { splitWindowsWords } from './windows-words.ts';

/** The rules' own table (Parsing C command-line arguments, post-2008) after a program name. */
const TABLE: readonly (readonly [string, readonly string[]])[] = [
  ['p "a b c" d e', ['a b c', 'd', 'e']],
  ['p "ab\\"c" "\\\\" d', ['ab"c', '\\', 'd']],
  ['p a\\\\\\b d"e f"g h', ['a\\\\\\b', 'de fg', 'h']],
  ['p a\\\\\\"b c d', ['a\\"b', 'c', 'd']],
  ['p a\\\\\\\\"b c" d e', ['a\\\\b c', 'd', 'e']],
  ['p a"b"" c d', ['ab" c d']],
  ['p "a""b"', ['a"b']],
  ['p ""', ['']],
  ['p a\t b', ['a', 'b']],
];

describe('splitWindowsWords', () => {
  it.each(TABLE)('splits %s', (line, expected) => {
    expect(
      splitWindowsWords(line)
        .slice(1)
        .map((word) => word.text),
    ).toEqual(expected);
  });

  it('reads the program without escapes', () => {
    expect(splitWindowsWords('"C:\\Program Files\\x.exe" a')[0]?.text).toBe('C:\\Program Files\\x.exe');
    expect(splitWindowsWords('po"wer"shell.exe -c 1')[0]?.text).toBe('powershell.exe');
  });

  it('knows where every character stands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', 'ß', '\t'), maxLength: 60 }),
        (line) => {
          for (const word of splitWindowsWords(line))
            for (let index = 0; index < word.text.length; index++)
              expect(line.charAt(wordOffset(word, index))).toBe(word.text.charAt(index));
        },
      ),
    );
  });

  it('gives back arguments that were quoted by the rules', () => {
    const quote = (text: string): string =>
      `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
    const argument = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (words) => {
        const split = splitWindowsWords(['p', ...words.map(quote)].join(' '));
        expect(split.slice(1).map((word) => word.text)).toEqual(words);
      }),
    );
  });
});
