import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import type { ReadRecord } from '../product.ts';
import { santaProduct } from './santa.ts';

const place = { source: 'santa.json', offset: 0, length: 10 };
const context = { source: 'santa.json', fallbackHost: 'mac-01' };
const BOOT = '0F0F0F0F-1111';

/** `ProcessInfo`, after Santa's own test data (Source/santad/testdata/protobuf). */
function process(pid: number, pidversion: number, path: string, more: JsonObject = {}): JsonObject {
  return {
    id: { pid, pidversion },
    parent_id: { pid: 56, pidversion: 78 },
    original_parent_pid: 56,
    effective_user: { uid: -2, name: 'nobody' },
    executable: { path, truncated: false },
    ...more,
  };
}

function message(name: string, event: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    event_time: '2024-05-24T15:48:03.570141358Z',
    processed_time: '2024-05-24T15:48:33.765921Z',
    boot_session_uuid: BOOT,
    [name]: event,
    ...more,
  };
}

const base64 = (words: string[]): string[] => words.map((word) => Buffer.from(word).toString('base64'));

function execution(more: JsonObject = {}): JsonObject {
  return message('execution', {
    instigator: process(12, 34, '/bin/zsh'),
    target: process(12, 35, '/usr/bin/openssl', {
      responsible_id: { pid: 9, pidversion: 3 },
      is_platform_binary: true,
      code_signature: { cdhash: 'QUFB', signing_id: 'com.apple.openssl' },
      executable: { path: '/usr/bin/openssl', hash: { type: 'HASH_ALGO_SHA256', hash: 'A'.repeat(64) } },
    }),
    args: base64(['openssl', 'enc', '-in', 'größe']),
    working_directory: { path: '/Users/ann' },
    decision: 'DECISION_ALLOW',
    ...more,
  });
}

function read(record: JsonObject): ReadRecord {
  expect(santaProduct.knows(record)).toBe(true);
  return santaProduct.open(context)(record, place);
}

