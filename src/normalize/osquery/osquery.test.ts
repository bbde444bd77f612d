import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { osqueryProduct } from './osquery.ts';

const place = { source: 's', offset: 0, length: 1 };
const read = (record: JsonObject): ReturnType<ReturnType<typeof osqueryProduct.open>> => {
  expect(osqueryProduct.knows(record)).toBe(true);
  return osqueryProduct.open({ source: 's', fallbackHost: 'web1' })(record, place);
};
const row = (columns: JsonObject, rest: JsonObject = {}): JsonObject => ({
  name: 'pack_x_query',
  hostIdentifier: 'Db1.example.org',
  unixTime: 1_795_310_200,
  action: 'added',
  columns,
  ...rest,
});
const written = 1_795_310_200_000;

describe('evented tables', () => {
  it('tell executions of kernel audit and of BPF', () => {
    const audit = {
      pid: '11',
      path: '/usr/bin/gpg',
      cmdline: 'gpg -c x',
      auid: '1001',
      uid: '0',
      parent: '10',
      cwd: '"/tmp"',
      time: '1795310100',
      syscall: 'execve',
    };
    expect(read(row(audit))).toMatchObject({
      kind: 'osquery process_events',
      host: 'db1.example.org',
      events: [
        {
          kind: 'launch',
          how: 'exec',
          time: 1_795_310_100_000,
          pid: 11,
          image: '/usr/bin/gpg',
          commandLine: 'gpg -c x',
          user: '0',
          loginUser: '1001',
          parentPid: 10,
          platform: 'linux',
          sensor: 'osquery-events',
        },
      ],
    });
    const bpf = {
      tid: '12',
      pid: '11',
      parent: '10',
      uid: '0',
      path: '/usr/bin/gpg',
      cmdline: 'gpg -c a b',
      json_cmdline: '["gpg","-c","a b"]',
      ntime: '998',
      time: '1795310100',
      syscall: 'execve',
      exit_code: '0',
      probe_error: '0',
    };
    expect(read(row(bpf)).events).toMatchObject([
      { arguments: ['gpg', '-c', 'a b'], commandLine: "gpg -c 'a b'" },
    ]);
    expect(read(row({ ...bpf, exit_code: '-2' })).events).toEqual([]);
    expect(read(row({ ...bpf, syscall: 'clone', exit_code: '77' })).events).toMatchObject([
      { how: 'fork', pid: 77, parentPid: 11, commandLine: undefined },
    ]);
  });

  it('tell sockets, whatever is known of their local end', () => {
    const socket = {
      action: 'connect',
      pid: '30220',
      path: '/usr/bin/curl',
      family: '2',
      local_address: '',
      local_port: '0',
      remote_address: '203.0.113.20',
      remote_port: '80',
      status: 'succeeded',
      time: '1795310100',
    };
    expect(read(row(socket)).events).toMatchObject([
      {
        kind: 'connection',
        direction: 'outbound',
        protocol: 'tcp',
        remoteAddress: '203.0.113.20',
        remotePort: 80,
        localAddress: '',
        failed: undefined,
      },
    ]);
    expect(read(row({ ...socket, status: 'failed' })).events).toMatchObject([{ failed: true }]);
    expect(read(row({ ...socket, action: 'bind' })).events).toEqual([]);
    expect(read(row({ ...socket, family: '1', remote_address: '', socket: '/run/x' }))).toMatchObject({
      events: [],
      broken: undefined,
    });
    const bpf = {
      ntime: '5',
      pid: '11',
      syscall: 'connect',
      type: '2',
      protocol: '17',
      remote_address: '2001:DB8::1',
      remote_port: '4444',
      local_address: '10.0.0.5',
      local_port: '999',
      time: '1795310100',
    };
    expect(read(row(bpf))).toMatchObject({
      kind: 'osquery bpf_socket_events',
      events: [{ protocol: 'udp', remoteAddress: '2001:db8::1', localPort: 999 }],
    });
  });

  it('tell processes and files of Endpoint Security', () => {
    const exec = {
      event_type: 'exec',
      pid: '500',
      parent: '1',
      path: '/opt/homebrew/bin/gpg',
      cmdline: 'gpg -c x',
      cwd: '/Users/a',
      username: 'a',
      uid: '501',
      signing_id: 'gpg',
      team_id: 'ABCDE12345',
      platform_binary: '0',
      time: '1795310100',
      seq_num: '5',
    };
    expect(read(row(exec)).events).toMatchObject([
      {
        kind: 'launch',
        how: 'exec',
        platform: 'macos',
        user: 'a',
        signer: { identifier: 'gpg', team: 'ABCDE12345', platformBinary: false },
      },
    ]);
    expect(read(row({ ...exec, event_type: 'fork', child_pid: '501' })).events).toMatchObject([
      { how: 'fork', pid: 501, parentPid: 500 },
    ]);
    expect(read(row({ ...exec, event_type: 'exit' })).events).toMatchObject([{ kind: 'end', pid: 500 }]);
    const file = {
      event_type: 'rename',
      pid: '500',
      parent: '1',
      path: '/bin/mv',
      filename: '/tmp/a',
      dest_filename: '/tmp/b',
      time: '1795310100',
    };
    expect(read(row(file)).events).toMatchObject([
      { kind: 'file', action: 'rename', path: '/tmp/b', from: '/tmp/a', image: '/bin/mv' },
    ]);
  });

  it('tell files of kernel audit with the process', () => {
    const file = {
      operation: 'write',
      pid: '11',
      executable: '/usr/bin/gpg',
      path: 'x.gpg',
      dest_path: '',
      cwd: '/srv',
      time: '1795310100',
    };
    expect(read(row(file)).events).toMatchObject([
      { kind: 'file', action: 'write', path: '/srv/x.gpg', image: '/usr/bin/gpg' },
    ]);
  });
});

