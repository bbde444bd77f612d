import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBefore, keptDays, markDay } from './day-words.ts';
import { RECORD_WORDS } from './record-layout.ts';

const DAY = 86_400;

describe('days of activity', () => {
  it('are the distinct days of the three newest epochs, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 0, max: 420 }),
        (days, asOf) => {
          const page = new Uint32Array(RECORD_WORDS);
          for (const day of days) markDay(page, 0, day * DAY + (day % DAY));
          const newest = Math.max(...days) >>> 5;
          const kept = [...new Set(days)].filter((day) => day >>> 5 > newest - 3);
          expect(keptDays(page, 0)).toBe(kept.length);
          expect(daysBefore(page, 0, asOf * DAY)).toBe(kept.filter((day) => day < asOf).length);
        },
      ),
    );
  });
});
