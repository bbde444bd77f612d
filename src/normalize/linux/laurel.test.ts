import { describe, expect, it } from 'vitest';
import { laurelProduct } from './laurel.ts';

const place = { source: 's', offset: 0, length: 1 };
const read = (record: Readonly<Record<string, unknown>>): ReturnType<ReturnType<typeof laurelProduct.open>> =>
  laurelProduct.open({ source: 's', fallbackHost: 'web1' })(record, place);

/** As in `json-format.md` of the project: decimal numbers are numbers, others are marked texts. */
const syscall = {
  arch: '0xc000003e',
  syscall: 42,
  success: 'no',
  exit: -115,
  items: 0,
  ppid: 10,
  pid: 11,
  auid: 1001,
  uid: 0,
  ses: 9,
  comm: 'worker',
  exe: '/opt/a%20b/t%c3%b6l',
  key: null,
  ARGV: ['0x3', '0x7ffc', '0x10', '0x4'],
};

describe('LAUREL', () => {
  it('is known by its id', () => {
    expect(laurelProduct.knows({ ID: '1626611363.720:348501', SYSCALL: syscall })).toBe(true);
    expect(laurelProduct.knows({ ID: 'abc' })).toBe(false);
    expect(laurelProduct.knows({ id: 1 })).toBe(false);
  });

  it('tells connections, with addresses in percent-encoded bytes', () => {
    const record = {
      ID: '1626611363.720:4097',
      NODE: 'DB1',
      SYSCALL: syscall,
      SOCKADDR: [{ saddr: '%02%00%01%bb%cb%00q%14%00%00%00%00%00%00%00%00' }],
    };
    expect(read(record)).toMatchObject({
      kind: 'LAUREL SYSCALL connect',
      host: 'db1',
      events: [
        {
          kind: 'connection',
          host: 'db1',
          time: 1_626_611_363_720 + 1 / 4096,
          pid: 11,
          image: '/opt/a b/töl',
          user: '0',
          remoteAddress: '203.0.113.20',
          remotePort: 443,
        },
      ],
    });
  });

  it('tells executions, with their arguments as a list or joined', () => {
    const SYSCALL = {
      ...syscall,
      syscall: 59,
      success: 'yes',
      exit: 0,
      exe: '/usr/bin/gpg',
      UID: 'root',
      AUID: 'alice',
      SYSCALL: 'execve',
    };
    const record = {
      ID: '1626611363.720:2',
      SYSCALL,
      EXECVE: { argc: 2, ARGV: ['gpg', '--passphrase%3da%2bb'] },
      CWD: { cwd: '/tmp/%25' },
    };
    expect(read(record).events).toMatchObject([
      {
        how: 'exec',
        arguments: ['gpg', '--passphrase=a+b'],
        cwd: '/tmp/%',
        user: 'root',
        loginUser: 'alice',
        session: '9',
        parentPid: 10,
      },
    ]);
    expect(read({ ...record, EXECVE: { argc: 2, ARGV_STR: 'gpg -c x' } }).events).toMatchObject([
      { commandLine: 'gpg -c x', arguments: undefined },
    ]);
  });

  it('tells files and what the audit system says of itself', () => {
    const SYSCALL = { ...syscall, syscall: 82, success: 'yes', exit: 0 };
    const PATH = [
      { item: 1, name: 'b', nametype: 'CREATE' },
      { item: 0, name: 'a', nametype: 'DELETE' },
    ];
    expect(read({ ID: '1.000:1', SYSCALL, PATH, CWD: { cwd: '/x' } }).events).toMatchObject([
      { action: 'rename', path: '/x/b', from: '/x/a' },
    ]);
    expect(
      read({ ID: '1.000:1', CONFIG_CHANGE: [{ op: 'set', audit_enabled: 0, old: 1, res: 1 }] }).events,
    ).toMatchObject([{ kind: 'health', state: 'stopped' }]);
  });
});
