import { expect, it } from 'vitest';
import { readableSpan, readableTime, readableTimeOnDay } from './readable-time.ts';

it('writes UTC and survives a clock no calendar holds', () => {
  expect(readableTime(Date.UTC(2020, 8, 4, 20, 9, 55, 35))).toBe('2020-09-04 20:09:55.035Z');
  for (const time of [undefined, Number.NaN, Infinity, 9e15, -9e15])
    expect(readableTime(time)).toBe('unknown time');
});

it('leaves out the date within one day only', () => {
  const day = Date.UTC(2020, 8, 4, 23, 59, 59);
  expect(readableTimeOnDay(day, day)).toBe('23:59:59.000');
  expect(readableTimeOnDay(day + 1000, day)).toBe('2020-09-05 00:00:00.000Z');
  expect(readableTimeOnDay(Number.NaN, day)).toBe('unknown time');
});

it.each([
  [0, '0 ms'],
  [858, '858 ms'],
  [4000, '4.0 s'],
  [295_859, '4 min 56 s'],
  [10_920_000, '3 h 2 min'],
  [187_200_000, '2 d 4 h'],
  [-5, '0 ms'],
])('writes a span of %i ms as %s', (ms, words) => {
  expect(readableSpan(ms)).toBe(words);
});
