import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import type { ReadRecord } from '../product.ts';
import { elasticEndpointProduct } from './elastic-endpoint.ts';

const place = { source: 'elastic.ndjson', offset: 0, length: 10 };
const AGENT = 'c2d9ce9a-fdef-a405-125c-171a91d0e54a';
const entity = (pid: number, time: string): string =>
  Buffer.from(`${AGENT}-${pid}-${time}`).toString('base64');

/**
 * Imitates documents of sbousseaden/macOS-ATTACK-DATASET (agent 7.10 on macOS); network and library fields after
 * elastic/endpoint-package.
 */
function document(dataset: string, action: unknown, more: JsonObject = {}): JsonObject {
  return {
    '@timestamp': '2021-01-14T09:07:18.527691Z',
    agent: { id: AGENT, type: 'endpoint', version: '7.10.1' },
    data_stream: { dataset: `endpoint.events.${dataset}` },
    event: { action, dataset: `endpoint.events.${dataset}`, module: 'endpoint', kind: 'event' },
    host: {
      hostname: 'Anns-MacBook.local',
      ip: ['127.0.0.1', 'fe80::1', '192.168.178.59'],
      os: { family: 'macos', name: 'macOS', platform: 'macos' },
    },
    user: { name: 'ann', id: 501, Ext: { real: { name: 'ann', id: 501 } } },
    ...more,
  };
}

const EXEC = {
  process: {
    Ext: { ancestry: [entity(24_674, '13255088838.526563000'), entity(24_673, '13255088838.492046000')] },
    args: ['openssl', 'enc', '-in', 'a b'],
    command_line: 'openssl enc -in a b',
    entity_id: entity(24_674, '13255088838.527691000'),
    executable: '/usr/bin/openssl',
    hash: { sha256: 'C'.repeat(64) },
    name: 'openssl',
    pid: 24_674,
    parent: {
      args: [],
      entity_id: entity(24_674, '13255088838.526563000'),
      executable: '/usr/bin/python3',
      name: 'python3',
      pid: 24_673,
    },
    code_signature: {
      exists: true,
      trusted: true,
      subject_name: 'Software Signing',
      signing_id: 'com.apple.openssl',
    },
  },
};

function read(record: JsonObject): ReadRecord {
  expect(elasticEndpointProduct.knows(record)).toBe(true);
  return elasticEndpointProduct.open({ source: 'elastic.ndjson', fallbackHost: 'x' })(record, place);
}

/** Without the addresses that come with every document. */
function events(record: JsonObject): readonly TelemetryEvent[] {
  const { events: found, broken } = read(record);
  expect(broken).toBeUndefined();
  return found.filter(({ kind }) => kind !== 'address');
}

