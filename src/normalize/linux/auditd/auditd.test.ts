import { describe, expect, it } from 'vitest';
import {
  auditLine,
  connectLines,
  execLines,
  saddr4,
  untrusted,
} from '../../../../test/linux/audit-lines.ts';
import { readSample } from '../../../../test/linux/read-sample.ts';
import type { TelemetryEvent } from '../../../event/event.ts';

const stamp = { time: '1795310108.377', serial: 4_567 };

const read = (lines: readonly string[]): ReturnType<typeof readSample> =>
  readSample(Buffer.from(lines.map((line) => `${line}\n`).join('')), 'audit.log', 'web1');

const eventsOf = (lines: readonly string[]): TelemetryEvent[] => read(lines).events;

/** A SYSCALL record as the kernel writes it, with what matters to a test. */
function syscall(number: number, facts: { arch?: string; success?: string; exit?: number; a0?: string; a1?: string; a2?: string; a3?: string; items?: number; rest?: string }): string {
  const { arch = 'c000003e', success = 'yes', exit = 0, a0 = '3', a1 = '0', a2 = '0', a3 = '0', items = 0 } = facts;
  const result = success === '' ? '' : ` success=${success} exit=${exit}`;
  return auditLine(
    stamp,
    'SYSCALL',
    `arch=${arch} syscall=${number}${result} a0=${a0} a1=${a1} a2=${a2} a3=${a3} items=${items} ppid=4300 pid=4321 auid=1001 uid=0 gid=0 euid=0 tty=(none) ses=9 comm="worker" exe="/usr/bin/tool" subj=unconfined key=(null)${facts.rest ?? ''}`,
  );
}

const path = (item: number, name: string, nametype: string): string =>
  auditLine(stamp, 'PATH', `item=${item} name=${untrusted(name)} inode=5 dev=fe:00 nametype=${nametype} cap_fp=0`);

const cwd = auditLine(stamp, 'CWD', 'cwd="/home/alice"');

