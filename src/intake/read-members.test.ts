import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildTar, readAll } from '../../test/read-all.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { buildZip } from '../../test/zip-builder.ts';
import type { IntakeProblem } from './intake-problem.ts';
import { readMembers } from './read-members.ts';

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