describe('Elastic Endpoint processes', () => {
  it('tells an exec, whose parent is not the image it replaced', () => {
    expect(events(document('process', 'exec', EXEC))).toMatchObject([
      {
        kind: 'launch',
        host: 'anns-macbook.local',
        time: Date.UTC(2021, 0, 14, 9, 7, 18) + 527.691,
        sensor: 'elastic-endpoint',
        platform: 'macos',
        how: 'exec',
        uid: EXEC.process.entity_id,
        replacedUid: EXEC.process.parent.entity_id,
        parentUid: entity(24_673, '13255088838.492046000'),
        parentPid: 24_673,
        parentImage: '/usr/bin/python3',
        arguments: ['openssl', 'enc', '-in', 'a b'],
        commandLine: "openssl enc -in 'a b'",
        sha256: 'c'.repeat(64),
        user: 'ann',
        signer: { identifier: 'com.apple.openssl', team: undefined, platformBinary: true },
      },
    ]);
  });

  it('names the parent that launchd took over', () => {
    const orphan = structuredClone(EXEC);
    orphan.process.parent.pid = 1;
    expect(events(document('process', 'exec', orphan))[0]).toMatchObject({ parentPid: 24_673 });
  });

  it('tells a fork, whose parent it names', () => {
    const fork = {
      process: { ...EXEC.process, parent: { entity_id: entity(24_673, '1.0'), pid: 24_673 }, Ext: {} },
    };
    expect(events(document('process', 'fork', fork))[0]).toMatchObject({
      how: 'fork',
      parentUid: entity(24_673, '1.0'),
      replacedUid: undefined,
    });
  });

  it('reads a document of several actions', () => {
    expect(events(document('process', ['fork', 'exec', 'end'], EXEC))).toMatchObject([
      { kind: 'launch', how: 'spawn' },
      { kind: 'end', uid: EXEC.process.entity_id },
    ]);
  });

  it('places what was running before the agent where it began', () => {
    const running = { process: { ...EXEC.process, start: '2021-01-13T09:00:00Z' } };
    expect(events(document('process', 'already_running', running))[0]?.time).toBe(Date.UTC(2021, 0, 13, 9));
  });

  it('takes ids it cannot look into as they are', () => {
    const process = { entity_id: 'bWFkZSB1cA==', pid: 7, parent: { entity_id: 'b3RoZXI=', pid: 6 } };
    expect(events(document('process', 'exec', { process }))[0]).toMatchObject({
      uid: 'bWFkZSB1cA==',
      parentUid: 'b3RoZXI=',
      parentPid: 6,
      replacedUid: undefined,
    });
  });

  it('names the process on whose behalf another runs', () => {
    const Ext = { effective_parent: { entity_id: 'xyz', pid: 300 } };
    expect(events(document('process', 'exec', { process: { ...EXEC.process, Ext } }))[0]).toMatchObject({
      responsibleUid: 'xyz',
      responsiblePid: 300,
    });
  });

  it.each([
    [{ exists: true, trusted: false, signing_id: 'com.apple.curl', subject_name: 'Software Signing' }],
    [{ exists: false }],
  ])('believes no signature but a valid one: %j', (code_signature) => {
    const process = { ...EXEC.process, code_signature };
    expect(events(document('process', 'exec', { process }))[0]).toMatchObject({
      signer: { identifier: undefined, team: undefined, platformBinary: false },
    });
  });

  it('reads Windows documents by their own rules', () => {
    const windows = {
      host: { hostname: 'WS1', os: { type: 'windows' }, ip: '10.1.1.5' },
      user: { name: 'SYSTEM', domain: 'NT AUTHORITY' },
      process: {
        pid: 580,
        entity_id: 'e',
        executable: String.raw`C:\Tools\a.exe`,
        command_line: 'a.exe "b c"',
        args: ['a.exe', 'b c'],
        Ext: { authentication_id: '0x3E7', token: { integrity_level_name: 'system' } },
        pe: { original_file_name: 'A.EXE' },
      },
    };
    expect(events(document('process', 'start', windows))[0]).toMatchObject({
      platform: 'windows',
      how: 'spawn',
      arguments: undefined,
      commandLine: 'a.exe "b c"',
      user: String.raw`NT AUTHORITY\SYSTEM`,
      session: '0x3e7',
      originalName: 'A.EXE',
    });
  });

  it('reads documents with dotted keys and one-element lists', () => {
    const flat = {
      '@timestamp': ['2021-01-14T09:07:18Z'],
      'agent.type': 'endpoint',
      'event.dataset': ['endpoint.events.process'],
      'event.action': ['exec'],
      'host.hostname': ['MAC'],
      'host.os.type': ['macos'],
      'process.pid': ['77'],
      'process.entity_id': ['e'],
      'process.args': ['ls', '-l'],
    };
    expect(events(flat)).toMatchObject([{ host: 'mac', platform: 'macos', pid: 77, commandLine: 'ls -l' }]);
  });
});

