import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TextView } from '../layers/text-view.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { createRecogniser } from '../recognise.ts';
import { splitPosixCommands } from './posix-commands.ts';
import { decodeProctitle } from './proctitle.ts';
import { joinArguments, recogniseArguments } from './recognise-arguments.ts';
import { splitWindowsWords } from './windows-words.ts';

const recogniser = createRecogniser();
const argument = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', ' ', '"', "'", '\\', '$', '|', ';', '\n', '=', '{', ','),
    maxLength: 10,
  }),
  fc.constantFrom('-pass', 'pass:a;b', '$(id)', '<<EOF', 'A=b'),
);

describe('recogniseArguments', () => {
  it('takes every argument as it is', () => {
    const argv = [
      'openssl',
      'enc',
      '-aes-256-cbc',
      '-pass',
      'pass:my; winter | $(x)',
      '-in',
      'a b',
      '-out',
      '>c',
    ];
    const recognition = recogniseArguments(recogniser, argv, 'posix');
    expect(recognition.operations).toMatchObject([
      { class: 'symmetric', direction: 'encrypt', inputs: ['a b'], outputs: ['>c'] },
    ]);
    expect(maskSecrets(joinArguments(argv, 'posix'), recognition)).not.toContain('winter');
  });

  it.each([
    [['sh', '-c', 'tar c /srv | gpg -c > /tmp/o']],
    [['/usr/bin/sudo', '-n', 'bash', '-lc', "openssl enc -aes-256-cbc -k 'a b' -in x"]],
    [['find', '.', '-exec', 'ccrypt', '-K', 'x', '{}', ';']],
  ])('reads shell texts among them: %j', (argv) => {
    const { operations } = recogniseArguments(recogniser, argv, 'posix');
    expect(operations.filter((operation) => operation.class === 'symmetric')).toHaveLength(1);
  });

  it('takes nothing for shell syntax that stands in an argument', () => {
    const { operations } = recogniseArguments(
      recogniser,
      ['echo', 'a; openssl enc -aes-256-cbc -k x'],
      'posix',
    );
    expect(operations).toEqual([]);
  });

  it('joins to a text that splits into the same arguments', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 6 }), (rest) => {
        const argv = ['prog', ...rest];
        const posix = splitPosixCommands(new TextView(0, joinArguments(argv, 'posix')));
        expect(posix.map(({ words }) => words.map((word) => word.text))).toEqual([argv]);
        expect(splitWindowsWords(joinArguments(argv, 'windows')).map((word) => word.text)).toEqual(argv);
      }),
    );
  });
});

describe('decodeProctitle', () => {
  it('gives the arguments back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { minLength: 1 }), (argv) => {
        expect(decodeProctitle(Buffer.from(argv.join('\0')).toString('hex').toUpperCase())).toEqual(argv);
      }),
    );
  });

  it.each(['', 'bash', '6C7', '"ls"', 'zz'])('leaves %j alone', (text) => {
    expect(decodeProctitle(text)).toBeUndefined();
  });

  it('bears padding, cut characters and titles without end', () => {
    expect(decodeProctitle('6C73000000')).toEqual(['ls']);
    expect(decodeProctitle('6C7300C3')).toEqual(['ls', '\uFFFD']);
    expect(decodeProctitle('00'.repeat(100_000))).toEqual(['']);
    expect(decodeProctitle('6100'.repeat(100_000))?.length).toBe(4096);
  });
});