describe('executions', () => {
  it('become launches with exact arguments', () => {
    const words = ['openssl', 'enc', '-pass', "pass:it's  a\nsecret", ''];
    expect(eventsOf(execLines({ ...stamp, arguments: words, exe: '/usr/bin/openssl' }))).toEqual([
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
    expect(eventsOf(execLines({ ...stamp, arguments: words }))).toMatchObject([{ arguments: words }]);
  });

  it('name the script that an interpreter was started for', () => {
    const shebang = { ...stamp, arguments: ['/bin/sh', '-e', './run.sh', 'x'], script: './run.sh', exe: '/usr/bin/dash' };
    expect(eventsOf(execLines(shebang))).toMatchObject([{ image: '/usr/bin/dash', scriptPath: '/home/alice/run.sh' }]);
    // A program that is reached by a link, and one that is given a file, run no script.
    expect(eventsOf(execLines({ ...stamp, arguments: ['nc', '-l'], script: '/bin/nc', exe: '/usr/bin/nc.openbsd' }))).toMatchObject([{ scriptPath: undefined }]);
    expect(eventsOf(execLines({ ...stamp, arguments: ['cat', '/bin/cat'], exe: '/bin/cat' }))).toMatchObject([{ scriptPath: undefined }]);
  });

  it('that failed belong to the caller and launch nothing', () => {
    expect(eventsOf(execLines({ ...stamp, arguments: ['x'], success: false }))).toEqual([]);
  });

  it('of a removed or hidden file keep its path', () => {
    expect(eventsOf(execLines({ ...stamp, arguments: ['x'], exe: '/tmp/a b (deleted)' }))).toMatchObject([{ image: '/tmp/a b' }]);
    expect(eventsOf(execLines({ ...stamp, arguments: ['x'], exe: '/memfd:x (deleted)' }))).toMatchObject([{ image: '/memfd:x' }]);
  });

  it('are told by number for each architecture, and by the enriched name for others', () => {
    const execve = (arch: string, number: number, rest = ''): unknown => {
      const record = auditLine(stamp, 'EXECVE', 'argc=1 a0="id"');
      return eventsOf([syscall(number, { arch, rest }), record, cwd, auditLine(stamp, 'EOE', '')]).map(({ code }) => code);
    };
    for (const [arch, number] of [
      ['c000003e', 59], ['c000003e', 322], ['c000003e', 0x4000_0208], ['40000003', 11], ['c00000b7', 221], ['40000028', 11],
      ['c0000015', 11], ['80000016', 11], ['c00000f3', 221],
    ] as const) {
      expect([arch, number, execve(arch, number)]).toEqual([arch, number, [expect.stringMatching(/^execve/)]]);
    }
    expect(execve('c0000099', 12)).toEqual([]);
    expect(execve('c0000099', 12, '\u001dARCH=other SYSCALL=execve AUID="x"')).toEqual(['execve']);
    expect(execve('c0000099', 12, 'ARCH=other SYSCALL=execve AUID="x"')).toEqual(['execve']);
  });

  it('take names of users from enriched records and numbers from raw ones', () => {
    const record = auditLine(stamp, 'EXECVE', 'argc=1 a0="id"');
    const names = '\u001dARCH=x86_64 SYSCALL=execve AUID="alice" UID="root" GID="root"';
    expect(eventsOf([syscall(59, { rest: names }), record, cwd])).toMatchObject([{ user: 'root', loginUser: 'alice' }]);
    expect(eventsOf([syscall(59, {}), record, cwd])).toMatchObject([{ user: '0', loginUser: '1001', session: '9' }]);
    const daemon = [syscall(59, {}), record, cwd].map((line) => line.replace('auid=1001', 'auid=4294967295').replace('ses=9', 'ses=4294967295'));
    expect(eventsOf(daemon)).toMatchObject([{ user: '0', loginUser: undefined, session: undefined }]);
  });
});

describe('processes', () => {
  it('are forked, and threads are none', () => {
    expect(eventsOf([syscall(57, { exit: 5000 })])).toMatchObject([
      { kind: 'launch', how: 'fork', pid: 5000, parentPid: 4321, image: '/usr/bin/tool', commandLine: undefined },
    ]);
    expect(eventsOf([syscall(56, { exit: 5000, a0: '1200011' })])).toMatchObject([{ how: 'fork', pid: 5000 }]);
    expect(eventsOf([syscall(56, { exit: 5000, a0: '3d0f00' })])).toEqual([]);
    expect(eventsOf([syscall(435, { exit: 5000 })])).toMatchObject([{ code: 'clone3', pid: 5000 }]);
  });

  it('end with exit_group, not with the exit of a thread', () => {
    expect(eventsOf([syscall(231, { success: '' })])).toMatchObject([{ kind: 'end', pid: 4321 }]);
    expect(eventsOf([syscall(60, { success: '' })])).toEqual([]);
  });
});

describe('connections', () => {
  const connect = (saddr: string, exit: number): readonly TelemetryEvent[] => eventsOf(connectLines({ ...stamp, saddr, exit }));

  it('count while they are pending, and as failed when they were refused', () => {
    for (const exit of [0, -115, -4, -114, -106]) {
      expect(connect(saddr4('203.0.113.20', 8443), exit)).toMatchObject([
        { kind: 'connection', remoteAddress: '203.0.113.20', remotePort: 8443, protocol: 'tcp', direction: 'outbound', failed: undefined, localAddress: '', localPort: 0 },
      ]);
    }
    for (const exit of [-111, -101, -113, -110, -13]) expect(connect(saddr4('203.0.113.20', 80), exit)).toMatchObject([{ failed: true }]);
  });

  it('decode addresses of both families and byte orders', () => {
    const of = (saddr: string): unknown => connect(saddr, 0).map((event) => (event.kind === 'connection' ? `${event.remoteAddress} ${event.remotePort}` : ''));
    expect(of('0A000050000000002607F8B0400C0C06000000000000006700000000')).toEqual(['2607:f8b0:400c:c06::67 80']);
    expect(of('0A0001BB0000000000000000000000000000FFFFC000020100000000')).toEqual(['192.0.2.1 443']);
    expect(of('0002D903C00002010000000000000000')).toEqual(['192.0.2.1 55555']);
    expect(of('01002F7661722F72756E')).toEqual([]);
    expect(of('100000000000000000000000')).toEqual([]);
    expect(of(`${saddr4('192.0.2.1', 80)}SADDR={ saddr_fam=inet laddr=192.0.2.1 lport=80 }`)).toEqual(['192.0.2.1 80']);
  });

  it('know UDP by the port alone, and that port 0 sends nothing', () => {
    expect(connect(saddr4('192.0.2.53', 53), 0)).toMatchObject([{ protocol: 'udp' }]);
    expect(connect(saddr4('192.0.2.53', 0), 0)).toEqual([]);
  });

  it('are also sent to, with bytes, and accepted', () => {
    const with4 = (record: string): TelemetryEvent[] => eventsOf([record, auditLine(stamp, 'SOCKADDR', `saddr=${saddr4('192.0.2.7', 4444)}`)]);
    expect(with4(syscall(44, { exit: 512 }))).toMatchObject([{ protocol: 'udp', direction: 'outbound', bytesOut: 512, remotePort: 4444 }]);
    expect(with4(syscall(44, { exit: 512, a3: '20000000' }))).toMatchObject([{ protocol: 'tcp' }]);
    expect(with4(syscall(307, { exit: 3 }))).toMatchObject([{ code: 'sendmmsg', bytesOut: undefined }]);
    expect(with4(syscall(288, { exit: 7 }))).toMatchObject([{ direction: 'inbound', code: 'accept4' }]);
    expect(with4(syscall(102, { arch: '40000003', a0: '3' }))).toMatchObject([{ code: 'connect', direction: 'outbound' }]);
    // A socket that is connected already is written to without an address.
    expect(eventsOf([syscall(44, { exit: 512 }), auditLine(stamp, 'PROCTITLE', 'proctitle="x"')])).toEqual([]);
  });

  it('are told of io_uring too', () => {
    const operation = auditLine(stamp, 'URINGOP', 'uring_op=16 success=yes exit=0 items=0 ppid=4300 pid=4321 uid=0 gid=0 subj=unconfined key=(null)');
    const address = auditLine(stamp, 'SOCKADDR', `saddr=${saddr4('192.0.2.7', 443)}`);
    expect(eventsOf([operation, address])).toMatchObject([{ code: 'connect', pid: 4321, image: undefined, remoteAddress: '192.0.2.7' }]);
  });

  it('without their address are reported', () => {
    expect(read([syscall(42, { exit: -115, success: 'no' })]).broken).toEqual(['a connect without a readable SOCKADDR record']);
    expect(read([syscall(42, { exit: -14, success: 'no' })]).broken).toEqual([]);
  });
});

describe('files', () => {
  const file = (record: string, ...paths: string[]): unknown =>
    eventsOf([record, cwd, ...paths]).map((event) => (event.kind === 'file' ? [event.action, event.path, event.from] : event.kind));

  it('are opened to read or to write, created, renamed and removed', () => {
    const at = 'ffffff9c';
    expect(file(syscall(257, { a0: at, a2: '80000', items: 1 }), path(0, 'notes.txt', 'NORMAL'))).toEqual([['read', '/home/alice/notes.txt', undefined]]);
    expect(file(syscall(257, { a0: at, a2: '401', items: 1 }), path(0, '/var/log/x y', 'NORMAL'))).toEqual([['write', '/var/log/x y', undefined]]);
    expect(file(syscall(2, { a1: '241', items: 2 }), path(0, '/tmp/', 'PARENT'), path(1, '/tmp/out.enc', 'CREATE'))).toEqual([['write', '/tmp/out.enc', undefined]]);
    expect(file(syscall(85, { items: 1 }), path(0, '../b', 'NORMAL'))).toEqual([['write', '/home/b', undefined]]);
    const moved = [path(0, '/tmp', 'PARENT'), path(1, '/tmp', 'PARENT'), path(2, '/tmp/a', 'DELETE'), path(3, '/tmp/b', 'CREATE')];
    expect(file(syscall(82, { items: 4 }), ...moved)).toEqual([['rename', '/tmp/b', '/tmp/a']]);
    expect(file(syscall(263, { a0: at, items: 2 }), path(0, '/home/alice', 'PARENT'), path(1, 'k', 'DELETE'))).toEqual([['delete', '/home/alice/k', undefined]]);
  });

  it('have the flags of openat2 in a record of their own', () => {
    const how = auditLine(stamp, 'OPENAT2', 'oflag=0100001 mode=0 resolve=0x0');
    const lines = [syscall(437, { a0: 'ffffffffffffff9c', items: 1 }), how, cwd, path(0, 'x', 'NORMAL')];
    expect(eventsOf(lines)).toMatchObject([{ action: 'write', path: '/home/alice/x' }]);
  });

  it('relative to an open directory are not guessed', () => {
    expect(file(syscall(257, { a0: '5', items: 1 }), path(0, 'notes.txt', 'NORMAL'))).toEqual([]);
    expect(file(syscall(257, { a0: '5', items: 1 }), path(0, '/etc/x', 'NORMAL'))).toEqual([['read', '/etc/x', undefined]]);
  });
});

describe('what the audit system says of itself', () => {
  it.each([
    ['DAEMON_START', 'op=start ver=3.0.9 format=enriched kernel=6.1 auid=4294967295 pid=1 res=success', 'started'],
    ['DAEMON_END', 'op=terminate auid=0 pid=1 res=success', 'stopped'],
    ['DAEMON_ABORT', 'op=init_audit_fd res=failed', 'stopped'],
    ['CONFIG_CHANGE', 'op=set audit_enabled=0 old=1 auid=1001 ses=9 res=1', 'stopped'],
    ['CONFIG_CHANGE', 'op=set audit_enabled=1 old=0 auid=1001 ses=9 res=1', 'started'],
    ['CONFIG_CHANGE', 'auid=1001 ses=9 op=remove_rule key="net" list=4 res=1', 'configuration-changed'],
    ['CONFIG_CHANGE', 'auid=1001 ses=9 op=remove_rule key="net" list=4 res=0', undefined],
    ['KERNEL', 'state=initialized audit_enabled=0 res=1', 'started'],
    ['KERNEL', 'audit_lost=12 audit_rate_limit=0 audit_backlog_limit=64', 'gap'],
    ['USER_LOGIN', 'pid=1 uid=0', undefined],
  ])('%s %s', (type, text, state) => {
    expect(eventsOf([auditLine(stamp, type, text)]).map((event) => (event.kind === 'health' ? event.state : ''))).toEqual(state === undefined ? [] : [state]);
  });
});