describe('Elastic Endpoint network', () => {
  const curl = { pid: 9, entity_id: 'e9', executable: '/usr/bin/curl' };
  const flow = {
    process: curl,
    source: { ip: '192.168.178.59', port: 50_100, bytes: 4096 },
    destination: { ip: '203.0.113.9', port: 443, bytes: 70, domain: 'Files.example' },
    network: { transport: 'tcp', direction: 'egress' },
  };

  it('tells a connection when it ends, with its bytes', () => {
    expect(events(document('network', ['connection_attempted', 'disconnect_received'], flow))).toMatchObject([
      {
        kind: 'connection',
        uid: 'e9',
        direction: 'outbound',
        protocol: 'tcp',
        localAddress: '192.168.178.59',
        localPort: 50_100,
        remoteAddress: '203.0.113.9',
        remotePort: 443,
        remoteName: 'files.example',
        bytesOut: 4096,
        bytesIn: 70,
        end: Date.UTC(2021, 0, 14, 9, 7, 18) + 527.691,
      },
    ]);
  });

  it('knows its own side of an accepted connection', () => {
    const inbound = {
      ...flow,
      source: { ip: '198.51.100.7', port: 40_000, bytes: 10 },
      destination: { ip: '192.168.178.59', port: 22, bytes: 2000 },
      network: { transport: 'tcp', direction: 'ingress' },
    };
    expect(events(document('network', 'connection_accepted', inbound))).toMatchObject([
      {
        direction: 'inbound',
        localPort: 22,
        remoteAddress: '198.51.100.7',
        bytesOut: 2000,
        bytesIn: 10,
        end: undefined,
      },
    ]);
  });

  it('tells a lookup', () => {
    const dns = {
      process: curl,
      dns: {
        question: { name: 'Files.example.' },
        resolved_ip: ['::ffff:203.0.113.9', 'edge.cdn.example', 'x'],
      },
    };
    expect(events(document('network', 'lookup_result', dns))).toMatchObject([
      { kind: 'name', name: 'files.example', addresses: ['203.0.113.9'], aliases: ['edge.cdn.example'] },
    ]);
  });

  it('tells the addresses of the host', () => {
    expect(read(document('network', 'connection_attempted', flow)).events[0]).toMatchObject({
      kind: 'address',
      address: '192.168.178.59',
    });
  });
});

describe('Elastic Endpoint files and libraries', () => {
  const process = { pid: 9, entity_id: 'e9', executable: '/usr/bin/tar' };
  it.each<[string, JsonObject, object[]]>([
    ['creation', { path: '/tmp/a' }, [{ kind: 'file', action: 'write', path: '/tmp/a', uid: 'e9' }]],
    ['modification', { path: '/tmp/a' }, [{ action: 'write' }]],
    [
      'rename',
      { path: '/tmp/b', Ext: { original: { path: '/tmp/a' } } },
      [{ action: 'rename', from: '/tmp/a' }],
    ],
    ['deletion', { path: '/tmp/a' }, [{ action: 'delete' }]],
    ['extended_attributes_delete', { path: '/tmp/a' }, []],
  ])('%s', (action, file, expected) =>
    expect(events(document('file', action, { process, file }))).toMatchObject(expected),
  );

  it('tells cryptographic libraries on macOS, all on Windows', () => {
    const load = (path: string, os: string): readonly TelemetryEvent[] =>
      events(document('library', 'load', { process, dll: { path }, host: { os: { type: os } } }));
    expect(load('/opt/homebrew/lib/libcrypto.3.dylib', 'macos')).toMatchObject([{ kind: 'module' }]);
    expect(load('/usr/lib/libz.dylib', 'macos')).toEqual([]);
    expect(load(String.raw`C:\Windows\System32\x.dll`, 'windows')).toMatchObject([{ kind: 'module' }]);
  });
});

describe('Elastic Endpoint', () => {
  it('counts what cannot matter', () => {
    expect(read(document('security', 'log_on'))).toMatchObject({
      kind: 'Elastic Endpoint other',
      events: [],
    });
    expect(elasticEndpointProduct.knows({ agent: { type: 'filebeat' }, event: { module: 'zeek' } })).toBe(
      false,
    );
  });

  it('reports what it cannot read', () => {
    expect(read(document('process', 'exec')).broken).toContain('process');
    expect(read({ ...document('process', 'exec', EXEC), '@timestamp': '?' }).broken).toContain('@timestamp');
    expect(read(document('file', 'creation', { process: { pid: 1 } })).broken).toContain('file');
    expect(read(document('network', 'lookup_result', { process: { pid: 1 } })).broken).toContain('lookup');
  });

  it('survives any value of any field', () => {
    const keys = [
      'process',
      'event',
      'host',
      'user',
      'source',
      'destination',
      'dns',
      'file',
      'dll',
      'network',
      '@timestamp',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('process', 'network', 'file', 'library'),
        fc.constantFrom('exec', 'connection_attempted', 'lookup_result', 'rename', 'load'),
        fc.constantFrom(...keys),
        fc.anything(),
        (dataset, action, key, value) => {
          const record = { ...document(dataset, action, EXEC), [key]: value };
          const { events: found } = elasticEndpointProduct.open({ source: 's', fallbackHost: 'x' })(
            record,
            place,
          );
          expect(found.every(({ time }) => Number.isFinite(time))).toBe(true);
        },
      ),
    );
  });
});
