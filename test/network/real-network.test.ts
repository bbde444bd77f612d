/**
 * Every real recording of network sensors is read without loss. What came out is compared with counts and sums made by
 * splitting the same text at tabs or parsing its lines, without any code of the product.
 */
import { expect, it } from 'vitest';
import type { Flow } from '../../src/event/event.ts';
import { readMembers } from '../../src/intake/read-members.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { describeWithData } from '../real-data.ts';
import { countByKind, readRecords } from './read-records.ts';
import type { Account } from './read-records.ts';

interface Read {
  readonly name: string;
  readonly text: string;
  readonly account: Account;
}

/** Every text member of an archive; captures are read elsewhere. */
async function readAll(path: string): Promise<readonly Read[]> {
  const problems: string[] = [];
  const all: Read[] = [];
  for await (const member of readMembers([path], ({ sentence }) => void problems.push(sentence))) {
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    if (/\.(?:pcap(?:ng)?|trace|dmp)$/.test(member.source)) continue;
    all.push({
      name: member.source.slice(path.length),
      text: bytes.toString(),
      account: readRecords(bytes, member.source),
    });
  }
  // Two archives of the recordings were damaged by their makers; their files are all there.
  expect(problems.filter((sentence) => !sentence.includes('damaged directory'))).toEqual([]);
  return all;
}

/** Lines that hold a record, by the plainest reading there is. */
function recordLines(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return text.trimStart().startsWith('{') && lines[0]?.trim() === '{' ? [text] : lines;
}

/** The rows of conn logs as plain objects, made without the product's readers. */
function plainConn({ text }: Read): readonly Record<string, string>[] {
  if (text.trimStart().startsWith('{')) {
    return recordLines(text).map((line) => {
      const parsed: unknown = JSON.parse(line);
      const row: Record<string, string> = {};
      for (const [key, value] of Object.entries(isObject(parsed) ? parsed : {}))
        row[key.replace(/^id_/, 'id.')] = String(value);
      return row;
    });
  }
  const fields = /#fields\t(.*)/.exec(text)?.[1]?.trimEnd().split('\t') ?? [];
  return recordLines(text).map((line) => {
    const values = line.trimEnd().split('\t');
    return Object.fromEntries(
      fields.map((field, index) => [field, values[index] ?? '-']).filter(([, value]) => value !== '-'),
    );
  });
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}

function total(reads: readonly Read[]): {
  records: number;
  events: Record<string, number>;
  broken: string[];
} {
  return {
    records: sum(reads.map(({ account }) => account.records)),
    events: countByKind(reads.flatMap(({ account }) => account.events)),
    broken: reads.flatMap(({ name, account }) => account.broken.map((reason) => `${name}: ${reason}`)),
  };
}

/** One archive: every record is counted, none is lost, and the flows carry the bytes of conn.log. */
function archive(
  name: string,
  path: string,
  expected: ReturnType<typeof total>,
  unknown: Readonly<Record<string, number>> = {},
): void {
  describeWithData(name, path, (file) => {
    it('gives an event for every record that has one, and loses none', async () => {
      const reads = await readAll(file);
      expect(total(reads)).toEqual(expected);
      for (const { name: member, text, account } of reads) {
        expect([member, account.records]).toEqual([member, recordLines(text).length]);
        expect([member, account.rejected]).toEqual([member, []]);
        const known = Object.entries(unknown).find(([part]) => member.endsWith(part))?.[1] ?? 0;
        expect([member, account.unknown]).toEqual([member, known]);
      }
    });

    it('agrees with conn.log itself on ends, bytes and times', async () => {
      for (const read of (await readAll(file)).filter(({ name: member }) =>
        /(?:^|[!/])(?:open_)?conn\.[^/]*$/.test(member),
      )) {
        const rows = plainConn(read);
        const flows = read.account.events.filter((event): event is Flow => event.kind === 'flow');
        expect(flows).toHaveLength(rows.length);
        for (const [index, row] of rows.entries()) {
          const flow = flows[index];
          expect([flow?.flowId, flow?.sourceAddress, flow?.destinationAddress]).toEqual([
            row['uid'],
            row['id.orig_h'],
            row['id.resp_h'],
          ]);
          expect(Math.abs((flow?.time ?? 0) / 1000 - Number(row['ts']))).toBeLessThan(1e-6);
          if (flow?.wireBytes === false)
            expect(flow.bytesOut).toBe(
              row['orig_bytes'] === undefined ? undefined : Number(row['orig_bytes']),
            );
        }
        const payload = flows.filter((flow) => !flow.wireBytes);
        const counted = rows.filter((_, index) => flows[index]?.wireBytes === false);
        expect(sum(payload.map((flow) => flow.bytesIn))).toBe(
          sum(counted.map((row) => Number(row['resp_bytes'] ?? 0))),
        );
      }
    });
  });
}

archive('Zeek of an ordinary office (RITA)', 'network/rita-zeek.tar.gz', {
  records: 16_450,
  events: { flow: 12_901, name: 3236 },
  broken: [],
});

archive('Zeek of APT29, day 1 (ROCK NSM)', 'network/apt29-day1-zeek.tar.gz', {
  records: 2140,
  events: { flow: 1053, name: 53 },
  broken: [],
});

archive('Zeek of all kinds (OCSF examples)', 'network/ocsf-zeek.tar.gz', {
  records: 10_245,
  events: { flow: 2997, name: 153 },
  broken: [],
});

archive(
  'Zeek beside Meterpreter',
  'win-negatives/metasploit_logonpasswords_lsass_memory_dump_zeek_logs.zip',
  {
    records: 261,
    events: { flow: 120, name: 28 },
    broken: [],
  },
);

archive(
  'Zeek and Suricata of an infected device (Slips)',
  'network/slips.tar.gz',
  { records: 8740, events: { flow: 5028, name: 1004, address: 5 }, broken: [] },
  // A policy script of the recording's makers; no product writes it.
  { 'arp.log': 2 },
);

/** Samples by folder: records, events, records without an event and why. */
const SAMPLES: readonly (readonly [
  folder: string,
  records: number,
  events: Readonly<Record<string, number>>,
  broken: number,
])[] = [
  ['zeek-tsv', 24, { flow: 24 }, 0],
  ['zeek-json', 240, { flow: 120, name: 39 }, 0],
  ['zeek-json-rock', 301, { flow: 198, name: 32 }, 0],
  ['suricata-eve', 8, { flow: 2, name: 3 }, 0],
  ['goflow2', 1, { flow: 1 }, 0],
  // Times in milliseconds since the start of the exporter: no clock time can be told.
  ['netflow-json-logstash', 3, {}, 3],
  ['squid', 6, { flow: 5 }, 0],
  ['bluecoat', 1, { flow: 1 }, 0],
  ['zscaler', 3, { flow: 2, name: 1 }, 0],
  ['paloalto', 4, { flow: 4 }, 0],
  // Cut from their syslog header: no time at all.
  ['iptables', 2, {}, 2],
  ['pf-filterlog', 2, {}, 2],
  ['windows-firewall', 12, { flow: 2, connection: 2 }, 0],
];

for (const [folder, records, events, broken] of SAMPLES) {
  describeWithData(`sample ${folder}`, `../formats/samples/network/${folder}`, (path) => {
    it('is read without loss', async () => {
      const reads = await readAll(path);
      const found = total(reads);
      expect([found.records, found.events, found.broken.length]).toEqual([records, events, broken]);
      expect(reads.flatMap(({ account }) => account.rejected)).toEqual([]);
      expect(sum(reads.map(({ account }) => account.unknown))).toBe(0);
    });
  });
}
