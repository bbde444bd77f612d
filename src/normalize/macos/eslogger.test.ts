import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execMessage, file, message, process, token, tokenWords } from '../../../test/macos/es-messages.ts';
import type { Json } from '../../../test/macos/es-messages.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { ReadRecord } from '../product.ts';
import { esloggerProduct } from './eslogger.ts';

const place = { source: 'es.jsonl', offset: 0, length: 10 };

function read(record: Json): ReadRecord {
  return esloggerProduct.open({ source: 'es.jsonl', fallbackHost: 'mac-01' })(record, place);
}

function events(record: Json): readonly TelemetryEvent[] {
  const { broken, events: found } = read(record);
  expect(broken).toBeUndefined();
  return found;
}

describe('eslogger', () => {
  it('knows its messages, and not those of others', () => {
    expect(esloggerProduct.knows(execMessage())).toBe(true);
    expect(esloggerProduct.knows({ event_type: 'alert', flow_id: 1, src_ip: '10.0.0.1' })).toBe(false);
  });

  it('takes the new image of an exec, not the one it replaced', () => {
    expect(events(execMessage())).toEqual([
      {
        kind: 'launch',
        host: 'mac-01',
        time: Date.UTC(2024, 4, 31, 9, 47, 12) + 436.123456,
        sensor: 'eslogger',
        platform: 'macos',
        code: 'exec',
        place,
        uid: '7001.31002',
        pid: 7001,
        image: '/usr/bin/openssl',
        commandLine: "openssl enc -aes-256-cbc -in '/Users/ann/a b.txt'",
        arguments: ['openssl', 'enc', '-aes-256-cbc', '-in', '/Users/ann/a b.txt'],
        how: 'exec',
        replacedUid: '7001.31001',
        user: '502',
        loginUser: undefined,
        session: '100012',
        cwd: '/Users/ann',
        scriptPath: undefined,
        integrity: undefined,
        originalName: undefined,
        company: undefined,
        sha256: undefined,
        parentUid: '400.900',
        parentPid: 400,
        parentImage: undefined,
        parentCommandLine: undefined,
        responsibleUid: '380.870',
        responsiblePid: 380,
        signer: { identifier: 'com.apple.openssl', team: undefined, platformBinary: true },
      },
    ]);
  });

  it('reads tokens that are written as eight words', () => {
    const target = { ...process(7001, 31_002, '/usr/bin/curl'), audit_token: tokenWords(7001, 31_002) };
    const actor = { ...process(7001, 31_001, '/bin/sh'), audit_token: { val: tokenWords(7001, 31_001) } };
    expect(events(message({ exec: { target, args: ['curl'] } }, actor))[0]).toMatchObject({
      uid: '7001.31002',
      replacedUid: '7001.31001',
      user: '502',
      session: '100012',
    });
  });

  it('keeps the boot session in the id where one is told', () => {
    const [launch] = events(execMessage({ boot_session_uuid: 'E312ED28-914E' }));
    expect(launch).toMatchObject({ uid: '7001.31002@e312ed28-914e', parentUid: '400.900@e312ed28-914e' });
  });

  it('gives no id to a process of which only the pid is told', () => {
    const { pidversion: _, ...old } = token(7001, 1);
    const target = { ...process(7001, 1, '/bin/ls'), audit_token: old, parent_audit_token: undefined };
    const [launch] = events(message({ exec: { target, args: ['ls'] } }, target));
    expect(launch).toMatchObject({ uid: undefined, pid: 7001, parentPid: 400, parentUid: undefined });
  });

  it('tells the child of a fork, with the image it shares', () => {
    const child = process(7002, 31_010, '/bin/zsh', { parent_audit_token: token(7001, 31_001) });
    const [launch] = events(message({ fork: { child } }, process(7001, 31_001, '/bin/zsh')));
    expect(launch).toMatchObject({
      kind: 'launch',
      how: 'fork',
      uid: '7002.31010',
      parentUid: '7001.31001',
      parentPid: 7001,
      parentImage: '/bin/zsh',
      commandLine: undefined,
    });
  });

  it('tells the end of the acting process', () => {
    expect(events(message({ exit: { stat: 256 } }, process(7002, 31_010, '/bin/ls')))[0]).toMatchObject({
      kind: 'end',
      uid: '7002.31010',
      image: '/bin/ls',
    });
  });

  it('names the script that an interpreter was started for', () => {
    const target = process(7001, 31_002, '/bin/bash');
    const exec = { target, args: ['/bin/bash', './up.sh'], script: file('/Users/ann/up.sh') };
    expect(events(message({ exec }, target))[0]).toMatchObject({ scriptPath: '/Users/ann/up.sh' });
  });

  it('ties no session to processes that no login started', () => {
    const system = {
      ...process(88, 200, '/usr/libexec/x'),
      audit_token: token(88, 200, { auid: 4_294_967_295, euid: 0 }),
    };
    expect(events(message({ exec: { target: system, args: [] } }, system))[0]).toMatchObject({
      session: undefined,
      user: 'root',
      loginUser: undefined,
    });
  });

  it('names the login behind a process that changed its user', () => {
    const target = { ...process(88, 200, '/usr/bin/tar'), audit_token: token(88, 200, { euid: 0 }) };
    expect(events(message({ exec: { target, args: [] } }, target))[0]).toMatchObject({
      user: 'root',
      loginUser: '502',
    });
  });

  it('believes no signature that the kernel holds invalid', () => {
    const target = process(88, 200, '/tmp/curl', { codesigning_flags: 0x200, signing_id: 'com.apple.curl' });
    expect(events(message({ exec: { target, args: [] } }, target))[0]).toMatchObject({
      signer: { identifier: undefined, team: undefined, platformBinary: false },
    });
  });

  describe('files', () => {
    const actor = process(7001, 31_002, '/usr/bin/openssl');
    const created = {
      destination_type: 1,
      destination: { new_path: { dir: file('/tmp'), filename: 'a.enc', mode: 420 } },
    };
    it.each([
      ['create', created, { path: '/tmp/a.enc', action: 'write' }],
      ['create', { destination: { existing_file: file('/tmp/b') } }, { path: '/tmp/b', action: 'write' }],
      ['close', { modified: true, target: file('/tmp/c') }, { path: '/tmp/c', action: 'write' }],
      [
        'rename',
        { source: file('/tmp/a.enc'), ...created },
        { path: '/tmp/a.enc', from: '/tmp/a.enc', action: 'rename' },
      ],
      ['unlink', { target: file('/tmp/d'), parent_dir: file('/tmp') }, { path: '/tmp/d', action: 'delete' }],
      [
        'clone',
        { source: file('/a'), target_dir: file('/'), target_name: 'e' },
        { path: '/e', action: 'write' },
      ],
      ['open', { fflag: 1, file: file('/Users/ann/x.enc') }, { path: '/Users/ann/x.enc', action: 'read' }],
    ])('%s', (name, payload, expected) =>
      expect(events(message({ [name]: payload }, actor))).toMatchObject([
        { kind: 'file', uid: '7001.31002', image: '/usr/bin/openssl', ...expected },
      ]),
    );

    it.each([
      ['close', { modified: false, target: file('/tmp/c') }],
      ['open', { fflag: 2, file: file('/tmp/c') }],
      ['open', { fflag: 1, file: file('/usr/lib/libz.dylib') }],
      ['mmap', { protection: 5, source: file('/usr/lib/libz.1.dylib') }],
      ['mmap', { protection: 1, max_protection: 1, source: file('/opt/homebrew/lib/libcrypto.3.dylib') }],
    ])('tells nothing of %s %j', (name, payload) =>
      expect(events(message({ [name]: payload }, actor))).toEqual([]),
    );

    it('tells of a cryptographic library mapped to be run', () => {
      const path = '/opt/homebrew/lib/python3.12/site-packages/Cryptodome/Cipher/_raw_aes.abi3.so';
      expect(events(message({ mmap: { protection: 5, source: file(path) } }, actor))).toMatchObject([
        { kind: 'module', module: path, uid: '7001.31002' },
      ]);
    });
  });

  it('falls back to the number of the event', () => {
    const target = process(7001, 31_002, '/usr/bin/curl');
    const bare = { ...message({}, target), event_type: 9, event: { target, args: ['curl'], cwd: file('/') } };
    expect(events(bare)[0]).toMatchObject({ kind: 'launch', uid: '7001.31002' });
    const named = { ...message({}, target), event_type: 'ES_EVENT_TYPE_NOTIFY_EXIT', event: { stat: 0 } };
    expect(events(named)[0]).toMatchObject({ kind: 'end' });
  });

  it.each([
    [execMessage({ time: 'soon' }), 'time'],
    [message({ exec: { args: ['x'] } }, process(1, 1, '/a')), 'image'],
    [message({ fork: {} }, process(1, 1, '/a')), 'child'],
    [message({ exit: {} }, {}), 'process'],
    [message({ rename: { source: file('/a') } }, process(1, 1, '/a')), 'file'],
  ])('reports what it cannot read', (record, word) => {
    expect(read(record)).toMatchObject({ events: [], broken: expect.stringContaining(word) });
  });

  it('counts events that cannot matter, under names that are bounded', () => {
    expect(read(message({ signal: { sig: 9 } }, process(1, 1, '/a')))).toMatchObject({
      kind: 'eslogger signal',
      events: [],
    });
    expect(read(message({ zzz: { sig: 9 } }, process(1, 1, '/a')))).toMatchObject({
      kind: 'eslogger other',
      events: [],
    });
  });

  it('tells of messages that are missing, whichever way the file is read', () => {
    const numbers = [5, 6, 7, 11, 12];
    const records = numbers.map((seq_num) => execMessage({ seq_num }));
    for (const order of [records, records.toReversed()]) {
      const reader = esloggerProduct.open({ source: 'es.jsonl', fallbackHost: 'mac-01' });
      const health = order.flatMap((record) =>
        reader(record, place).events.filter(({ kind }) => kind === 'health'),
      );
      expect(health).toMatchObject([
        { state: 'gap', detail: '3 exec messages are missing between number 7 and 11' },
      ]);
    }
  });

  it('survives any value of any field', () => {
    const hostile = fc.oneof(
      fc.constant(null),
      fc.constant('__proto__'),
      fc.constant({ path: ['x'] }),
      fc.array(fc.anything(), { maxLength: 9 }),
      fc.anything(),
    );
    const paths = [
      ['time'],
      ['event'],
      ['event_type'],
      ['process'],
      ['seq_num'],
      ['event', 'exec'],
      ['event', 'exec', 'target'],
      ['event', 'exec', 'args'],
      ['event', 'exec', 'cwd'],
      ['event', 'exec', 'target', 'audit_token'],
      ['event', 'exec', 'target', 'executable'],
      ['process', 'audit_token'],
      ['host'],
      ['boot_session_uuid'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), hostile, (path, value) => {
        const record = structuredClone(execMessage());
        put(record, path, value);
        const { events: found, broken } = read(record);
        expect(found.length === 0 || broken === undefined).toBe(true);
        for (const event of found) expect(Number.isFinite(event.time)).toBe(true);
      }),
    );
  });
});

function put(target: Json, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  const inner = target[key];
  if (rest.length === 0) target[key] = value;
  else if (typeof inner === 'object' && inner !== null) put(inner as Json, rest, value);
}
