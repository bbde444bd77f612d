import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../real-data.ts';
import { comparableRecord, evtxTwins } from './evtx-twin.ts';
import { readEvtx } from './read-evtx.ts';
import { tarMembers } from './tar-members.ts';

const HEADER = 4096;
const CHUNK = 65_536;

/** The one text of all twins that its log does not hold: whoever keeps the twins wrote it by hand. */
const EDITED_BY_HAND = {
  log: 'ad691d92-15f2-4181-9aa4-723c74f9ddc3',
  twin: String.raw`"ParentCommandLine": "C:\\Windows\\Explorer.exe"`,
  logged: String.raw`"ParentCommandLine": "C:\\Windows\\Explorer.EXE"`,
};

async function logs(archive: string): Promise<[string, Buffer][]> {
  return [...(await tarMembers(archive))].filter(([name]) => name.endsWith('.evtx'));
}

/** The 64 KiB window a file offset lies in; -1 is the file header. */
function windowOf(offset: number): number {
  return Math.floor((offset - HEADER) / CHUNK);
}

describeWithData('logs with a twin by another parser', 'evtx/sigma-regression.tar.gz', (path) => {
  it('are read as the other parser reads them, field by field', async () => {
    const members = await tarMembers(path);
    let files = 0;
    let fields = 0;
    for (const [name, bytes] of members) {
      const twin = members.get(name.replace(/\.evtx$/, '.json'))?.toString('utf8');
      if (!name.endsWith('.evtx') || twin === undefined) continue;
      files += 1;
      const sink = readEvtx(bytes);
      const twins = evtxTwins(
        name.includes(EDITED_BY_HAND.log) ? twin.replace(EDITED_BY_HAND.twin, EDITED_BY_HAND.logged) : twin,
      );
      expect({ name, reasons: sink.reasons }).toEqual({ name, reasons: [] });
      expect({ name, events: sink.events.map(comparableRecord) }).toEqual({ name, events: twins });
      for (const { data } of twins) fields += data.length;
    }
    expect(files).toBe(202);
    expect(fields).toBeGreaterThan(4000);
  });
});

/** As the Rust crate evtx counts them; libevtx agrees, but for the one record of issue_201.evtx, which it cannot read. */
const archives = [
  { archive: 'evtx/evtx-rs-samples.tar.gz', files: 7, records: 6295, flips: 60 },
  { archive: 'evtx/evtx-attack-samples-net.tar.gz', files: 55, records: 1569, flips: 500 },
];

describe.each(archives)('real logs in $archive', ({ archive, files, records, flips }) => {
  describeWithData('survive', archive, (path) => {
    it('are read whole and without complaint', async () => {
      const all = await logs(path);
      let count = 0;
      for (const [name, bytes] of all) {
        const sink = readEvtx(bytes);
        expect({ name, reasons: sink.reasons }).toEqual({ name, reasons: [] });
        expect(sink.events.filter(({ provider, computer }) => provider === '' || computer === '')).toEqual(
          [],
        );
        count += sink.records.length;
      }
      expect(all).toHaveLength(files);
      expect(count).toBe(records);
    });

    it('give every whole chunk wherever the file ends between two', async () => {
      for (const [name, bytes] of await logs(path)) {
        const intact = readEvtx(bytes);
        for (let length = HEADER; length < bytes.length; length += CHUNK) {
          const sink = readEvtx(bytes.subarray(0, length));
          const before = intact.records.filter(({ offset }) => offset < length);
          expect({ name, length, count: sink.records.length }).toEqual({
            name,
            length,
            count: before.length,
          });
          expect(sink.rejected.length).toBeLessThanOrEqual(1);
        }
      }
    });

    it('give every chunk without a flipped bit as it is', async () => {
      const all = (await logs(path)).map(([name, bytes]) => ({
        name,
        bytes,
        intact: readEvtx(bytes).records,
      }));
      const place = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(7));
      fc.assert(
        fc.property(
          fc.nat(all.length - 1),
          fc.array(place, { minLength: 1, maxLength: 25 }),
          (index, places) => {
            const { bytes, intact } = all[index]!;
            const copy = Buffer.from(bytes);
            const hit = new Set<number>();
            for (const [part, bit] of places) {
              const offset = Math.floor(part * copy.length);
              copy.writeUInt8(copy.readUInt8(offset) ^ (1 << bit), offset);
              hit.add(windowOf(offset));
            }
            const sink = readEvtx(copy);
            const untouched = intact.filter(({ offset }) => !hit.has(windowOf(offset)));
            expect(sink.records.filter(({ offset }) => !hit.has(windowOf(offset)))).toEqual(untouched);
            expect(sink.records.length).toBeLessThanOrEqual(intact.length);
          },
        ),
        { numRuns: flips, seed: 1048 },
      );
    });
  });
});
