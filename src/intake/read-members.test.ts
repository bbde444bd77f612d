import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { createDeflateRaw, crc32, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../test/real-data.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { buildZip } from '../../test/zip-builder.ts';
import type { IntakeProblem } from './intake-problem.ts';
import { readMembers } from './read-members.ts';
import type { IntakeOptions } from './read-members.ts';

interface Outcome {
  /** Source inside the folder, and what it held. */
  readonly members: [string, string][];
  /** Code and source inside the folder. */
  readonly problems: string[];
  readonly skipped: string[];
  readonly sentences: string[];
}

async function readAll(folder: string, options: IntakeOptions = {}): Promise<Outcome> {
  const local = (source: string): string => source.slice(folder.length + 1);
  const outcome: Outcome = { members: [], problems: [], skipped: [], sentences: [] };
  const onProblem = (problem: IntakeProblem): void => {
    outcome.problems.push(`${problem.code} ${local(problem.source)}`);
    outcome.sentences.push(problem.sentence);
  };
  const onSkipped = (path: string): void => void outcome.skipped.push(local(path));
  for await (const member of readMembers([folder], onProblem, { ...options, onSkipped })) {
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    outcome.members.push([local(member.source), Buffer.concat(chunks).toString()]);
  }
  return outcome;
}

async function buildTar(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const zipped = (name: string, text: string): Buffer => buildZip([{ name, data: Buffer.from(text) }]);

describe('readMembers', () => {
  it('reads plain files and says that they can be read by range', async () => {
    const folder = temporaryFolder({ 'b.json': 'b', 'a/a.json': 'a', 'empty.json': '' });
    const outcome = await readAll(folder);
    expect(outcome.members).toEqual([
      ['a/a.json', 'a'],
      ['b.json', 'b'],
      ['empty.json', ''],
    ]);
    for await (const member of readMembers([folder], () => {})) expect(member.path).toBe(member.source);
  });

  it('unpacks by content whatever files are called', async () => {
    const folder = temporaryFolder({
      'a.json': gzipSync('gzip'),
      'b.txt': zipped('x.json', 'zip'),
      'c.evtx': await buildTar({ './x.json': 'tar' }),
      'd.zip': 'plain',
      'e.log': gzipSync(await buildTar({ 'y/x.json': 'tar.gz' })),
    });
    const outcome = await readAll(folder);
    expect(outcome.members).toEqual([
      ['a.json', 'gzip'],
      ['b.txt!x.json', 'zip'],
      ['c.evtx!x.json', 'tar'],
      ['d.zip', 'plain'],
      ['e.log!y/x.json', 'tar.gz'],
    ]);
    expect(outcome.problems).toEqual([]);
  });

  it('unpacks archives in archives', async () => {
    const inner = {
      'a.gz': gzipSync('1'),
      'b.tgz': gzipSync(await buildTar({ x: '2' })),
      'c.zip': zipped('x', '3'),
    };
    const folder = temporaryFolder({
      'outer.tar': await buildTar(inner),
      'outer.zip': buildZip(Object.entries(inner).map(([name, data]) => ({ name, data, stored: true }))),
    });
    const { members, problems } = await readAll(folder);
    expect(members).toEqual([
      ['outer.tar!a.gz', '1'],
      ['outer.tar!b.tgz!x', '2'],
      ['outer.tar!c.zip!x', '3'],
      ['outer.zip!a.gz', '1'],
      ['outer.zip!b.tgz!x', '2'],
      ['outer.zip!c.zip!x', '3'],
    ]);
    expect(problems).toEqual([]);
  });

  it('passes over what operating systems leave in archives, and counts it', async () => {
    const names = ['__MACOSX/._a', '.DS_Store', 'x/._b', 'folder/', 'a', 'a'];
    const folder = temporaryFolder({
      'z.zip': buildZip(names.map((name) => ({ name, data: Buffer.from(name) }))),
    });
    const { members, skipped } = await readAll(folder);
    expect(members).toEqual([
      ['z.zip!a', 'a'],
      ['z.zip!a#2', 'a'],
    ]);
    expect(skipped).toEqual(['z.zip!__MACOSX/._a', 'z.zip!.DS_Store', 'z.zip!x/._b']);
  });

  it('takes hostile names for names', async () => {
    const names = ['../../etc/passwd', '/absolute', 'C:\\x', 'a\u001b[31m\n'];
    const folder = temporaryFolder({
      'z.zip': buildZip(names.map((name) => ({ name, data: Buffer.from('x') }))),
    });
    const { members, problems } = await readAll(folder);
    expect(members.map(([source]) => source)).toEqual([
      'z.zip!../../etc/passwd',
      'z.zip!/absolute',
      'z.zip!C:/x',
      'z.zip!a\ufffd[31m\ufffd',
    ]);
    expect(problems).toEqual([]);
  });

  it('goes on when a member is left unread or half read', async () => {
    const big = 'x'.repeat(3_000_000);
    const files = { a: big, b: big, c: 'end' };
    const folder = temporaryFolder({
      '1.tgz': gzipSync(await buildTar(files)),
      '2.zip': buildZip(Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text) }))),
    });
    const seen: string[] = [];
    const problems: IntakeProblem[] = [];
    for await (const member of readMembers([folder], (problem) => problems.push(problem))) {
      if (member.source.endsWith('!a')) continue;
      for await (const chunk of member.open()) {
        seen.push(`${member.source.slice(folder.length + 1)} ${String(chunk.subarray(0, 3))}`);
        break;
      }
    }
    expect(seen).toEqual(['1.tgz!b xxx', '1.tgz!c end', '2.zip!b xxx', '2.zip!c end']);
    expect(problems).toEqual([]);
  });

  it('turns UTF-16 into UTF-8 and leaves binary alone', async () => {
    const text = '{"user":"Jürgen"}\n';
    const binary = Buffer.from([0xfe, 0, 0xff, 1, 2, 3, 0, 0]);
    const folder = temporaryFolder({
      '1': Buffer.from(`\ufeff${text}`, 'utf16le'),
      '2': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      '3': Buffer.from(text.repeat(20), 'utf16le'),
      '4': `\ufeff${text}`,
      '5': binary,
    });
    const { members } = await readAll(folder);
    expect(members.map(([, content]) => content)).toEqual([
      text,
      text,
      text.repeat(20),
      `\ufeff${text}`,
      binary.toString(),
    ]);
    const paths: boolean[] = [];
    for await (const member of readMembers([folder], () => {})) paths.push(member.path !== undefined);
    expect(paths).toEqual([false, false, false, true, true]);
  });
});

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

