import { describe, expect, it } from 'vitest';
import { parseOffset, stepTimes } from './story-offset.ts';

describe('parseOffset', () => {
  it.each([
    ['0s', 0, false],
    ['2.5s', 2500, false],
    ['1h30m', 5_400_000, false],
    ['+1m', 60_000, true],
    ['-6h', -21_600_000, false],
    ['20m1.5s', 1_201_500, false],
    ['250ms', 250, false],
    ['1d', 86_400_000, false],
  ])('reads %s', (text, milliseconds, relative) => {
    expect(parseOffset(text)).toEqual({ milliseconds, relative });
  });

  it.each(['', '5', 's', '+', '1 s', '1s ', '--1s', '1.2345s', '9999d', '1x', '1s'.repeat(30)])(
    'refuses "%s"',
    (text) => {
      expect(parseOffset(text)).toBeUndefined();
    },
  );

  it('counts + from the step before and everything else from the start', () => {
    const times = stepTimes('2026-01-01T00:00:00Z', [
      { at: '10s' },
      { at: '+5s' },
      { at: '1s' },
      { at: '+1s' },
    ]);
    expect(times.map((time) => time - Date.parse('2026-01-01T00:00:00Z'))).toEqual([
      10_000, 15_000, 1000, 2000,
    ]);
  });
});
