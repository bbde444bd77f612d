import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { listFiles } from './list-files.ts';

async function list(
  folder: string,
  paths: readonly string[],
): Promise<Record<'files' | 'problems' | 'skipped', string[]>> {
  const local = (path: string): string => path.slice(folder.length + 1);
  const problems: string[] = [];
  const skipped: string[] = [];
  const files = await listFiles(
    paths.map((path) => join(folder, path)),
    ({ code, source }) => problems.push(`${code} ${local(source)}`),
    (path) => skipped.push(local(path)),
  );
  return { files: files.map(({ path, size }) => `${local(path)} ${size}`), problems, skipped };
}

it('walks folders in sorted order and passes over junk', async () => {
  const folder = temporaryFolder({
    'b/2': 'xx',
    'b/1': 'x',
    a: '',
    '.hidden': 'h',
    '.DS_Store': '',
    '.git/config': '',
  });
  expect(await list(folder, [''])).toEqual({
    files: ['.hidden 1', 'a 0', 'b/1 1', 'b/2 2'],
    problems: [],
    skipped: ['.DS_Store', '.git'],
  });
});

it('reads what is named, junk or not, and each file once', async () => {
  const folder = temporaryFolder({ 'b/1': 'x', '.DS_Store': 'y' });
  const { files } = await list(folder, ['.DS_Store', 'b/1', 'b', 'b/../b/1']);
  expect(files).toEqual(['.DS_Store 1', 'b/1 1']);
});

it('follows links to files only, so that no loop arises', async () => {
  const folder = temporaryFolder({ 'real/file': 'x' });
  symlinkSync('real/file', join(folder, 'link'));
  symlinkSync('.', join(folder, 'loop'));
  symlinkSync('nowhere', join(folder, 'broken'));
  symlinkSync('self', join(folder, 'self'));
  expect(await list(folder, [''])).toEqual({
    files: ['link 1', 'real/file 1'],
    problems: ['INPUT_NOT_FOUND broken', 'INPUT_UNREADABLE self'],
    skipped: ['loop'],
  });
  expect((await list(folder, ['loop'])).files).toEqual(['loop/link 1', 'loop/real/file 1']);
});

it('says what is missing or empty', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));
  expect((await list(folder, ['none', 'empty', 'empty/x'])).problems).toEqual([
    'INPUT_NOT_FOUND none',
    'INPUT_EMPTY empty',
    'INPUT_NOT_FOUND empty/x',
  ]);
});
