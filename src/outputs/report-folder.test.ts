import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleHuntResult, sampleOrigin } from '../../test/fixtures/sample-hunt-result.ts';
import type { Place } from '../event/place.ts';
import { writeReportFolder, type ReadRaw } from './report-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'postern-report-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

const rawOf = (place: Place): Buffer =>
  Buffer.from(`{"offset":${place.offset},"text":"\\u001b \u00e9"}\n`, 'latin1');
const readRaw: ReadRaw = (place) =>
  Promise.resolve(place.source.endsWith('.evtx') ? Buffer.from([0x2a, 0x2a, 0, 0]) : rawOf(place));
const write = (dir: string, read: ReadRaw = readRaw): ReturnType<typeof writeReportFolder> =>
  writeReportFolder(dir, sampleHuntResult, read, sampleOrigin);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function contents(dir: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(dir.length + 1).replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

describe('a report folder', () => {
  it('holds the report, the findings, the summary, the evidence and a manifest of all of it', async () => {
    const dir = join(root, 'new', 'report');
    const manifest = await write(dir);
    const files = await contents(dir);
    expect([...files.keys()].filter((path) => !path.startsWith('evidence/')).toSorted()).toEqual([
      'findings.ndjson',
      'manifest.json',
      'report.html',
      'summary.json',
    ]);
    expect(manifest.complete).toBe(true);
    expect(JSON.parse(String(files.get('manifest.json')))).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(manifest.files.map(({ path }) => path).toSorted()).toEqual(
      [...files.keys()].filter((path) => path !== 'manifest.json').toSorted(),
    );
    for (const { path, bytes, sha256: digest } of manifest.files) {
      expect([files.get(path)?.length, sha256(files.get(path)!)]).toEqual([bytes, digest]);
    }
  });

  it('keeps every record byte for byte, with its place and the findings that use it', async () => {
    const manifest = await write(join(root, 'r'));
    expect(manifest.evidence).toHaveLength(7);
    for (const { path, place, findings } of manifest.evidence) {
      expect(await readFile(join(root, 'r', path!))).toEqual(await readRaw(place));
      expect(findings.length).toBeGreaterThan(0);
    }
    expect(manifest.evidence.at(-1)?.path).toMatch(/^evidence\/0007-security-5156\.bin$/);
  });

  it('says which record could not be read again', async () => {
    const manifest = await write(join(root, 'r'), () => Promise.resolve(undefined));
    expect(manifest.evidence.every(({ path, note }) => path === undefined && note !== undefined)).toBe(true);
  });

  it('is the same when it is made again, over the earlier one', async () => {
    const dir = join(root, 'r');
    await write(dir);
    const first = await contents(dir);
    await writeFile(join(dir, 'notes.txt'), 'mine');
    await writeFile(join(dir, 'evidence', '9999-old.bin'), 'old');
    await writeFile(join(dir, 'evidence', '0001-x.json.partial'), 'cut off');
    await write(dir);
    const second = await contents(dir);
    expect(second.get('notes.txt')?.toString()).toBe('mine');
    second.delete('notes.txt');
    expect(second).toEqual(first);
  });

  it('is known again as a report when it was cut off', async () => {
    const dir = join(root, 'r');
    await expect(write(dir, () => Promise.reject(new Error('disk gone')))).rejects.toThrow('disk gone');
    const cut: unknown = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
    expect(cut).toMatchObject({ complete: false });
    expect((await write(dir)).complete).toBe(true);
  });
});

describe('a folder that is none of ours', () => {
  it('is refused with what to do, and not touched', async () => {
    await writeFile(join(root, 'thesis.txt'), 'dear');
    await expect(write(root)).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_NOT_EMPTY', path: root });
    await expect(write(root)).rejects.toThrow(/not empty and holds no earlier report.*Name another folder/);
    expect(await readdir(root)).toEqual(['thesis.txt']);
  });

  it.each(['{}', '{"schema":"other"}', 'no json', '[1]', 'null'])(
    'is not taken for ours by a manifest of %s',
    async (text) => {
      await writeFile(join(root, 'manifest.json'), text);
      await expect(write(root)).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_NOT_EMPTY' });
    },
  );

  it('is refused when it is a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(write(join(root, 'file'))).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_NOT_A_FOLDER' });
    await expect(write(join(root, 'file', 'below'))).rejects.toMatchObject({ name: 'ReportFolderError' });
  });

  it('is not reached through a link in place of the evidence', async () => {
    const dir = join(root, 'r');
    const outside = join(root, 'outside');
    await write(dir);
    await mkdir(outside);
    await writeFile(join(outside, '0001-keep.json'), 'keep');
    await rm(join(dir, 'evidence'), { recursive: true });
    await symlink(outside, join(dir, 'evidence'), 'junction');
    await expect(write(dir)).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_NOT_A_FOLDER' });
    await access(join(outside, '0001-keep.json'));
  });
});
