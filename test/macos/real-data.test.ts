/* oxlint-disable vitest/no-conditional-expect -- the suites exist only where the data does */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { describeWithData } from '../real-data.ts';
import { countByKind, readMember } from './read-member.ts';
import type { Account } from './read-member.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

const read = (path: string): Account => readMember(basename(path), readFileSync(path));

describeWithData('macOS attack data set', 'macos/macos-attack-dataset', (folder) => {
  const accounts = new Map(filesBelow(folder).map((path) => [basename(path, '.json'), read(path)]));
  const all = [...accounts.values()];

  it('is read whole: every document becomes events', () => {
    expect(all).toHaveLength(44);
    for (const [name, account] of accounts) {
      expect(account.format, name).toMatch(/^(?:json-text|elastic-console)$/);
      expect(account.unknown, name).toBe(0);
      expect(account.records, name).toBeGreaterThan(0);
    }
    // By grep: 83 documents, 54 exec, 7 fork, 5 end, 14 modification, 3 rename; one exec has lost a quote.
    const events = all.flatMap((account) => account.events);
    expect(countByKind(events.filter(({ kind }) => kind !== 'address'))).toEqual({
      launch: 60,
      end: 5,
      file: 17,
    });
    expect(new Set(events.map(({ platform }) => platform))).toEqual(new Set(['macos']));
  });

  it('reports what is damaged at the source and cannot be mended for certain', () => {
    const damaged = [...accounts].filter(([, account]) => account.rejected.length > 0);
    expect(damaged.map(([name, account]) => [name, account.rejected.length])).toEqual([
      ['discovery_system_profile_sw_vers', 2],
    ]);
  });

  it('never gives an exec the image it replaced for a parent', () => {
    const launches = all.flatMap(({ events }) => events.filter((event) => event.kind === 'launch'));
    expect(launches.filter(({ how }) => how === 'exec')).not.toHaveLength(0);
    for (const { uid, parentUid, replacedUid, pid, parentPid } of launches) {
      expect(parentUid === undefined || parentUid !== uid).toBe(true);
      expect(parentUid === undefined || parentUid !== replacedUid).toBe(true);
      expect(pid !== undefined && pid !== parentPid).toBe(true);
    }
  });
});

describeWithData('Santa logs of plaso', 'macos/plaso/santa.log', (path) => {
  it('give every line', () => {
    const account = read(path);
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '').length;
    expect(account).toMatchObject({ format: 'santa-log', records: lines, unknown: 0, rejected: [] });
    expect(countByKind(account.events)).toEqual({ launch: 44, file: 125, health: 3 });
    const second = read(join(dirname(path), 'santa2.log'));
    expect(second).toMatchObject({ format: 'santa-log', unknown: 0, rejected: [] });
    expect(countByKind(second.events)).toEqual({ launch: 2, end: 1, file: 4 });
  });
});

describeWithData('binary logs of plaso', 'macos/plaso/apple.bsm', (path) => {
  it('give every record', () => {
    // 54 records: the number that plaso's own test expects.
    expect(read(path)).toMatchObject({ format: 'bsm', records: 54, unknown: 0, rejected: [] });
    expect(read(join(dirname(path), 'openbsm.bsm'))).toMatchObject({
      format: 'bsm',
      records: 50,
      rejected: [],
    });
    expect(read(join(dirname(path), '2019.09.26.asl'))).toMatchObject({
      format: 'asl',
      records: 318,
      rejected: [],
    });
    expect(read(join(dirname(path), 'appfirewall.log'))).toMatchObject({
      format: 'application-firewall',
      records: 47,
      unknown: 0,
      rejected: [],
    });
  });
});

describeWithData("Santa's own test messages", 'macos/santa-protobuf-json.tar.gz', (path) => {
  it('are recognised, though they lie out of time', () => {
    const members = [...tarMembers(gunzipSync(readFileSync(path)))].filter(([name]) =>
      name.endsWith('.json'),
    );
    expect(members).toHaveLength(61);
    for (const [name, bytes] of members) {
      const account = readMember(name, bytes);
      expect(account, name).toMatchObject({ records: 1, unknown: 0, events: [], rejected: [] });
    }
  });
});

describeWithData('samples of macOS formats', '../formats/samples/macos', (folder) => {
  it('tell what their records hold', () => {
    const jamf = read(join(folder, 'jamf-protect-es', 'exec.ndjson'));
    expect(jamf).toMatchObject({ records: 1, kinds: { 'Jamf Protect exec': 1 }, rejected: [] });
    expect(jamf.events.at(-1)).toMatchObject({
      kind: 'launch',
      host: 'macbookpro',
      uid: '91306.546968',
      replacedUid: '91306.546967',
      parentUid: '64632.466330',
      responsibleUid: '64632.466330',
      image: '/bin/zsh',
      how: 'exec',
      user: '502',
      session: '100012',
      signer: { identifier: 'com.apple.zsh', team: undefined, platformBinary: true },
    });
    const log = read(join(folder, 'unified-log', 'unified-log-style-json.ndjson'));
    expect(log).toMatchObject({ records: 3, unknown: 0, rejected: [], events: [] });
    const banshee = read(join(folder, 'unified-log', 'banshee-com.apple.network.syslog-style.log'));
    expect(banshee).toMatchObject({ format: 'unified-log-text', records: 372, unknown: 0, rejected: [] });
    expect(countByKind(banshee.events)).toEqual({ connection: 2, health: 1 });
    expect(banshee.events.at(-1)).toMatchObject({
      pid: 1619,
      remoteAddress: '127.0.0.1',
      remotePort: 8000,
      localPort: 49_281,
      bytesIn: 111,
      bytesOut: 85_518,
    });
  });
});

/** Files of a tar archive: name and content. */
function* tarMembers(archive: Buffer): Generator<[string, Buffer]> {
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    yield [name, archive.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