describe('Santa', () => {
  it('tells an execution, with the boot session in every id', () => {
    expect(read(execution()).events).toMatchObject([
      {
        kind: 'launch',
        sensor: 'santa',
        how: 'exec',
        uid: '12.35@0f0f0f0f-1111',
        replacedUid: '12.34@0f0f0f0f-1111',
        parentUid: '56.78@0f0f0f0f-1111',
        responsiblePid: 9,
        image: '/usr/bin/openssl',
        arguments: ['openssl', 'enc', '-in', 'größe'],
        commandLine: "openssl enc -in 'größe'",
        cwd: '/Users/ann',
        user: 'nobody',
        sha256: 'a'.repeat(64),
        signer: { identifier: 'com.apple.openssl', team: undefined, platformBinary: true },
      },
    ]);
  });

  it.each([[['curl']], [['curl', '-d', 'data']], [['sh', '-c', 'a b']], [['test', 'größe']]])(
    'leaves arguments alone that somebody decoded before: %j',
    (args) => expect(read(execution({ args })).events).toMatchObject([{ arguments: args }]),
  );

  it('tells nothing of what was denied', () => {
    const denied = read(execution({ decision: 'DECISION_DENY' }));
    expect(denied.events).toEqual([]);
    expect(denied.broken).toBeUndefined();
  });

  it('takes names in camel case as well', () => {
    const camel = {
      eventTime: '2024-05-24T15:48:03Z',
      bootSessionUuid: BOOT,
      fork: { instigator: {}, child: { id: { pid: 5, pidversion: 6 }, parentId: { pid: 1, pidversion: 2 } } },
    };
    expect(read(camel).events).toMatchObject([
      { how: 'fork', uid: '5.6@0f0f0f0f-1111', parentUid: '1.2@0f0f0f0f-1111' },
    ]);
  });

  const instigator = process(12, 35, '/usr/bin/openssl');
  it.each<[string, JsonObject, object[]]>([
    ['exit', { exited: { exit_status: 1 } }, [{ kind: 'end', pid: 12 }]],
    [
      'close',
      { modified: true, target: { path: '/tmp/a' } },
      [{ kind: 'file', path: '/tmp/a', action: 'write' }],
    ],
    ['close', { target: { path: '/tmp/a' } }, []],
    [
      'rename',
      { source: { path: '/tmp/a' }, target: '/tmp/b' },
      [{ path: '/tmp/b', from: '/tmp/a', action: 'rename' }],
    ],
    ['unlink', { target: { path: '/tmp/a' } }, [{ action: 'delete' }]],
    ['clone', { source: { path: '/a' }, target: '/b' }, [{ path: '/b', action: 'write' }]],
    ['disk', {}, []],
  ])('%s', (name, event, expected) =>
    expect(read(message(name, { instigator, ...event })).events).toMatchObject(expected),
  );

  it('recognises a message without its envelope, which nothing can be made of', () => {
    const bare = { instigator: process(12, 34, 'foo'), exited: { exit_status: 1 } };
    expect(read(bare)).toEqual({
      kind: 'Santa message without envelope',
      host: undefined,
      time: undefined,
      events: [],
    });
    expect(santaProduct.knows({ attach: bare })).toBe(true);
    expect(santaProduct.knows({ close: { modified: true } })).toBe(false);
  });

  it('reports what it cannot read', () => {
    expect(read(message('execution', {})).broken).toContain('image');
    expect(read({ ...execution(), event_time: 'now' }).broken).toContain('event_time');
  });

  describe('network activity', () => {
    const flow = {
      id: '77',
      hash: '1234567890123456789',
      remote_address: '203.0.113.9',
      remote_port: 443,
      remote_hostname: 'Files.Example',
      local_address: '192.168.1.5',
      local_port: 50_100,
      protocol: 6,
      socket_family: 'SOCKET_FAMILY_INET',
      direction: 'DIRECTION_OUTBOUND',
      decision: 'ALLOW',
    };
    const window = (minute: number, out: string, more: JsonObject = {}): JsonObject =>
      message(
        'network_activity',
        {
          processes: [
            { process: process(12, 35, '/usr/bin/curl'), flows: [{ ...flow, bytes_outbound: out, ...more }] },
          ],
        },
        {
          event_time: `2024-05-24T15:${minute}:00Z`,
          processed_time: `2024-05-24T15:${minute + 1}:00Z`,
        },
      );
    const windows = [
      window(10, '1000', { start_time: '2024-05-24T15:10:21Z', bytes_inbound: '50' }),
      window(11, '5000', { bytes_inbound: '60' }),
      window(12, '5000', { close_time: '2024-05-24T15:12:09Z', bytes_inbound: '60' }),
    ];

    it('gives each window the bytes that are new in it', () => {
      const reader = santaProduct.open(context);
      const told = windows.flatMap((record) => reader(record, place).events);
      expect(told).toMatchObject([
        {
          kind: 'connection',
          uid: '12.35@0f0f0f0f-1111',
          image: '/usr/bin/curl',
          time: Date.UTC(2024, 4, 24, 15, 10, 21),
          end: Date.UTC(2024, 4, 24, 15, 11),
          protocol: 'tcp',
          direction: 'outbound',
          remoteAddress: '203.0.113.9',
          remotePort: 443,
          remoteName: 'files.example',
          localPort: 50_100,
          bytesOut: 1000,
          bytesIn: 50,
        },
        { time: Date.UTC(2024, 4, 24, 15, 11), bytesOut: 4000, bytesIn: 10 },
        { end: Date.UTC(2024, 4, 24, 15, 12, 9), bytesOut: 0, bytesIn: 0 },
      ]);
    });

    it('adds up to the same bytes and the same times in any order, with repetitions', () => {
      const order = fc
        .array(fc.nat(2), { maxLength: 4 })
        .chain((again) => fc.shuffledSubarray([0, 1, 2, ...again], { minLength: 3 + again.length }));
      fc.assert(
        fc.property(order, (indices) => {
          const reader = santaProduct.open(context);
          const told = indices.flatMap((index) => reader(windows[index] ?? {}, place).events);
          const out = told.reduce((sum, event) => sum + bytesOut(event), 0);
          expect(out).toBe(5000);
          expect(new Set(told.map(({ time }) => time)).size).toBe(3);
        }),
      );
    });

    it('reports flows that name nothing, and keeps the others', () => {
      const processes = [
        { process: process(12, 35, '/usr/bin/curl'), flows: [flow, { id: '1' }] },
        { flows: [flow] },
      ];
      const { events, broken } = read(message('network_activity', { processes }));
      expect(events).toHaveLength(1);
      expect(broken).toContain('2 flows');
    });

    it('knows what was blocked', () => {
      const { events } = read(window(10, '0', { decision: 'DECISION_BLOCK' }));
      expect(events).toMatchObject([{ failed: true }]);
    });
  });

  it('survives any value of any field', () => {
    const names = [
      'execution',
      'fork',
      'exit',
      'close',
      'rename',
      'network_activity',
      'event_time',
      'machine_id',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, value) => {
        const { events } = santaProduct.open(context)(
          { ...execution(), execution: undefined, [name]: value },
          place,
        );
        expect(events.every(({ time }) => Number.isFinite(time))).toBe(true);
      }),
    );
  });
});

function bytesOut(event: TelemetryEvent): number {
  return event.kind === 'connection' ? (event.bytesOut ?? 0) : 0;
}
