import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneClock } from '../calendar/zone-clock.ts';
import { DAY, HOUR } from '../moment.ts';
import { learnedHours } from './learned-hours.ts';
import { producerConsumer, producerConsumerRatio } from './producer-consumer.ts';
import { evenness, rhythm } from './rhythm.ts';
import { medianOf, robustZ } from './robust-z.ts';
import { slowDrip } from './slow-drip.ts';
import { DEFAULT_UNUSUAL_RULES } from './unusual-rules.ts';

describe('the robust z', () => {
  it('is 0.6745 deviations over the MAD', () => {
    const found = robustZ(20, [1, 2, 3, 4, 5]);
    expect(found).toMatchObject({ median: 3, spread: 1, method: 'mad', samples: 5 });
    expect(found?.z).toBeCloseTo(0.6745 * 17);
  });

  it('falls back to the mean deviation where half of the values are equal', () => {
    const found = robustZ(10, [0, 0, 0, 0, 5]);
    expect(found).toMatchObject({ median: 0, spread: 1, method: 'mean-deviation' });
    expect(found?.z).toBeCloseTo(10 / 1.2533);
  });

  it('of constant values is no number but a statement', () => {
    expect(robustZ(8, [7, 7, 7])).toMatchObject({ method: 'first-non-constant', z: undefined });
    expect(robustZ(7, [7, 7, 7])).toMatchObject({ method: 'constant', z: 0 });
    expect(robustZ(7, [])).toBeUndefined();
  });

  it('does not change with the unit and is zero at the median', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 2_000 }), (values, value) => {
        const plain = robustZ(value, values);
        const scaled = robustZ(
          value * 8,
          values.map((one) => one * 8),
        );
        expect(scaled?.method).toBe(plain?.method);
        if (plain?.z !== undefined) expect(scaled?.z).toBeCloseTo(plain.z, 6);
        expect(robustZ(medianOf(values) ?? 0, values)?.z).toBe(0);
      }),
    );
  });
});

describe('the producer-consumer ratio', () => {
  it('is 1 for an upload, -1 for a download, nothing for nothing', () => {
    expect(producerConsumerRatio(100, 0)).toBe(1);
    expect(producerConsumerRatio(0, 100)).toBe(-1);
    expect(producerConsumerRatio(50, 50)).toBe(0);
    expect(producerConsumerRatio(0, 0)).toBeUndefined();
  });

  it('is measured by its shift', () => {
    const browsing = Array.from({ length: 20 }, (_, i) => producerConsumerRatio(20_000 + i, 60_000) ?? 0);
    const found = producerConsumer(9_000_000, 100_000, browsing);
    expect(found.usual).toBeCloseTo(-0.5, 2);
    expect(found.shift).toBeCloseTo(1.478, 2);
    expect(producerConsumer(1, 1, []).shift).toBeUndefined();
  });
});