describe('readMembers on archives that expand without measure', () => {
  const limits = { ratioFrom: 1_000_000, ratio: 50, memberBytes: 20_000_000, totalBytes: 30_000_000 };

  it('stops a bomb of 300 MiB and reads on', async () => {
    const deflate = createDeflateRaw({ level: 9 });
    const zeros = Buffer.alloc(1024 * 1024);
    let checksum = 0;
    for (let i = 0; i < 300; i++) {
      checksum = crc32(zeros, checksum);
      deflate.write(zeros);
    }
    deflate.end();
    const packed: Buffer[] = [];
    for await (const chunk of deflate as AsyncIterable<Buffer>) packed.push(chunk);
    const bomb = {
      name: 'bomb.json',
      data: Buffer.concat(packed),
      deflated: { size: 300 * 1024 * 1024, checksum },
    };
    const folder = temporaryFolder({ 'z.zip': buildZip([bomb, { name: 'b', data: Buffer.from('b') }]) });
    let bytes = 0;
    const sources: string[] = [];
    const problems: IntakeProblem[] = [];
    for await (const member of readMembers([folder], (problem) => problems.push(problem))) {
      sources.push(member.source.slice(folder.length));
      for await (const chunk of member.open()) bytes += chunk.length;
    }
    expect(sources).toEqual(['/z.zip!bomb.json', '/z.zip!b']);
    expect(bytes).toBeLessThan(65 * 1024 * 1024 + 2);
    expect(problems.map((problem) => problem.code)).toEqual(['ARCHIVE_TOO_LARGE']);
  });

  it.each([
    ['a ratio no log reaches', gzipSync(Buffer.alloc(2_000_000)), 'ARCHIVE_TOO_LARGE a'],
    ['a tar file in gzip', gzipSync(gzipSync(Buffer.alloc(200_000_000))), 'ARCHIVE_TOO_LARGE a'],
  ])('stops at %s', async (_, content, problem) => {
    const { problems } = await readAll(temporaryFolder({ a: content }), { limits });
    expect(problems).toEqual([problem]);
  });

  it('bounds a member, and all members of a file together', async () => {
    const data = Buffer.alloc(600_000);
    for (let i = 0; i < data.length; i += 4) data.writeUInt32LE(crc32(String(i)), i);
    const folder = temporaryFolder({ z: buildZip(['a', 'b', 'c'].map((name) => ({ name, data }))) });
    const one = await readAll(folder, { limits: { memberBytes: 500_000 } });
    expect(one.problems).toEqual(['a', 'b', 'c'].map((name) => `ARCHIVE_TOO_LARGE z!${name}`));
    const all = await readAll(folder, { limits: { totalBytes: 1_000_000 } });
    expect(all.problems).toContain('ARCHIVE_TOO_LARGE z!b');
    expect(all.problems).not.toContain('ARCHIVE_TOO_LARGE z!a');
    const few = await readAll(folder, { limits: { members: 2 } });
    expect(few.members.map(([source]) => source)).toEqual(['z!a', 'z!b']);
    expect(few.problems).toEqual(['ARCHIVE_TOO_LARGE z']);
  });

  it('bounds nesting', async () => {
    let content = Buffer.from('x');
    for (let i = 0; i < 6; i++) content = gzipSync(content);
    const { members, problems } = await readAll(temporaryFolder({ a: content }));
    expect(members).toEqual([]);
    expect(problems).toEqual(['ARCHIVE_TOO_NESTED a']);
  });

  it('refuses a large zip inside another archive', async () => {
    const inner = buildZip([{ name: 'x', data: Buffer.alloc(5000), stored: true }]);
    const folder = temporaryFolder({ a: gzipSync(inner) });
    expect((await readAll(folder, { limits: { nestedZipBytes: 1000 } })).problems).toEqual([
      'ARCHIVE_TOO_LARGE a',
    ]);
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
