import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { auditbeatProduct } from './auditbeat.ts';

const place = { source: 's', offset: 0, length: 1 };
const read = (record: JsonObject): ReturnType<ReturnType<typeof auditbeatProduct.open>> =>
  auditbeatProduct.open({ source: 's', fallbackHost: 'web1' })(record, place);

/** In the layout of the module's own examples (`execve.json`, `accept.json`). */
const document = (name: string, auditd: JsonObject, rest: JsonObject = {}): JsonObject => ({
  '@timestamp': '2026-11-22T06:00:00.123Z',
  event: { module: 'auditd', category: ['process'] },
  host: { hostname: 'DB1', ip: ['10.0.0.5', 'fe80::1'] },
  auditd: {
    sequence: 4097,
    session: '9',
    result: 'success',
    data: { syscall: name, arch: 'x86_64', exit: '0' },
    ...auditd,
  },
  process: {
    pid: 11,
    parent: { pid: 10 },
    executable: '/usr/bin/gpg',
    args: ['gpg', '-c', 'a b'],
    working_directory: '/tmp',
  },
  user: { id: '0', name: 'root', audit: { id: '1001', name: 'alice' } },
  ...rest,
});

describe('Auditbeat, kernel audit', () => {
  it('tells executions and the addresses of the host', () => {
    const { kind, host, events } = read(document('execve', {}));
    expect([kind, host]).toEqual(['Auditbeat SYSCALL execve', 'db1']);
    expect(events).toMatchObject([
      { kind: 'address', address: '10.0.0.5', host: 'db1' },
      {
        kind: 'launch',
        how: 'exec',
        time: Date.UTC(2026, 10, 22, 6) + 123 + 1 / 4096,
        arguments: ['gpg', '-c', 'a b'],
        commandLine: "gpg -c 'a b'",
        user: 'root',
        loginUser: 'alice',
        session: '9',
        cwd: '/tmp',
        parentPid: 10,
        sensor: 'auditd',
      },
    ]);
  });

  it('reads errors by name: a pending connection has not failed', () => {
    const to = (exit: string): unknown =>
      read(
        document(
          'connect',
          { result: 'fail', data: { syscall: 'connect', exit } },
          { destination: { ip: '203.0.113.20', port: '443' } },
        ),
      ).events.at(-1);
    expect(to('EINPROGRESS')).toMatchObject({
      kind: 'connection',
      remoteAddress: '203.0.113.20',
      remotePort: 443,
      failed: undefined,
    });
    expect(to('ECONNREFUSED')).toMatchObject({ failed: true });
  });

  it('reads the fields of earlier versions', () => {
    const old = document(
      'accept',
      {
        session: 'unset',
        data: {
          syscall: 'accept',
          exit: '5',
          socket: { addr: '198.51.100.9', family: 'ipv4', port: '58140' },
        },
      },
      {
        process: { pid: '1663', ppid: '1', exe: '/usr/sbin/sshd' },
        user: { auid: 'unset', uid: '0', name_map: { uid: 'root' } },
      },
    );
    expect(read(old).events.at(-1)).toMatchObject({
      direction: 'inbound',
      remoteAddress: '198.51.100.9',
      remotePort: 58_140,
      pid: 1663,
      image: '/usr/sbin/sshd',
      user: 'root',
    });
  });

  it('launches nothing when a call failed, and counts the rest', () => {
    const failed = document('execve', { result: 'fail', data: { syscall: 'execve', exit: 'ENOENT' } });
    expect(read(failed).events.map(({ kind }) => kind)).toEqual(['address']);
    const unix = document('connect', {}, { destination: { path: '/run/x' } });
    expect(read(unix)).toMatchObject({ broken: undefined, events: [{ kind: 'address' }] });
    expect(read(document('connect', {})).broken).toContain('SOCKADDR');
    expect(
      read({
        ...document('', {}),
        auditd: { message_type: 'config_change', data: { op: 'set', audit_enabled: '0' } },
      }).events.at(-1),
    ).toMatchObject({ state: 'stopped' });
  });
});

describe('Auditbeat, system module', () => {
  const system = (action: string, rest: JsonObject): JsonObject => ({
    '@timestamp': '2026-11-22T06:00:10.000Z',
    agent: { type: 'auditbeat' },
    event: { module: 'system', action, start: '2026-11-22T06:00:01Z', end: '2026-11-22T06:00:09Z' },
    host: { name: 'DB1' },
    process: {
      entity_id: 'rvSkGilnHCy6yuIZ',
      pid: 11,
      ppid: 10,
      executable: '/usr/bin/curl',
      args: ['curl', '-T', 'x'],
      start: '2026-11-22T06:00:00.500Z',
    },
    user: { id: '1001', name: 'alice' },
    ...rest,
  });

  it('tells processes as of their start', () => {
    for (const action of ['process_started', 'existing_process']) {
      expect(read(system(action, {})).events).toMatchObject([
        {
          kind: 'launch',
          how: 'spawn',
          uid: 'rvSkGilnHCy6yuIZ',
          time: Date.UTC(2026, 10, 22, 6) + 500,
          parentPid: 10,
          sensor: 'auditbeat',
        },
      ]);
    }
    expect(read(system('process_stopped', {})).events).toMatchObject([{ kind: 'end', pid: 11 }]);
  });

  it('tells flows from the side of the host, with bytes', () => {
    const ends = {
      source: { ip: '10.0.0.5', port: 40_000, bytes: 5_000 },
      destination: { ip: '203.0.113.20', port: 443, bytes: 90 },
    };
    expect(
      read(system('network_flow', { ...ends, network: { direction: 'egress', transport: 'tcp' } })).events,
    ).toMatchObject([
      {
        direction: 'outbound',
        localAddress: '10.0.0.5',
        localPort: 40_000,
        remoteAddress: '203.0.113.20',
        bytesOut: 5_000,
        bytesIn: 90,
        end: Date.UTC(2026, 10, 22, 6, 0, 9),
      },
    ]);
    expect(
      read(system('network_flow', { ...ends, network: { direction: 'ingress', transport: 'tcp' } })).events,
    ).toMatchObject([
      {
        direction: 'inbound',
        localAddress: '203.0.113.20',
        remoteAddress: '10.0.0.5',
        bytesOut: 90,
        bytesIn: 5_000,
      },
    ]);
    expect(read(system('network_flow', {})).broken).toBeDefined();
  });
});
