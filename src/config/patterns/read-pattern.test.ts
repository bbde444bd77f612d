import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';
import { readPattern } from './read-pattern.ts';

const GOOD = `id: lockit
title: Our own locker
source: Its manual, page 3
tool:
  names: [lockit, lockit.py]
  algorithm: aes-256-gcm
  encrypts: [lock, --mode=lock]
  decrypts: [unlock]
  key: { password: [-p], otherwise: prompt }
  inputs: [1]
  outputs: [-o, 2]
examples:
  - { text: lockit lock a b, platform: linux, class: symmetric, operation: encrypt }
not:
  - { text: lockit --version, platform: linux }
`;

function problems(text: string): string[] {
  return readPattern(text, 'p.yaml').problems.map(
    ({ source, line, path, message }) => `${source}:${line ?? '?'} ${path} ${message}`,
  );
}

describe('readPattern', () => {
  it('reads a pattern', () => {
    expect(problems(GOOD)).toEqual([]);
    expect(readPattern(GOOD, 'p.yaml').pattern).toMatchObject({ id: 'lockit', tool: { inputs: [1] } });
  });

  it.each([
    [
      '  names: [lockit, lockit.py]',
      '  nams: [lockit]',
      'p.yaml:5 tool.nams unknown key "nams"; did you mean "names"?',
    ],
    ['title: Our own locker\n', '', 'p.yaml:1 title Invalid input: expected string, received undefined'],
    ['id: lockit', 'id: Lock It', 'p.yaml:1 id must be lower-case words joined by -'],
    [
      '[lockit, lockit.py]',
      '[lockit, x]',
      'p.yaml:5 tool.names[1] is too short to look for: 3 characters at least',
    ],
    [
      '[lockit, lockit.py]',
      '[/usr/bin/lockit]',
      'p.yaml:5 tool.names[0] must be a program name without directory',
    ],
    ['[lockit, lockit.py]', '[openssl]', 'p.yaml:5 tool.names[0] Postern reads "openssl" by itself'],
    ['[unlock]', '[-u, "a b c d"]', 'p.yaml:8 tool.decrypts[1] must be an option'],
    ['[unlock]', '["(a+)+$"]', 'p.yaml:8 tool.decrypts[0] must be an option'],
    ['[unlock]', '[lock]', 'p.yaml:8 tool.decrypts[0] "lock" stands under "encrypts" too'],
    [
      '[-o, 2]',
      '[output]',
      'p.yaml:11 tool.outputs[0] must be an option (-o, --output, -p*, key=*), the number',
    ],
    ['[-o, 2]', '[-o, 99]', 'p.yaml:11 tool.outputs[1] must be an option'],
    ['aes-256-gcm', 'AES 256', 'p.yaml:6 tool.algorithm must be a name such as aes-256-gcm'],
    ['operation: encrypt', 'operation: encrypts', 'p.yaml:13 examples[0].operation Invalid option'],
    [
      ', platform: linux, class',
      ', class',
      'p.yaml:13 examples[0] needs "platform" (a command line) or "language"',
    ],
    [
      'platform: linux, class',
      'platform: linux, language: shell, class',
      'needs "platform" (a command line) or',
    ],
    [
      /not:\n.*\n/,
      'not: []\n',
      'p.yaml:14 not needs at least one text in which the pattern must see nothing',
    ],
    [/not:\n.*\n/, '', 'p.yaml:1 not Invalid input: expected array'],
    [/tool:\n(?: .*\n)+/, '', 'p.yaml:1  needs "tool" or "script", one of them'],
    ['source:', 'confidence: 2\nsource:', 'p.yaml:3 confidence Too big'],
    ['source:', 'references: ["javascript:alert(1)"]\nsource:', 'p.yaml:3 references[0] Invalid URL'],
    ['id: lockit', 'id: lockit\nid: other', 'p.yaml:2  Map keys must be unique'],
    ['id: lockit', 'id: [', 'p.yaml:2  '],
    ['id: lockit', '---\nid: lockit\n---\nid: other', 'p.yaml:3  holds several documents; write one a file'],
    ['  inputs: [1]', '  keyed: true', ''],
  ] as const)('%s as %s', (from, to, expected) => {
    const found = problems(GOOD.replace(from, to));
    if (expected === '') expect(found).toEqual([]);
    else
      expect(
        found.some((problem) => problem.includes(expected)),
        found.join('\n'),
      ).toBe(true);
  });

  it('asks scripts for names that tell something', () => {
    const script = (keys: string): string[] =>
      problems(GOOD.replace(/tool:\n(?: .*\n)+/, `script: { languages: [python], ${keys} }\n`));
    expect(script('encrypts: [encrypt]')[0]).toContain('"encrypt" alone may be anything');
    expect(script('encrypts: [encrypt], module: acme')).toEqual([]);
    expect(script('encrypts: [acme.seal], tier: 3')[0]).toContain('unknown key "tier"');
    expect(script('methods: { encrypt: [lock] }')).toHaveLength(2);
    expect(script('encrypts: [AES.new]')[0]).toContain('by itself as a cipher of pycryptodome');
    expect(script('encrypts: ["a b"]')[0]).toContain('must be the name of a call');
    expect(script('encrypts: [acme.seal], keyed: true')[0]).toContain('needs "key"');
  });
});

