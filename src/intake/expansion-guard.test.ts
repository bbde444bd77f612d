import { createDeflateRaw, crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAll } from '../../test/read-all.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { buildZip } from '../../test/zip-builder.ts';
import type { IntakeProblem } from './intake-problem.ts';
import { readMembers } from './read-members.ts';

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
