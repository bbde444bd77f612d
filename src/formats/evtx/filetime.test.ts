import { describe, expect, it } from 'vitest';
import { filetimeMilliseconds, filetimeText } from './filetime.ts';

function words(ticks: bigint): [number, number] {
  return [Number(ticks & 0xffff_ffffn), Number(ticks >> 32n)];
}

describe('FILETIME', () => {
  it('is exact to 100 ns as text and to its fraction in milliseconds', () => {
    const time = words(132_437_237_950_351_234n);
    expect(filetimeText(...time)).toBe('2020-09-04T20:09:55.0351234Z');
    expect(filetimeMilliseconds(...time)).toBeCloseTo(1_599_250_195_035.125, 2);
  });

  it('is a whole number where the clock ticked in milliseconds', () => {
    expect(filetimeMilliseconds(...words(132_437_237_950_350_000n))).toBe(1_599_250_195_035);
  });

  it('begins in 1601 and ends with the year 9999', () => {
    expect(filetimeText(...words(0n))).toBe('1601-01-01T00:00:00.0000000Z');
    expect(filetimeMilliseconds(...words(0n))).toBeUndefined();
    expect(filetimeMilliseconds(...words(1n))).toBe(-11_644_473_600_000 + 0.0001);
    expect(filetimeMilliseconds(...words(0x7fff_ffff_ffff_ffffn))).toBeUndefined();
    expect(filetimeText(...words(0x7fff_ffff_ffff_ffffn))).toBe('9223372036854775807');
  });
});
