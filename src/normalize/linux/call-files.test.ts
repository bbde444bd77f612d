import { describe, expect, it } from 'vitest';
import { auditLine, CWD, pathLine, STAMP, syscallLine } from '../../../test/linux/audit-lines.ts';
import { readAuditLog } from '../../../test/linux/read-sample.ts';
import type { TelemetryEvent } from '../../event/event.ts';

const eventsOf = (lines: readonly string[]): TelemetryEvent[] => readAuditLog(lines).events;

describe('files', () => {
  const file = (record: string, ...paths: string[]): unknown =>
    eventsOf([record, CWD, ...paths]).map((event) =>
      event.kind === 'file' ? [event.action, event.path, event.from] : event.kind,
    );

  it('are opened to read or to write, created, renamed and removed', () => {
    const at = 'ffffff9c';
    expect(
      file(syscallLine(257, { a0: at, a2: '80000', items: 1 }), pathLine(0, 'notes.txt', 'NORMAL')),
    ).toEqual([['read', '/home/alice/notes.txt', undefined]]);
    expect(
      file(syscallLine(257, { a0: at, a2: '401', items: 1 }), pathLine(0, '/var/log/x y', 'NORMAL')),
    ).toEqual([['write', '/var/log/x y', undefined]]);
    expect(
      file(
        syscallLine(2, { a1: '241', items: 2 }),
        pathLine(0, '/tmp/', 'PARENT'),
        pathLine(1, '/tmp/out.enc', 'CREATE'),
      ),
    ).toEqual([['write', '/tmp/out.enc', undefined]]);
    expect(file(syscallLine(85, { items: 1 }), pathLine(0, '../b', 'NORMAL'))).toEqual([
      ['write', '/home/b', undefined],
    ]);
    const moved = [
      pathLine(0, '/tmp', 'PARENT'),
      pathLine(1, '/tmp', 'PARENT'),
      pathLine(2, '/tmp/a', 'DELETE'),
      pathLine(3, '/tmp/b', 'CREATE'),
    ];
    expect(file(syscallLine(82, { items: 4 }), ...moved)).toEqual([['rename', '/tmp/b', '/tmp/a']]);
    expect(
      file(
        syscallLine(263, { a0: at, items: 2 }),
        pathLine(0, '/home/alice', 'PARENT'),
        pathLine(1, 'k', 'DELETE'),
      ),
    ).toEqual([['delete', '/home/alice/k', undefined]]);
  });

  it('have the flags of openat2 in a record of their own', () => {
    const how = auditLine(STAMP, 'OPENAT2', 'oflag=0100001 mode=0 resolve=0x0');
    const lines = [
      syscallLine(437, { a0: 'ffffffffffffff9c', items: 1 }),
      how,
      CWD,
      pathLine(0, 'x', 'NORMAL'),
    ];
    expect(eventsOf(lines)).toMatchObject([{ action: 'write', path: '/home/alice/x' }]);
  });

  it('relative to an open directory are not guessed', () => {
    expect(file(syscallLine(257, { a0: '5', items: 1 }), pathLine(0, 'notes.txt', 'NORMAL'))).toEqual([]);
    expect(file(syscallLine(257, { a0: '5', items: 1 }), pathLine(0, '/etc/x', 'NORMAL'))).toEqual([
      ['read', '/etc/x', undefined],
    ]);
  });
});