describe('hostile files', () => {
  const long = PATTERN_LIMITS.file;

  it.each([
    ['brackets', '['.repeat(long - 1)],
    ['braces', '{'.repeat(long - 1)],
    ['nested maps', '{a: '.repeat(long / 5)],
    ['nested lists', '- '.repeat(long / 2 - 1)],
    ['nested keys', '? '.repeat(long / 2 - 1)],
    ['many keys', Array.from({ length: 30_000 }, (_, index) => `k${index}:`).join('\n')],
    ['many tags', '!a '.repeat(long / 4)],
    ['many commas', `[${','.repeat(long - 2)}]`],
    ['many quotes', '"'.repeat(long - 1)],
    ['line breaks', '\n'.repeat(long - 1)],
    ['a long text', 'x'.repeat(long + 1)],
    ['a long name', GOOD.replace('lockit.py', `l${'o'.repeat(100_000)}`)],
    ['a long unknown key', `${GOOD}${'k'.repeat(1_000)}: 1\n`],
    [
      'many names',
      GOOD.replace('lockit.py', Array.from({ length: 5_000 }, (_, index) => `n${index}xx`).join(', ')),
    ],
    ['many examples', `${GOOD}${'  - { text: x, platform: linux }\n'.repeat(2_000)}`],
    [
      'aliases of aliases',
      `a: &a [x, x, x, x, x, x, x, x]\n${'bcdefgh'
        .split('')
        .map(
          (key, index) =>
            `${key}: &${key} [${Array(8)
              .fill(`*${'abcdefgh'.charAt(index)}`)
              .join(', ')}]`,
        )
        .join('\n')}\n`,
    ],
    ['an alias of itself', 'a: &a [*a]\n'],
    ['nothing', ''],
    ['no map', '42'],
    ['a prototype', '__proto__: { id: x }\n'],
    ['control characters', '\u0000\u001b[31m\u0007'],
  ])('of %s are told of, and nothing more', (_, text) => {
    const found = readPattern(text, 'p.yaml');
    expect(found.pattern).toBeUndefined();
    expect(found.problems.length).toBeGreaterThan(0);
    expect(found.problems.length).toBeLessThanOrEqual(50);
    for (const { message } of found.problems) expect(message.length).toBeLessThan(2_000);
  });

  it('of any kind never throw', () => {
    const lines = GOOD.split('\n');
    const damaged = fc.array(fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 30 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(damaged, (some) => {
        const { pattern, problems: found } = readPattern(some.join('\n'), 'p.yaml');
        expect(pattern === undefined).toBe(found.length > 0);
      }),
      { numRuns: 200 },
    );
  });
});
