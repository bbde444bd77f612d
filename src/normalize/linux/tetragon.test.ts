import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { tetragonProduct } from './tetragon.ts';

const place = { source: 's', offset: 0, length: 1 };
const read = (
  kind: string,
  body: JsonObject,
  rest: JsonObject = {},
): ReturnType<ReturnType<typeof tetragonProduct.open>> =>
  tetragonProduct.open({ source: 's', fallbackHost: 'web1' })(
    { [kind]: body, node_name: 'Node1', time: '2026-11-22T06:00:01.123456789Z', ...rest },
    place,
  );

/** In the layout of the API's messages (`tetragon.proto`). */
const curl = {
  exec_id: 'bm9kZTE6MTA6MTE=',
  pid: 11,
  uid: 0,
  cwd: '/srv/',
  binary: '/usr/bin/curl',
  arguments: '-T "a b" http://x',
  flags: 'execve clone',
  start_time: '2026-11-22T06:00:00.5Z',
  auid: 4_294_967_295,
  parent_exec_id: 'bm9kZTE6MTA6MTA=',
};
const bash = {
  exec_id: 'bm9kZTE6MTA6MTA=',
  pid: 10,
  uid: 0,
  binary: '/bin/bash',
  arguments: '-i',
  flags: 'execve clone',
};
const probe = (name: string, args: readonly JsonObject[]): JsonObject => ({
  process: curl,
  parent: bash,
  function_name: name,
  args,
});
const socket = {
  family: 'AF_INET',
  type: 'SOCK_STREAM',
  protocol: 'IPPROTO_TCP',
  saddr: '10.0.0.5',
  daddr: '203.0.113.20',
  sport: 40_000,
  dport: 443,
};

describe('Tetragon', () => {
  it('tells executions with ids that are never reused', () => {
    expect(read('process_exec', { process: curl, parent: bash })).toMatchObject({
      kind: 'Tetragon process_exec',
      host: 'node1',
      events: [
        {
          kind: 'launch',
          time: Date.UTC(2026, 10, 22, 6) + 500,
          uid: curl.exec_id,
          pid: 11,
          image: '/usr/bin/curl',
          commandLine: '/usr/bin/curl -T "a b" http://x',
          user: '0',
          loginUser: undefined,
          cwd: '/srv/',
          parentUid: bash.exec_id,
          parentPid: 10,
          parentImage: '/bin/bash',
          parentCommandLine: '/bin/bash -i',
          how: 'spawn',
          replacedUid: undefined,
        },
      ],
    });
  });

  it('tells apart the parent and the image that was replaced', () => {
    const before = { ...bash, pid: 11 };
    expect(
      read('process_exec', { process: { ...curl, flags: 'execve', auid: 1001 }, parent: before }).events,
    ).toMatchObject([
      {
        how: 'exec',
        replacedUid: bash.exec_id,
        parentUid: undefined,
        parentPid: undefined,
        loginUser: '1001',
      },
    ]);
  });

  it('tells ends, connections of probes and of its own', () => {
    expect(read('process_exit', { process: curl, parent: bash }).events).toMatchObject([
      { kind: 'end', uid: curl.exec_id, pid: 11 },
    ]);
    expect(read('process_kprobe', probe('tcp_connect', [{ sock_arg: socket }])).events).toMatchObject([
      {
        kind: 'connection',
        protocol: 'tcp',
        direction: 'outbound',
        localAddress: '10.0.0.5',
        localPort: 40_000,
        remoteAddress: '203.0.113.20',
        remotePort: 443,
      },
    ]);
    expect(
      read(
        'process_kprobe',
        probe('security_socket_connect', [
          { sockaddr_arg: { family: 'AF_INET6', addr: '2001:db8::1', port: 80 } },
        ]),
      ).events,
    ).toMatchObject([{ remoteAddress: '2001:db8::1', remotePort: 80 }]);
    expect(
      read('process_close', {
        process: curl,
        source_ip: '10.0.0.5',
        source_port: 1,
        destination_ip: '203.0.113.20',
        destination_port: 443,
        protocol: 'TCP',
        stats: { bytes_sent: '78', bytes_received: '15221' },
      }).events,
    ).toMatchObject([{ bytesOut: 78, bytesIn: 15_221, remotePort: 443 }]);
  });

  it('tells files and cryptographic libraries, and nothing of other probes', () => {
    const file = { file_arg: { path: '/srv/a.enc' } };
    expect(
      read('process_kprobe', probe('security_file_permission', [file, { int_arg: 2 }])).events,
    ).toMatchObject([{ kind: 'file', action: 'write', path: '/srv/a.enc' }]);
    expect(
      read('process_kprobe', probe('security_file_permission', [file, { int_arg: 4 }])).events,
    ).toMatchObject([{ action: 'read' }]);
    expect(read('process_loader', { process: curl, path: '/usr/lib/libcrypto.so.3' }).events).toMatchObject([
      { kind: 'module' },
    ]);
    expect(read('process_kprobe', probe('sys_setuid', [{ int_arg: 0 }])).events).toEqual([]);
    expect(
      read('process_kprobe', probe('udp_sendmsg', [{ sock_arg: { ...socket, daddr: '0.0.0.0', dport: 0 } }]))
        .events,
    ).toEqual([]);
  });

  it('reports what it cannot use', () => {
    expect(read('process_exec', {}).broken).toContain('process');
    expect(read('process_exec', { process: { ...curl, start_time: 'x' } }, { time: 'x' }).broken).toContain(
      'time',
    );
  });
});
