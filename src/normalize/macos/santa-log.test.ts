import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../formats/registry.ts';
import type { ReadRecord } from '../product.ts';
import { openSantaLog } from './santa-log.ts';

const place = { source: 'santa.log', offset: 0, length: 10 };

function read(line: string): ReadRecord {
  return openSantaLog({ source: 'santa.log', fallbackHost: 'mac-01' })(line, place);
}

/** Imitates an EXEC of plaso's santa2.log, with the fields of newer versions. */
const EXEC =
  '[2022-02-09T16:47:01.893Z] I santad: action=EXEC|decision=ALLOW|reason=CERT' +
  `|sha256=${'6'.repeat(64)}|cert_sha256=d84db96af8c2e60ac4c851a21ec460f6f84e0235beb17d24a78712b9b021ed57` +
  '|cert_cn=Software Signing|pid=75780|pidversion=1765713|ppid=155|uid=0|user=root|gid=1|group=daemon' +
  '|mode=L|path=/bin/ps|args=/bin/ps -o a<pipe>b\\nc|machineid=Mac-7';

describe('Santa log', () => {
  it('is known by its lines', () => {
    expect(detectFormat(Buffer.from(`${EXEC}\n`))?.id).toBe('santa-log');
    expect(detectFormat(Buffer.from('[2022-02-09T16:47:01.893Z] I other: action=EXEC\n'))?.id).not.toBe(
      'santa-log',
    );
  });

  it('tells an EXEC', () => {
    expect(read(EXEC)).toMatchObject({
      kind: 'Santa log EXEC',
      host: 'mac-7',
      events: [
        {
          kind: 'launch',
          time: Date.UTC(2022, 1, 9, 16, 47, 1, 893),
          uid: '75780.1765713',
          pid: 75_780,
          parentPid: 155,
          how: 'exec',
          image: '/bin/ps',
          commandLine: '/bin/ps -o a|b\nc',
          user: 'root',
          signer: { platformBinary: true },
        },
      ],
    });
    expect(read(EXEC).events[0]).not.toHaveProperty('arguments');
  });

  it("takes the name of Apple's certificate for nobody's", () => {
    const forged = EXEC.replace('d84db9', 'ffffff').replace('|cert_cn', '|teamid=ABCDE12345|cert_cn');
    expect(read(forged).events).toMatchObject([{ signer: { platformBinary: false, team: 'ABCDE12345' } }]);
  });

  const tail = 'pid=9|pidversion=4|ppid=1|process=x|processpath=/usr/bin/x|uid=0|user=root|gid=0|group=wheel';
  it.each<[string, object[]]>([
    [`action=EXIT|pid=75780|pidversion=2|ppid=155|uid=0|gid=1`, [{ kind: 'end', uid: '75780.2' }]],
    [
      `action=FORK|pid=75780|pidversion=2|ppid=155|uid=0|gid=1`,
      [{ kind: 'launch', how: 'fork', parentPid: 155 }],
    ],
    [`action=WRITE|path=/tmp/a|${tail}`, [{ kind: 'file', path: '/tmp/a', image: '/usr/bin/x', uid: '9.4' }]],
    [
      `action=RENAME|path=/tmp/a|newpath=/tmp/b|${tail}`,
      [{ path: '/tmp/b', from: '/tmp/a', action: 'rename' }],
    ],
    [`action=DELETE|path=/tmp/a|${tail}`, [{ action: 'delete' }]],
    [`action=LINK|path=/tmp/a|newpath=/tmp/b|${tail}`, [{ path: '/tmp/b', action: 'write' }]],
    [`action=CLONE|source=/tmp/a|target=/tmp/b|${tail}`, [{ path: '/tmp/b', action: 'write' }]],
    [`action=DISKAPPEAR|mount=|volume=EFI`, []],
    [
      '*** LOG MESSAGE QUOTA EXCEEDED - SOME MESSAGES HAVE BEEN DISCARDED ***',
      [{ kind: 'health', state: 'gap' }],
    ],
  ])('%s', (body, expected) =>
    expect(read(`[2022-02-17T16:30:05.253Z] I santad: ${body}`).events).toMatchObject(expected),
  );

  it('lets no value of a field speak for another', () => {
    const forged = EXEC.replace('-o a<pipe>b', '-o a|pid=1|path=/bin/forged');
    expect(read(forged).events).toMatchObject([{ pid: 75_780, image: '/bin/ps' }]);
  });

  it('reports what it cannot read', () => {
    expect(read('action=EXEC|pid=1').broken).toContain('time');
    expect(read('[2022-02-17T16:30:05.253Z] action=EXEC|path=/a').broken).toContain('pid');
  });

  it('tells nothing of what was denied', () => {
    const denied = read(EXEC.replace('|decision=ALLOW', '|decision=DENY'));
    expect(denied.events).toEqual([]);
    expect(denied.broken).toBeUndefined();
  });

  it('survives any line', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(text).events.length).toBeLessThan(2);
      }),
    );
    fc.assert(
      fc.property(fc.nat(EXEC.length), fc.string(), (at, text) => {
        read(EXEC.slice(0, at) + text);
      }),
    );
  });
});
