import { describe, expect, it } from 'vitest';
import { isOutside } from './allowed-hours.ts';
import type { TimeWindow } from './parameters.ts';

const at = (text: string): number => Date.parse(text);
const OFFICE: TimeWindow = { zone: 'UTC', days: [1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60 };
/** Backups run at night from Monday to Friday. */
const NIGHT: TimeWindow = { zone: 'UTC', days: [1, 2, 3, 4, 5], from: 22 * 60, to: 6 * 60 };

describe('allowed hours', () => {
  it.each([
    ['2024-03-05T08:00:00Z', false],
    ['2024-03-05T17:59:59Z', false],
    ['2024-03-05T07:59:59Z', true],
    ['2024-03-05T18:00:00Z', true],
    // A Saturday and a Sunday.
    ['2024-03-09T12:00:00Z', true],
    ['2024-03-10T12:00:00Z', true],
  ])('%s lies outside office hours: %s', (moment, outside) => {
    expect(isOutside(at(moment), OFFICE)).toBe(outside);
  });

  it.each([
    ['Friday night', '2024-03-08T23:00:00Z', false],
    ['Saturday morning, Friday’s night still', '2024-03-09T05:59:00Z', false],
    ['Saturday at six', '2024-03-09T06:00:00Z', true],
    ['Saturday night', '2024-03-09T23:00:00Z', true],
    ['Monday morning, still Sunday’s night', '2024-03-11T02:00:00Z', true],
    ['Monday night', '2024-03-11T22:00:00Z', false],
    ['Tuesday noon', '2024-03-12T12:00:00Z', true],
  ])('over midnight belong to the day they began on: %s', (_name, moment, outside) => {
    expect(isOutside(at(moment), NIGHT)).toBe(outside);
  });

  it('are those of the hosts’ own zone and day', () => {
    const kathmandu = { ...OFFICE, zone: 'Asia/Kathmandu' };
    expect(isOutside(at('2024-03-05T02:14:59Z'), kathmandu)).toBe(true);
    expect(isOutside(at('2024-03-05T02:15:00Z'), kathmandu)).toBe(false);
    // Monday in Auckland is still Sunday in UTC.
    const auckland = { ...OFFICE, zone: 'Pacific/Auckland' };
    expect(isOutside(at('2024-03-10T20:00:00Z'), auckland)).toBe(false);
    expect(isOutside(at('2024-03-08T20:00:00Z'), auckland)).toBe(true);
  });

  it('follow summer time', () => {
    const berlin = { ...OFFICE, zone: 'Europe/Berlin' };
    // Winter: eight o'clock is 07:00 UTC. Summer: 06:00 UTC.
    expect([
      isOutside(at('2024-03-29T06:59:00Z'), berlin),
      isOutside(at('2024-03-29T07:00:00Z'), berlin),
    ]).toEqual([true, false]);
    expect([
      isOutside(at('2024-04-02T05:59:00Z'), berlin),
      isOutside(at('2024-04-02T06:00:00Z'), berlin),
    ]).toEqual([true, false]);
    // The hour that happens twice, and the moment in which one is left out.
    const early = { ...OFFICE, zone: 'Europe/Berlin', days: [7], from: 2 * 60, to: 3 * 60 };
    expect([
      isOutside(at('2024-10-27T00:30:00Z'), early),
      isOutside(at('2024-10-27T01:30:00Z'), early),
    ]).toEqual([false, false]);
    expect([
      isOutside(at('2024-03-31T00:59:00Z'), early),
      isOutside(at('2024-03-31T01:00:00Z'), early),
    ]).toEqual([true, true]);
  });

  it('may be the whole day', () => {
    const always: TimeWindow = { zone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 };
    expect(
      ['2024-03-05T00:00:00Z', '2024-03-10T23:59:59Z'].map((moment) => isOutside(at(moment), always)),
    ).toEqual([false, false]);
  });
});
