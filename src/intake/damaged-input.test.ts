import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildTar, readAll } from '../../test/read-all.ts';
import { describeWithData } from '../../test/real-data.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { buildZip } from '../../test/zip-builder.ts';
import type { IntakeProblem } from './intake-problem.ts';
import { readMembers } from './read-members.ts';

describe('readMembers on damaged input', () => {
  it('reports a missing path and reads the others', async () => {
    const folder = temporaryFolder({ a: 'a' });
    const problems: IntakeProblem[] = [];
    const sources: string[] = [];
    const paths = [join(folder, 'none'), join(folder, 'a')];
    for await (const member of readMembers(paths, (problem) => problems.push(problem)))
      sources.push(member.source);
    expect(sources).toEqual([join(folder, 'a')]);
    expect(problems).toEqual([
      {
        code: 'INPUT_NOT_FOUND',
        source: join(folder, 'none'),
        sentence: `${join(folder, 'none')} does not exist: check the path.`,
      },
    ]);
  });

  it('keeps everything when a stray byte follows gzip data', async () => {
    const text = 'x'.repeat(100_000) + 'end';
    const folder = temporaryFolder({ a: Buffer.concat([gzipSync(text), Buffer.from('?')]) });
    const { members, problems } = await readAll(folder);
    expect(members).toEqual([['a', text]]);
    expect(problems).toEqual(['ARCHIVE_TRAILING_BYTES a']);
  });

  it('keeps what lies before the damage', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i} ${crc32(String(i))}\n`).join('');
    const packed = gzipSync(lines);
    const tar = gzipSync(await buildTar({ a: 'whole', b: lines }));
    const folder = temporaryFolder({
      'cut.gz': packed.subarray(0, packed.length / 2),
      'cut.tgz': tar.subarray(0, tar.length / 2),
      'nothing.gz': packed.subarray(0, 12),
    });
    const { members, problems } = await readAll(folder);
    expect(members.map(([source]) => source)).toEqual(['cut.gz', 'cut.tgz!a', 'cut.tgz!b']);
    expect(members[0]?.[1].length).toBeGreaterThan(lines.length / 4);
    expect(lines.startsWith(members[0]?.[1] ?? '?')).toBe(true);
    expect(members[1]?.[1]).toBe('whole');
    expect(members[2]?.[1].length).toBeGreaterThan(lines.length / 4);
    expect(problems).toEqual([
      'ARCHIVE_BROKEN cut.gz',
      'ARCHIVE_BROKEN cut.tgz!b',
      'ARCHIVE_BROKEN nothing.gz',
    ]);
  });

  it('reads zip files whose directory is damaged one after another', async () => {
    const files = [
      { name: 'a', data: Buffer.from('1'.repeat(1000)) },
      { name: '__MACOSX/._a', data: Buffer.from('junk') },
      { name: 'b', data: Buffer.from('2'), streamed: true },
      { name: 'c', data: Buffer.from('3'), stored: true },
      { name: 'd', data: Buffer.from('4'), encrypted: true },
      { name: 'e', data: Buffer.from('5'), damaged: true },
      { name: 'f', data: Buffer.from('6'), streamed: true },
    ];
    const zip = buildZip(files);
    const oneByteLost = Buffer.from(zip);
    oneByteLost.writeUInt8(1, zip.length - 2);
    const folder = temporaryFolder({
      'a.zip': oneByteLost,
      'b.zip': zip.subarray(0, zip.indexOf('PK\x01\x02')),
    });
    const { members, problems } = await readAll(folder);
    const inside = (archive: string): [string, string][] => [
      [`${archive}!a`, '1'.repeat(1000)],
      [`${archive}!b`, '2'],
      [`${archive}!c`, '3'],
      [`${archive}!e`, '5'],
      [`${archive}!f`, '6'],
    ];
    expect(members).toEqual([...inside('a.zip'), ...inside('b.zip')]);
    expect(problems).toEqual(
      ['a.zip', 'b.zip'].flatMap((archive) => [
        `ARCHIVE_DIRECTORY_BROKEN ${archive}`,
        `ARCHIVE_ENCRYPTED ${archive}!d`,
        `ARCHIVE_BROKEN ${archive}!e`,
      ]),
    );
  });

  it('reports what it cannot unpack, file by file', async () => {
    const good = { name: 'z', data: Buffer.from('z') };
    const method = buildZip([{ name: 'a', data: Buffer.from('a') }, good]);
    for (let at = method.indexOf('PK\x01\x02'); at >= 0; at = -1) method.writeUInt16LE(14, at + 10);
    const folder = temporaryFolder({
      '1.zip': buildZip([{ name: 'a', data: Buffer.from('a'), encrypted: true }, good]),
      '2.zip': method,
      '3.zip': buildZip([{ name: 'a', data: Buffer.from('a'), damaged: true }, good]),
      '4.zip': buildZip([]),
      '5.zip': 'PK\x03\x04 and nothing else',
    });
    const { members, problems } = await readAll(folder);
    expect(members).toEqual([
      ['1.zip!z', 'z'],
      ['2.zip!z', 'z'],
      ['3.zip!a', 'a'],
      ['3.zip!z', 'z'],
    ]);
    expect(problems).toEqual([
      'ARCHIVE_ENCRYPTED 1.zip!a',
      'ARCHIVE_UNSUPPORTED 2.zip!a',
      'ARCHIVE_BROKEN 3.zip!a',
      'INPUT_EMPTY 4.zip',
      'ARCHIVE_DIRECTORY_BROKEN 5.zip',
      'INPUT_EMPTY 5.zip',
    ]);
  });

  it('survives a zip file cut or changed at every place', async () => {
    const zip = buildZip([
      { name: 'a', data: Buffer.from('one') },
      { name: 'b', data: Buffer.from('two'), streamed: true },
    ]);
    const folder = temporaryFolder({ 'z.zip': zip });
    for (let cut = zip.length - 1; cut >= 4; cut -= 3) {
      truncateSync(join(folder, 'z.zip'), cut);
      const { problems } = await readAll(folder);
      expect(problems.length).toBeGreaterThan(0);
    }
    for (let at = 4; at < zip.length; at += 2) {
      const changed = Buffer.from(zip);
      changed.writeUInt8(zip.readUInt8(at) ^ 0xff, at);
      const outcome = await readAll(temporaryFolder({ 'z.zip': changed }));
      expect(outcome.members.length + outcome.problems.length).toBeGreaterThan(0);
    }
  });
});

describeWithData(
  'an archive published without its last byte',
  'win-empire-2020/empire_launcher_sct_regsvr32.zip',
  (path) => {
    it('is read in full', async () => {
      const problems: IntakeProblem[] = [];
      let bytes = 0;
      for await (const member of readMembers([path], (problem) => problems.push(problem)))
        for await (const chunk of member.open()) bytes += chunk.length;
      expect(bytes).toBeGreaterThan(1_000_000);
      expect(problems.map((problem) => problem.code)).toEqual(['ARCHIVE_DIRECTORY_BROKEN']);
    });
  },
);