describe('rhythm', () => {
  const from = Date.UTC(2026, 2, 2);
  const every = (seconds: number, count: number, jitter = 0): number[] =>
    Array.from(
      { length: count },
      (_, i) => from + i * seconds * 1000 + ((i * 7919) % 100) * jitter * 10 * seconds,
    );

  it('of a beacon is near 1, of a burst far from it', () => {
    const beacon = rhythm({ times: every(300, 288), sizes: [], from, to: from + DAY }, 10);
    expect(beacon.score).toBeGreaterThan(0.7);
    expect(beacon).toMatchObject({
      intervalScore: 1,
      durationScore: 1,
      histogramScore: 1,
      sizeScore: 0,
      period: 300,
    });
    const sized = rhythm(
      { times: every(300, 288), sizes: Array.from({ length: 288 }, () => 512), from, to: from + DAY },
      10,
    );
    expect(sized.score).toBe(1);
    const burst = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 1_000, 30_000].map(
      (second) => from + second * 1000,
    );
    expect(rhythm({ times: burst, sizes: [], from, to: from + DAY }, 10).score).toBeLessThan(0.5);
  });

  it('is not shown for fewer than ten intervals', () => {
    expect(rhythm({ times: every(300, 10), sizes: [], from, to: from + DAY }, 10).score).toBeUndefined();
    expect(rhythm({ times: every(300, 11), sizes: [], from, to: from + DAY }, 10).score).toBeDefined();
    const same = Array.from({ length: 50 }, () => from);
    expect(rhythm({ times: same, sizes: [], from, to: from + DAY }, 10)).toMatchObject({
      intervals: 0,
      score: undefined,
    });
  });

  it('has the skew and spread scores of their formulas', () => {
    // Quartiles 10, 20, 60: Bowley (10 + 60 - 40) / 50 = 0.6; MAD 10 of median 20.
    expect(evenness([10, 10, 20, 60, 60], 1)).toBeCloseTo((0.4 + 0.5) / 2, 3);
    // A spread below ten is no skew; a median below 1 takes the default.
    expect(evenness([1, 2, 3, 4, 9], 1)).toBeCloseTo((1 + 2 / 3) / 2, 3);
    expect(evenness([0, 0, 0], 1)).toBe(1);
    expect(evenness([0, 0, 0], 0)).toBe(0.5);
  });

  it('is a number from 0 to 1 whatever the times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 * DAY }), { maxLength: 80 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 80 }),
        (offsets, sizes) => {
          const found = rhythm({ times: offsets.map((one) => from + one), sizes, from, to: from + DAY }, 3);
          expect(found.score ?? 0).toBeGreaterThanOrEqual(0);
          expect(found.score ?? 0).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('learned hours', () => {
  const utc = new ZoneClock('UTC');
  const monday = Date.UTC(2026, 2, 2) / HOUR;
  const office = Array.from(
    { length: 40 },
    (_, i) => monday + Math.floor(i / 10) * 168 + (i % 5) * 24 + 9 + (i % 8),
  );

  it('find the night unlikely for an office program', () => {
    const night = learnedHours(Date.UTC(2026, 2, 31, 2), [...office, ...office], utc);
    expect(night).toMatchObject({ hourOfWeek: 26, samples: 80, alike: 0 });
    expect(night.chance).toBeLessThan(0.02);
    expect(learnedHours(Date.UTC(2026, 2, 31, 11), [...office, ...office], utc).chance).toBeGreaterThan(0.05);
  });

  it('find no hour unlikely for what runs round the clock', () => {
    const always = Array.from({ length: 336 }, (_, hour) => monday + hour);
    for (let hour = 0; hour < 168; hour += 13) {
      expect(learnedHours((monday + hour) * HOUR, always, utc).chance).toBeCloseTo(1);
    }
  });

  it('follow the wall clock through summer time', () => {
    const berlin = new ZoneClock('Europe/Berlin');
    // Nine o'clock in Berlin on weekdays of winter is eight o'clock UTC; in summer it is seven.
    const winter = Array.from(
      { length: 60 },
      (_, i) => Date.UTC(2026, 0, 5 + Math.floor(i / 5) * 7 + (i % 5), 8) / HOUR,
    );
    const summer = learnedHours(Date.UTC(2026, 5, 1, 7), winter, berlin);
    expect(summer.hourOfWeek).toBe(9);
    expect(summer.chance).toBeGreaterThan(0.5);
  });
});

describe('a slow drip', () => {
  const now = Date.UTC(2026, 3, 1, 12);
  const hour = Math.floor(now / HOUR);
  const daily = (megabytes: number, days: number): { hour: number; bytes: number }[] =>
    Array.from({ length: days }, (_, day) => ({ hour: hour - day * 24, bytes: megabytes * 1e6 }));
  const find = (
    transfers: { hour: number; bytes: number }[],
    historyDays = 90,
  ): ReturnType<typeof slowDrip> => slowDrip(transfers, now, now - historyDays * DAY, DEFAULT_UNUSUAL_RULES);
  const exceeding = (transfers: { hour: number; bytes: number }[], historyDays = 90): string[] =>
    find(transfers, historyDays).spans.flatMap(({ span, exceeds }) => (exceeds ? [span] : []));

  it('of five megabytes a day shows in a week and a month only', () => {
    expect(exceeding(daily(5, 8))).toEqual(['7d']);
    expect(exceeding(daily(5, 30))).toEqual(['7d', '30d']);
    expect(find(daily(5, 30))).toMatchObject({ cumulativeSum: 120e6, threshold: 20e6, highestHour: 5e6 });
    expect(exceeding(daily(5, 3))).toEqual([]);
    expect(find(daily(5, 3)).cumulativeSum).toBe(12e6);
  });

  it('is none for a burst, which other sums show', () => {
    expect(exceeding([{ hour, bytes: 12e6 }])).toEqual(['1h']);
    expect(find([{ hour, bytes: 12e6 }]).cumulativeSum).toBe(11e6);
  });

  it('is none where the same was usual before', () => {
    expect(exceeding(daily(100, 96))).toEqual([]);
    expect(find(daily(100, 96)).cumulativeSum).toBe(0);
    expect(exceeding([...daily(100, 96), ...daily(300, 10)])).toContain('7d');
  });

  it('takes the first week for usual where there is no more, and says when there is less', () => {
    expect(find(daily(100, 20), 20)).toMatchObject({ usualPerDay: 100e6, cumulativeSum: 0 });
    expect(find(daily(5, 15), 25)).toMatchObject({ usualPerDay: 0, cumulativeSum: 60e6 });
    expect(find(daily(100, 13), 13)).toMatchObject({ usualPerDay: undefined, cumulativeSum: 0 });
    expect(exceeding(daily(100, 13), 13)).toEqual([]);
  });

  it('does not look into the future and not beyond its spans', () => {
    expect(find([{ hour: hour + 1, bytes: 1e9 }]).cumulativeSum).toBe(0);
    expect(exceeding([{ hour: hour - 721, bytes: 1e9 }])).toEqual([]);
  });

  it('never loses by more bytes', () => {
    const transfer = fc.record({
      hour: fc.integer({ min: hour - 700, max: hour }),
      bytes: fc.nat(50_000_000),
    });
    fc.assert(
      fc.property(fc.array(transfer, { maxLength: 40 }), fc.nat(50_000_000), (transfers, more) => {
        const plain = find(transfers);
        const added = find([...transfers, { hour, bytes: more }]);
        for (const [at, span] of plain.spans.entries()) {
          expect(added.spans[at]?.bytes).toBeGreaterThanOrEqual(span.bytes);
        }
        expect(added.cumulativeSum).toBeGreaterThanOrEqual(plain.cumulativeSum);
      }),
    );
  });
});
