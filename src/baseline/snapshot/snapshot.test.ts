import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline.ts';
import { EXAMPLE_START, sightingAt } from '../learning/example-sighting.ts';
import type { Sighting } from '../learning/sighting.ts';
import { DAY, HOUR } from '../moment.ts';
import { describeKey } from '../profile/profile-key.ts';
import { diffBaselines } from './diff-baselines.ts';
import { fileOf, learned, takeApart } from './example-snapshot.ts';
import { readSnapshot, SnapshotReader } from './read-snapshot.ts';
import { snapshotVersion } from './snapshot-version.ts';
import { writeSnapshot } from './write-snapshot.ts';

const read = (bytes: Uint8Array, settings = DEFAULT_BASELINE_SETTINGS): ReturnType<typeof readSnapshot> =>
  readSnapshot([bytes], settings);

describe('a snapshot', () => {
  const original = learned(40);
  const bytes = fileOf(original);

  it('gives the same baseline back, with its version', () => {
    const { baseline, header } = read(bytes);
    expect(header).toMatchObject({ config: 'config 1', version: snapshotVersion(original, 'config 1') });
    expect(baseline === undefined ? '' : snapshotVersion(baseline, 'config 1')).toBe(header?.version);
    expect(baseline === undefined ? [] : [...diffBaselines(original, baseline)]).toEqual([]);
    expect(baseline?.counts()).toMatchObject({
      profiles: original.counts().profiles,
      texts: original.counts().texts,
    });
  });

  it('ends with the version of what was written', () => {
    const chunks = writeSnapshot(original, 'config 1');
    let next = chunks.next();
    while (next.done !== true) next = chunks.next();
    expect(next.value).toBe(snapshotVersion(original, 'config 1'));
  });

  it('of many blocks gives the same baseline back, too', () => {
    const many = new Baseline(DEFAULT_BASELINE_SETTINGS);
    for (let i = 0; i < 3_000; i++) {
      const where = { host: `ws${i % 70}`, destination: `${'long-name.'.repeat(i % 9)}${i}.example` };
      many.observe(sightingAt(EXAMPLE_START + i * 1_000, where));
    }
    const file = fileOf(many);
    expect(takeApart(file).blocks.length).toBeGreaterThan(5);
    const { baseline } = read(file);
    expect(baseline === undefined ? '' : snapshotVersion(baseline, '')).toBe(snapshotVersion(many, ''));
    expect(baseline === undefined ? [] : [...diffBaselines(many, baseline)]).toEqual([]);
  });

  it('goes on learning where it was', () => {
    const { baseline } = read(fileOf(learned(20)));
    const whole = learned(40);
    baseline?.merge(learned(40));
    expect(baseline === undefined ? '' : snapshotVersion(baseline, '')).toBe(snapshotVersion(whole, ''));
  });

  it('can be cut into any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const reader = new SnapshotReader(DEFAULT_BASELINE_SETTINGS);
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(reader.end().header?.profiles).toBe(original.counts().profiles);
      }),
      { numRuns: 20 },
    );
  });

  it('tells damage by its place, wherever it is', () => {
    const first = bytes.indexOf(10) + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: first, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const damaged = Buffer.from(bytes);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          const { problem } = read(damaged);
          expect(problem).toBeDefined();
          expect(problem?.offset).toBeGreaterThanOrEqual(first);
          expect(problem?.offset).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tells when its end is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        const { problem } = read(bytes.subarray(0, length));
        expect(problem?.message).toBe('the file ends before the baseline does');
        expect(problem?.offset).toBe(length);
      }),
      { numRuns: 100 },
    );
    expect(read(Buffer.concat([bytes, Buffer.from('x')])).problem?.message).toMatch(/follow the end/);
  });

  it('tells what is no baseline, another format, another secret', () => {
    const header = (changes: object): Buffer => {
      const end = bytes.indexOf(10);
      const value: unknown = JSON.parse(bytes.toString('utf8', 0, end));
      return Buffer.concat([
        Buffer.from(JSON.stringify({ ...(value as object), ...changes })),
        bytes.subarray(end),
      ]);
    };
    expect(read(Buffer.from('hello\n')).problem).toEqual({ offset: 0, message: 'this is no baseline' });
    expect(read(Buffer.from('{"a":1}\n')).problem?.message).toBe('this is no baseline');
    expect(read(Buffer.alloc(100_000, 65)).problem?.message).toBe('this is no baseline');
    expect(read(header({ format: 9 })).problem?.message).toMatch(/format 9/);
    expect(read(header({ byteOrder: 'big' })).problem?.message).toMatch(/byte order/);
    expect(read(header({ config: 'other' })).problem?.message).toBe('the first line was changed');
    expect(read(header({ profiles: 'many' })).problem?.message).toMatch(/incomplete/);
    expect(read(bytes, { ...DEFAULT_BASELINE_SETTINGS, secret: 'x' }).problem?.message).toMatch(/secret/);
  });
});

describe('the version', () => {
  it('is the same in whatever order the same was learned', () => {
    const sightings = Array.from({ length: 60 }, (_, i) =>
      sightingAt(EXAMPLE_START + ((i * 7) % 60) * HOUR, {
        host: `ws${i % 7}`,
        destination: `d${i % 11}.example`,
      }),
    );
    const versionOf = (order: readonly Sighting[]): string => {
      const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
      for (const sighting of order) baseline.observe(sighting);
      return snapshotVersion(baseline, '');
    };
    const version = versionOf(sightings);
    const shuffled = fc.shuffledSubarray(sightings, { minLength: sightings.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(versionOf(order)).toBe(version);
      }),
      { numRuns: 30 },
    );
  });

  it('changes with the content and with the configuration', () => {
    const base = learned(10);
    const versions = [
      snapshotVersion(base, 'a'),
      snapshotVersion(base, 'b'),
      snapshotVersion(learned(11), 'a'),
      snapshotVersion(learned(10, 7), 'a'),
    ];
    expect(new Set(versions).size).toBe(4);
    base.observe(sightingAt(EXAMPLE_START, { bytesOut: 77_777 }));
    expect(versions).not.toContain(snapshotVersion(base, 'a'));
  });
});

describe('a difference', () => {
  it('names what was added, removed and changed', () => {
    const before = learned(10);
    const after = learned(10);
    before.observe(sightingAt(EXAMPLE_START, { identity: 'old', group: undefined, user: undefined }));
    after.observe(sightingAt(EXAMPLE_START, { identity: 'new', group: undefined, user: undefined }));
    after.observe(sightingAt(EXAMPLE_START + 30 * DAY, { host: 'wś1', user: 'u1' }));
    const lines = [...diffBaselines(before, after)].map(
      ({ change, before: was, after: is }) => `${change} ${describeKey((is ?? was).key)}`,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'added host ws1 | new -> example.com:443/tcp',
        'removed host ws1 | old -> example.com:443/tcp',
        'changed host wś1 | chrome -> example.com:443/tcp',
        'changed fleet | any program -> anywhere',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('added'))).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith('removed'))).toHaveLength(4);
  });
});
