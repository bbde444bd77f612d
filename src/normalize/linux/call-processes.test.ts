import { describe, expect, it } from 'vitest';
import { auditLine, CWD, execLines, STAMP, syscallLine } from '../../../test/linux/audit-lines.ts';
import { readAuditLog } from '../../../test/linux/read-sample.ts';
import type { TelemetryEvent } from '../../event/event.ts';

const eventsOf = (lines: readonly string[]): TelemetryEvent[] => readAuditLog(lines).events;

describe('executions', () => {
  it('become launches with exact arguments', () => {
    const words = ['openssl', 'enc', '-pass', "pass:it's  a\nsecret", ''];
    expect(eventsOf(execLines({ ...STAMP, arguments: words, exe: '/usr/bin/openssl' }))).toEqual([
      {
        kind: 'launch',
        host: 'web1',
        time: 1_795_310_108_377 + 471 / 4096,
        sensor: 'auditd',
        platform: 'linux',
        code: 'execve',
        place: { source: 'audit.log', offset: 0, length: expect.any(Number) as number },
        uid: undefined,
        pid: 4321,
        image: '/usr/bin/openssl',
        commandLine: "openssl enc -pass 'pass:it'\\''s  a\nsecret' ''",
        user: 'alice',
        session: '9',
        cwd: '/home/alice',
        integrity: undefined,
        originalName: undefined,
        company: undefined,
        sha256: undefined,
        parentUid: undefined,
        parentPid: 4300,
        parentImage: undefined,
        parentCommandLine: undefined,
        how: 'exec',
        arguments: words,
        loginUser: undefined,
        scriptPath: undefined,
      },
    ]);
  });

  it('hold arguments of any length and bytes', () => {
    const words = ['python3', '-c', `import os ${'é"\t'.repeat(9_000)}`, 'z'.repeat(30_000), 'last'];
    expect(eventsOf(execLines({ ...STAMP, arguments: words }))).toMatchObject([{ arguments: words }]);
  });

  it('name the script that an interpreter was started for', () => {
    const shebang = {
      ...STAMP,
      arguments: ['/bin/sh', '-e', './run.sh', 'x'],
      script: './run.sh',
      exe: '/usr/bin/dash',
    };
    expect(eventsOf(execLines(shebang))).toMatchObject([
      { image: '/usr/bin/dash', scriptPath: '/home/alice/run.sh' },
    ]);
    // A program that is reached by a link, and one that is given a file, run no script.
    expect(
      eventsOf(
        execLines({ ...STAMP, arguments: ['nc', '-l'], script: '/bin/nc', exe: '/usr/bin/nc.openbsd' }),
      ),
    ).toMatchObject([{ scriptPath: undefined }]);
    expect(eventsOf(execLines({ ...STAMP, arguments: ['cat', '/bin/cat'], exe: '/bin/cat' }))).toMatchObject([
      { scriptPath: undefined },
    ]);
  });

  it('that failed belong to the caller and launch nothing', () => {
    expect(eventsOf(execLines({ ...STAMP, arguments: ['x'], success: false }))).toEqual([]);
  });

  it('of a removed or hidden file keep its path', () => {
    expect(eventsOf(execLines({ ...STAMP, arguments: ['x'], exe: '/tmp/a b (deleted)' }))).toMatchObject([
      { image: '/tmp/a b' },
    ]);
    expect(eventsOf(execLines({ ...STAMP, arguments: ['x'], exe: '/memfd:x (deleted)' }))).toMatchObject([
      { image: '/memfd:x' },
    ]);
  });

  it('are told by number for each architecture, and by the enriched name for others', () => {
    const execve = (arch: string, number: number, rest = ''): unknown => {
      const record = auditLine(STAMP, 'EXECVE', 'argc=1 a0="id"');
      return eventsOf([syscallLine(number, { arch, rest }), record, CWD, auditLine(STAMP, 'EOE', '')]).map(
        ({ code }) => code,
      );
    };
    for (const [arch, number] of [
      ['c000003e', 59],
      ['c000003e', 322],
      ['c000003e', 0x4000_0208],
      ['40000003', 11],
      ['c00000b7', 221],
      ['40000028', 11],
      ['c0000015', 11],
      ['80000016', 11],
      ['c00000f3', 221],
    ] as const) {
      expect([arch, number, execve(arch, number)]).toEqual([
        arch,
        number,
        [expect.stringMatching(/^execve/)],
      ]);
    }
    expect(execve('c0000099', 12)).toEqual([]);
    expect(execve('c0000099', 12, '\u001dARCH=other SYSCALL=execve AUID="x"')).toEqual(['execve']);
    expect(execve('c0000099', 12, 'ARCH=other SYSCALL=execve AUID="x"')).toEqual(['execve']);
  });

  it('take names of users from enriched records and numbers from raw ones', () => {
    const record = auditLine(STAMP, 'EXECVE', 'argc=1 a0="id"');
    const names = '\u001dARCH=x86_64 SYSCALL=execve AUID="alice" UID="root" GID="root"';
    expect(eventsOf([syscallLine(59, { rest: names }), record, CWD])).toMatchObject([
      { user: 'root', loginUser: 'alice' },
    ]);
    expect(eventsOf([syscallLine(59, {}), record, CWD])).toMatchObject([
      { user: '0', loginUser: '1001', session: '9' },
    ]);
    const daemon = [syscallLine(59, {}), record, CWD].map((line) =>
      line.replace('auid=1001', 'auid=4294967295').replace('ses=9', 'ses=4294967295'),
    );
    expect(eventsOf(daemon)).toMatchObject([{ user: '0', loginUser: undefined, session: undefined }]);
  });
});

describe('processes', () => {
  it('are forked, and threads are none', () => {
    expect(eventsOf([syscallLine(57, { exit: 5000 })])).toMatchObject([
      {
        kind: 'launch',
        how: 'fork',
        pid: 5000,
        parentPid: 4321,
        image: '/usr/bin/tool',
        commandLine: undefined,
      },
    ]);
    expect(eventsOf([syscallLine(56, { exit: 5000, a0: '1200011' })])).toMatchObject([
      { how: 'fork', pid: 5000 },
    ]);
    expect(eventsOf([syscallLine(56, { exit: 5000, a0: '3d0f00' })])).toEqual([]);
    expect(eventsOf([syscallLine(435, { exit: 5000 })])).toMatchObject([{ code: 'clone3', pid: 5000 }]);
  });

  it('end with exit_group, not with the exit of a thread', () => {
    expect(eventsOf([syscallLine(231, { success: '' })])).toMatchObject([{ kind: 'end', pid: 4321 }]);
    expect(eventsOf([syscallLine(60, { success: '' })])).toEqual([]);
  });
});
