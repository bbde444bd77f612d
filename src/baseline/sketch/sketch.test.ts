import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordArena } from '../storage/word-arena.ts';
import { hashKey, hashText } from '../storage/text-hash.ts';
import { Activity } from './activity-reading.ts';
import { ActivitySample } from './activity-sample.ts';
import { ListStore } from './list-store.ts';
import { bytesCode, bytesOfCode, countCode, countOfCode, logOfCode } from './log-code.ts';
import { Members, MemberSample } from './member-sample.ts';

function newRecord(): { lists: ListStore; record: number } {
  const arena = new WordArena();
  const record = arena.allocate(32);
  arena.pageOf(record).fill(0, arena.offsetOf(record), arena.offsetOf(record) + 32);
  return { lists: new ListStore(arena), record };
}

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

describe('codes of amounts', () => {
  it('give bytes back within 0.03 %, and their order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        (a, b) => {
          const back = bytesOfCode(bytesCode(a)) ?? -1;
          expect(Math.abs(back - a)).toBeLessThanOrEqual(0.0003 * (1 + a));
          if (a <= b) expect(bytesCode(a)).toBeLessThanOrEqual(bytesCode(b));
        },
      ),
    );
  });

  it('tell nothing known from nothing sent', () => {
    expect(bytesCode(undefined)).toBe(0);
    expect(logOfCode(0)).toBeUndefined();
    expect(logOfCode(bytesCode(0))).toBe(0);
    expect(bytesCode(Number.NaN)).toBe(0);
    expect(bytesCode(-1)).toBe(0);
  });

  it('give counts back, exactly to 127 and then within 13 % below', () => {
    for (let count = 0; count <= 127; count++) expect(countOfCode(countCode(count))).toBe(count);
    fc.assert(
      fc.property(fc.integer({ min: 128, max: 100_000_000 }), (count) => {
        const back = countOfCode(countCode(count));
        expect(back).toBeLessThanOrEqual(count + 1);
        expect(back).toBeGreaterThan(count * 0.87);
      }),
    );
  });
});

describe('a set of members', () => {
  const member = fc.record({
    hash: fc.integer({ min: 0, max: 60 }),
    second: fc.integer({ min: 1, max: 50 }),
  });

  it('keeps the smallest hashes with their earliest time, in any order and however often told', () => {
    fc.assert(
      fc.property(
        fc
          .array(member, { maxLength: 60 })
          .chain((members) => fc.tuple(fc.constant(members), shuffled([...members, ...members]))),
        ([members, again]) => {
          const { lists, record } = newRecord();
          const sample = new MemberSample(lists);
          for (const { hash, second } of again) sample.add(record, 1, hash, second, 8);
          const earliest = new Map<number, number>();
          for (const { hash, second } of members) {
            earliest.set(hash, Math.min(second, earliest.get(hash) ?? second));
          }
          const expected = [...earliest].sort(([a], [b]) => a - b).slice(0, 8);
          expect([...lists.words(record, 1)]).toEqual(expected.flat());
        },
      ),
    );
  });

  it('counts exactly while it fits, and as of a moment', () => {
    const { lists, record } = newRecord();
    const sample = new MemberSample(lists);
    for (let i = 0; i < 10; i++) sample.add(record, 1, i * 1000, i, 64);
    expect(new Members(lists.words(record, 1), 64, 1_000).all).toEqual({
      count: 10,
      exact: true,
      relativeError: 0,
    });
    const early = new Members(lists.words(record, 1), 64, 4);
    expect(early.all.count).toBe(4);
    expect(early.has(2000)).toBe(true);
    expect(early.has(9000)).toBe(false);
    expect(early.has(2500)).toBe(false);
  });

  it('estimates more than it keeps within three standard errors', () => {
    const key = hashKey('');
    for (const limit of [64, 256, 1024]) {
      for (const truth of [2_000, 20_000]) {
        const { lists, record } = newRecord();
        const sample = new MemberSample(lists);
        for (let i = 0; i < truth; i++) sample.add(record, 1, hashText(`ws${i}`, key), 1, limit);
        const { all } = new Members(lists.words(record, 1), limit, 10);
        expect(all.exact).toBe(false);
        expect(all.relativeError).toBeCloseTo(1 / Math.sqrt(limit - 2));
        expect(Math.abs(all.count - truth) / truth).toBeLessThan(3 * all.relativeError);
      }
    }
  });
});

describe('an activity sample', () => {
  const item = fc.record({
    hour: fc.integer({ min: 0, max: 768 * 6 }),
    connections: fc.integer({ min: 1, max: 200 }),
    bytes: fc.integer({ min: 0, max: 0x7fffffff }),
  });
  const hashOf = (hour: number): number => hashText(String(hour), hashKey(''));
  const fill = (
    items: readonly { hour: number; connections: number; bytes: number }[],
    limit: number,
  ): number[] => {
    const { lists, record } = newRecord();
    const sample = new ActivitySample(lists);
    for (const { hour, connections, bytes } of items) {
      sample.add(record, hashOf(hour), hour, connections, bytes, limit);
    }
    return [...lists.words(record, 0)];
  };

  it('is the same in any order and however often told, with few or many items', () => {
    fc.assert(
      fc.property(
        fc
          .array(item, { maxLength: 80 })
          .chain((items) => fc.tuple(fc.constant(items), shuffled([...items, ...items]))),
        fc.integer({ min: 1, max: 12 }),
        ([items, again], limit) => {
          expect(fill(again, limit)).toEqual(fill(items, limit));
        },
      ),
    );
  });

  it('keeps the three newest epochs only', () => {
    const words = fill(
      [0, 800, 1600, 2400, 3200].map((hour) => ({ hour, connections: 1, bytes: 0 })),
      16,
    );
    const hours = new Activity(words.length === 0 ? new Uint32Array() : Uint32Array.from(words), 16, 1e6)
      .hours;
    expect(hours.map(({ hour }) => hour)).toEqual([1600, 2400, 3200]);
  });

  it('estimates hours, connections and the median of what it had to leave out', () => {
    const items = Array.from({ length: 700 }, (_, hour) => ({
      hour,
      connections: 1 + (hour % 9),
      bytes: bytesCode(1000 * (1 + (hour % 100))) << 16,
    }));
    const activity = new Activity(Uint32Array.from(fill(items, 128)), 128, 1e6);
    expect(activity.sampled).toBe(true);
    expect(activity.hours.length).toBe(128);
    expect(Math.abs(activity.activeHours - 700) / 700).toBeLessThan(0.27);
    expect(Math.abs(activity.connections - 3_500) / 3_500).toBeLessThan(0.35);
    const below = activity.hours.filter(({ logOut }) => (logOut ?? 0) < Math.log1p(50_500)).length;
    expect(Math.abs(below / 128 - 0.5)).toBeLessThan(activity.rankError);
    expect(activity.rankError).toBeCloseTo(0.12, 2);
  });

  it('reads as of an hour', () => {
    const words = Uint32Array.from(
      fill(
        [5, 6, 7].map((hour) => ({ hour, connections: 2, bytes: 0 })),
        16,
      ),
    );
    expect(new Activity(words, 16, 7)).toMatchObject({ activeHours: 2, connections: 4, sampled: false });
    expect(new Activity(words, 16, 0)).toMatchObject({ activeHours: 0, connections: 0 });
  });
});
