import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prevalenceOf } from './prevalence.ts';

describe('prevalence', () => {
  it('says little of a small fleet: two of five hosts', () => {
    const { lower, upper, jeffreys } = prevalenceOf(2, 5);
    // Values of the Wilson interval as statistics packages print them.
    expect(lower).toBeCloseTo(0.1176, 4);
    expect(upper).toBeCloseTo(0.7693, 4);
    expect(jeffreys).toBeCloseTo(2.5 / 6);
  });

  it('needs enough others before one is rare at 2 %', () => {
    const rare = (seen: number, of: number): boolean => prevalenceOf(seen, of).jeffreys <= 0.02;
    expect([rare(0, 23), rare(0, 24), rare(1, 73), rare(1, 74)]).toEqual([false, true, false, true]);
  });

  it('keeps its bounds round what was counted', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (a, b) => {
        const of = Math.max(a, b);
        const seen = Math.min(a, b);
        const { lower, upper, jeffreys } = prevalenceOf(seen, of);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(of === 0 ? 0 : seen / of);
        expect(upper).toBeGreaterThanOrEqual(of === 0 ? 1 : seen / of);
        expect(jeffreys).toBeGreaterThan(0);
        expect(jeffreys).toBeLessThan(1);
      }),
    );
  });

  it('gets surer with more, and higher with more seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (seen, rest) => {
        const small = prevalenceOf(seen, seen + rest);
        const large = prevalenceOf(seen * 10, (seen + rest) * 10);
        expect(large.upper - large.lower).toBeLessThan(small.upper - small.lower);
        expect(prevalenceOf(seen + 1, seen + rest + 1).upper).toBeGreaterThanOrEqual(small.upper - 1e-9);
      }),
    );
  });

  it('holds estimates that disagree to what is possible', () => {
    expect(prevalenceOf(12, 10)).toMatchObject({ seen: 10, of: 10, upper: 1 });
    expect(prevalenceOf(-1, 10)).toMatchObject({ seen: 0, lower: 0 });
    expect(prevalenceOf(0, 0)).toMatchObject({ lower: 0, upper: 1 });
  });
});
