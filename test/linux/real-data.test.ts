import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudit } from '../../src/formats/audit/audit-format.ts';
import type { AuditGroup } from '../../src/formats/audit/audit-group.ts';
import { stitchAudit } from '../../src/formats/audit/stitch-audit.ts';
import type { PlacedGroup } from '../../src/formats/audit/stitch-audit.ts';
import { readAuditGroup } from '../../src/normalize/linux/auditd/auditd.ts';
import { readMembers } from '../../src/intake/read-members.ts';
import { describeWithData } from '../real-data.ts';
import { RecordingSink } from '../recording-sink.ts';
import { eventKinds, readSample } from './read-sample.ts';
import type { SampleAccount } from './read-sample.ts';

/** Every file of a folder or archive, by the end of its name. */
async function accounts(path: string): Promise<Map<string, SampleAccount>> {
  const found = new Map<string, SampleAccount>();
  const problems: string[] = [];
  for await (const member of readMembers([path], ({ sentence }) => void problems.push(sentence))) {
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    found.set(member.source.slice(path.length + 1), readSample(Buffer.concat(chunks), member.source));
  }
  return found;
}

const summary = (account: SampleAccount | undefined): unknown =>
  account === undefined
    ? 'not read'
    : {
        kinds: account.kinds,
        events: eventKinds(account),
        broken: account.broken.length,
        rejected: account.rejected.length,
        unknown: account.unknown.length,
      };

describeWithData('lab recordings', 'linux/lab2', (lab) => {
  const logs = readdirSync(lab)
    .filter((name) => /^\d\d-/.test(name))
    .map((name) => readFileSync(join(lab, name, 'audit.log')));
  const all = Buffer.concat(logs);

  it('are read without loss', () => {
    const account = readSample(all);
    // As counted by ausearch 3.0.9: 341 successful execve, 395 connect of which 79 to an internet address.
    expect(summary(account)).toEqual({
      kinds: { 'auditd SYSCALL execve': 341, 'auditd SYSCALL connect': 79 },
      events: { launch: 341, connection: 79 },
      broken: 0,
      rejected: 0,
      unknown: 0,
    });
    expect(account.skipped).toEqual({
      'auditd LOGIN': 27,
      'auditd SYSCALL of no use': 27,
      'auditd SYSCALL failed': 264,
      'auditd address that is not IP': 316,
    });
    for (const event of account.events) {
      if (event.kind === 'launch')
        expect([event.how, event.pid !== undefined, (event.arguments?.length ?? 0) > 0]).toEqual([
          'exec',
          true,
          true,
        ]);
    }
  });

  it('give the same events when they are torn into rotated files', () => {
    const whole = groups(all, 0);
    const told = (list: readonly PlacedGroup[]): string[] =>
      list
        .flatMap(({ group, place }) => readAuditGroup(group, place, 'lab').events)
        .map((event) => JSON.stringify({ ...event, place: undefined }))
        .sort();
    for (const size of [3_000, 10_007, 300_000]) {
      const parts: PlacedGroup[] = [];
      for (let start = 0; start < all.length;) {
        const newline = all.indexOf(0x0a, Math.min(all.length - 1, start + size));
        const end = newline < 0 ? all.length : newline + 1;
        parts.push(...groups(all.subarray(start, end), start));
        start = end;
      }
      const stitched = stitchAudit(parts.filter(({ group }) => !group.complete));
      expect(told([...parts.filter(({ group }) => group.complete), ...stitched])).toEqual(told(whole));
    }
  });
});

function groups(bytes: Buffer, offset: number): PlacedGroup[] {
  const sink = new RecordingSink();
  const decoder = openAudit('lab', sink, offset);
  decoder.push(bytes);
  decoder.end();
  return sink.records.map((record) => ({
    group: record.value as AuditGroup,
    place: { source: 'lab', offset: record.offset, length: record.length },
  }));
}