describe('lists', () => {
  const open = {
    pid: '11',
    path: '/usr/bin/curl',
    fd: '3',
    family: '2',
    protocol: '6',
    local_address: '10.0.0.5',
    local_port: '40000',
    remote_address: '203.0.113.20',
    remote_port: '443',
    state: 'ESTABLISHED',
  };
  const running = {
    pid: '11',
    parent: '10',
    path: '/usr/bin/curl',
    name: 'curl',
    cmdline: 'curl -T x',
    uid: '0',
  };

  it('tell open sockets as of the time of the query', () => {
    expect(read(row(open)).events).toMatchObject([
      {
        sensor: 'osquery',
        time: written,
        direction: 'unknown',
        protocol: 'tcp',
        localPort: 40_000,
        remotePort: 443,
      },
    ]);
    expect(
      read(row({ ...open, remote_address: '0.0.0.0', remote_port: '0', state: 'LISTEN' })).events,
    ).toEqual([]);
  });

  it('tell processes as of their start, and those without one only where they are new', () => {
    const snapshot = {
      name: 'q',
      hostIdentifier: 'h',
      unixTime: '1795310200',
      action: 'snapshot',
      snapshot: [{ ...running, start_time: '1795310000' }, running],
    };
    expect(read(snapshot).events).toMatchObject([
      { kind: 'launch', time: 1_795_310_000_000, pid: 11, commandLine: 'curl -T x' },
    ]);
    expect(read(row(running)).events).toMatchObject([{ time: written }]);
    expect(read(row(running, { action: 'removed' })).events).toEqual([]);
  });

  it('come in batches and in documents of Elastic too', () => {
    const batch = {
      name: 'q',
      hostIdentifier: 'h',
      unixTime: 1_795_310_200,
      diffResults: { added: [open, { ...open, pid: '12' }], removed: [open] },
    };
    expect(read(batch).events.map((event) => (event.kind === 'connection' ? event.pid : 0))).toEqual([
      11, 12,
    ]);
    const elastic = {
      osquery: {
        result: {
          name: 'q',
          host_identifier: 'Db9',
          unix_time: '1795310200',
          action: 'added',
          columns: open,
        },
      },
    };
    expect(read(elastic)).toMatchObject({ host: 'db9', events: [{ pid: 11 }] });
  });
});

describe('the host and its system', () => {
  const exec = { pid: '11', path: '/usr/bin/ssh', cmdline: 'ssh x', auid: '501', time: '1795310100' };

  it('are decorated where the identifier is a number of the hardware', () => {
    const uuid = 'A1B2C3D4-0000-1111-2222-333344445555';
    expect(
      read(row(exec, { hostIdentifier: uuid, decorations: { hostname: 'Mac7', platform: 'darwin' } })).events,
    ).toMatchObject([{ host: 'mac7', platform: 'macos' }]);
    expect(read(row(exec, { hostIdentifier: uuid })).host).toBe(uuid.toLowerCase());
  });

  it('are told by paths where nothing else tells', () => {
    const platform = (path: string): unknown => read(row({ ...exec, path })).events[0]?.platform;
    expect([
      platform('/Applications/X.app/Contents/MacOS/X'),
      platform('/usr/bin/x'),
      platform('C:\\Windows\\x.exe'),
    ]).toEqual(['macos', 'linux', 'windows']);
  });

  it('reports rows without a time', () => {
    expect(read({ ...row({ ...exec, time: '' }), unixTime: undefined }).broken).toContain('time');
  });
});
