import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { loadPatterns } from './load-patterns.ts';

function pattern(id: string, name: string): string {
  return `id: ${id}
title: A locker
source: Its manual
tool: { names: [${name}], encrypts: [lock] }
examples: [{ text: ${name} lock, platform: linux, class: symmetric, operation: encrypt }]
not: [{ text: ${name}, platform: linux }]
`;
}

describe('loadPatterns', () => {
  it('reads files and folders in the order of their names', async () => {
    const folder = temporaryFolder({
      'b.yaml': pattern('b', 'bbb'),
      'a.yml': pattern('a', 'aaa'),
      'c.txt': 'no',
    });
    const { patterns, problems } = await loadPatterns([folder]);
    expect(problems).toEqual([]);
    expect(patterns.map(({ id }) => id)).toEqual(['a', 'b']);
    const twice = await loadPatterns([join(folder, 'b.yaml'), folder]);
    expect(twice.patterns.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(twice.problems).toEqual([]);
  });

  it('goes on after a bad one, and places conflicts between files', async () => {
    const folder = temporaryFolder({
      'a.yaml': pattern('a', 'same'),
      'b.yaml': 'id: [',
      'c.yaml': pattern('c', 'same'),
      'd.yaml': pattern('a', 'other'),
    });
    const { patterns, problems } = await loadPatterns([folder]);
    expect(patterns.map(({ id }) => id)).toEqual(['a']);
    expect(problems.map(({ source, line, message }) => [source.slice(-6), line, message])).toEqual([
      ['b.yaml', 1, expect.any(String)],
      ['c.yaml', 4, 'the program "same" is described by the pattern "a" already'],
      ['d.yaml', 1, 'the id "a" is taken by another pattern'],
    ]);
  });

  it('tells of what is not there, is no file, or is far too long', async () => {
    const folder = temporaryFolder({ 'long.yaml': 'x'.repeat(2_000_000) });
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'folder.yaml'));
    writeFileSync(join(folder, 'folder.yaml', 'note.txt'), '');
    const { patterns, problems } = await loadPatterns([
      folder,
      join(folder, 'empty'),
      join(folder, 'none.yaml'),
    ]);
    expect(patterns).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      'holds no .yaml file',
      'does not exist or cannot be read',
      'cannot be read',
      'is longer than 262144 characters',
    ]);
  });
});