describeWithData('audit fixtures of other projects', 'linux/auditd-fixtures.tar.gz', (path) => {
  it('are read; what is torn or missing in them is said', async () => {
    const found = await accounts(path);
    const of = (name: string): unknown => summary([...found].find(([source]) => source.endsWith(name))?.[1]);
    const launches = { launch: 2, connection: 1 };
    for (const name of ['normal.log', 'out_of_order.log', 'lost_messages.log']) {
      expect([name, of(name)]).toEqual([
        name,
        expect.objectContaining({ events: launches, broken: 0, rejected: 0 }),
      ]);
    }
    expect(of('record-execve-long.txt')).toMatchObject({ events: { launch: 1 }, broken: 0 });
    expect(of('record-connect.txt')).toMatchObject({ events: { connection: 2 } });
    expect(of('audit-rhel7.log')).toMatchObject({ events: { health: 5 }, rejected: 1 });
  });

  it('tell the same as raw records and as LAUREL', async () => {
    const found = await accounts(path);
    const of = (name: string): unknown[] =>
      ([...found].find(([source]) => source.endsWith(name))?.[1].events ?? []).map((event) => ({
        ...event,
        place: undefined,
      }));
    for (const name of [
      'record-perl-reverse-shell',
      'record-execve',
      'record-execve-long',
      'record-weblogic',
      'record-nscd',
    ]) {
      expect([name, of(`${name}.json`)]).toEqual([name, of(`${name}.txt`)]);
    }
  });
});

describeWithData('Azure tables of one attack', 'linux', (path) => {
  it('are read without loss', async () => {
    const table = async (part: string): Promise<SampleAccount[]> => {
      const name = readdirSync(path).find((file) => file.includes(part) && file.endsWith('.zip'));
      return name === undefined ? [] : [...(await accounts(join(path, name))).values()];
    };
    expect((await table('auoms')).map(summary)).toEqual([
      { kinds: { 'AUOMS SYSCALL execve': 50 }, events: { launch: 27 }, broken: 0, rejected: 0, unknown: 0 },
    ]);
    expect((await table('sysmon')).map(summary)).toEqual([
      {
        kinds: {
          'Linux-Sysmon 1': 31,
          'Linux-Sysmon 3': 6,
          'Linux-Sysmon 5': 50,
          'Linux-Sysmon 11': 4,
          'Linux-Sysmon 23': 2,
        },
        // Of 50 ends, 19 are of threads or of nobody.
        events: { launch: 31, connection: 6, file: 6, end: 31 },
        broken: 0,
        rejected: 0,
        unknown: 0,
      },
    ]);
    expect((await table('vmconnection')).map(summary)).toEqual([
      { kinds: { VMConnection: 5 }, events: { connection: 5 }, broken: 0, rejected: 0, unknown: 0 },
    ]);
  });
});

describeWithData('samples of other products', '../formats/samples', (path) => {
  it.each([
    ['linux/tetragon', { launch: 1, end: 1, connection: 2 }],
    ['linux/auditbeat-ecs', { launch: 1, end: 1, connection: 1, address: 2 }],
    ['linux/falco', {}],
    ['macos-linux-osquery', { launch: 2, connection: 1 }],
    ['network/azure-vmconnection', { connection: 5 }],
    ['linux/azure-syslog-auoms', { launch: 1 }],
  ])('%s', async (folder, expected) => {
    const totals: Record<string, number> = {};
    for (const [source, account] of await accounts(join(path, folder))) {
      expect([source, account.broken, account.rejected]).toEqual([source, [], []]);
      for (const [kind, count] of Object.entries(eventKinds(account)))
        totals[kind] = (totals[kind] ?? 0) + count;
    }
    expect(totals).toEqual(expected);
  });
});

describe('the account', () => {
  it('counts what no product knows', () => {
    expect(readSample(Buffer.from('{"a":1}\n')).unknown).toEqual([{ a: 1 }]);
  });
});
