import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAY, isAllowed } from './allowed-hours.ts';
import type { AllowedHours } from './allowed-hours.ts';
import { wallDate, ZoneClock, ZoneClocks } from './zone-clock.ts';

const HOUR = 3_600_000;
const berlin = new ZoneClock('Europe/Berlin');
const at = (text: string): number => Date.parse(text);
const wallAt = (clock: ZoneClock, time: number): { weekday: number; minute: number; date: string } => {
  const { wall, weekday, minute } = clock.at(time);
  return { weekday, minute, date: wallDate(wall) };
};

describe('the clock of a zone', () => {
  it.each([
    // Summer time begins and ends in Berlin in 2026.
    ['Europe/Berlin', '2026-03-29T00:59:59Z', 60],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', 120],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 60],
    ['America/New_York', '2026-03-08T06:59:59Z', -300],
    ['America/New_York', '2026-03-08T07:00:00Z', -240],
    // Half an hour of summer time, three quarters of offset, no summer time.
    ['Australia/Lord_Howe', '2026-04-04T14:59:59Z', 660],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 630],
    ['Asia/Kathmandu', '2026-07-01T00:00:00Z', 345],
    ['Asia/Tokyo', '2026-07-01T00:00:00Z', 540],
    ['UTC', '2026-07-01T00:00:00Z', 0],
  ])('%s at %s is %i minutes from UTC', (zone, time, minutes) => {
    expect(new ZoneClock(zone).offset(at(time))).toBe(minutes * 60_000);
  });

  it('names weekday, minute and date on the wall', () => {
    expect(wallAt(berlin, at('2026-03-29T01:30:00Z'))).toMatchObject({
      weekday: 7,
      minute: 210,
      date: '2026-03-29',
    });
    expect(wallAt(berlin, at('2026-01-04T23:30:00Z'))).toMatchObject({
      weekday: 1,
      minute: 30,
      date: '2026-01-05',
    });
  });

  it('agrees with the runtime at any moment', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Casablanca');
    fc.assert(
      fc.property(zones, fc.integer({ min: at('2000-01-01'), max: at('2030-01-01') }), (zone, time) => {
        const format = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          timeStyle: 'short',
          dateStyle: 'short',
        });
        const { date, minute } = wallAt(new ZoneClock(zone), time);
        const [year = '', month = '', day = ''] = date.split('-');
        const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
        expect(`${day}/${month}/${year}, ${clock.join(':')}`).toBe(format.format(time));
      }),
      { numRuns: 60 },
    );
  });

  it('counts the hours of the week from Monday', () => {
    expect(berlin.hourOfWeek(at('2026-03-29T22:00:00Z'))).toBe(0);
    expect(berlin.hourOfWeek(at('2026-03-29T21:59:59Z'))).toBe(167);
    expect(new ZoneClock('UTC').hourOfWeek(-1)).toBe(71);
  });

  it('does not know zones that are none', () => {
    expect(() => new ZoneClocks().of('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('allowed hours', () => {
  const office: AllowedHours = {
    zone: 'Europe/Berlin',
    days: [1, 2, 3, 4, 5],
    from: 8 * 60,
    to: 18 * 60,
    holidays: ['2026-12-25'],
  };
  const allowed = (time: string, changes: Partial<AllowedHours> = {}): boolean =>
    isAllowed(at(time), { ...office, ...changes }, berlin);

  it('are those of the wall clock, before and after summer time begins', () => {
    // Friday and Monday round the change: eight o'clock is 07:00 and then 06:00 UTC.
    expect([allowed('2026-03-27T06:59:00Z'), allowed('2026-03-27T07:00:00Z')]).toEqual([false, true]);
    expect([allowed('2026-03-30T05:59:00Z'), allowed('2026-03-30T06:00:00Z')]).toEqual([false, true]);
    expect([allowed('2026-03-30T15:59:00Z'), allowed('2026-03-30T16:00:00Z')]).toEqual([true, false]);
  });

  it('leave weekends and holidays out', () => {
    expect(allowed('2026-03-28T10:00:00Z')).toBe(false);
    // Christmas 2026 is a Friday.
    expect(allowed('2026-12-24T10:00:00Z')).toBe(true);
    expect(allowed('2026-12-25T10:00:00Z')).toBe(false);
    expect(allowed('2026-12-25T10:00:00Z', { days: [HOLIDAY] })).toBe(true);
    expect(allowed('2026-12-24T10:00:00Z', { days: [HOLIDAY] })).toBe(false);
  });

  it('over midnight belong to the day they began on', () => {
    const night = { from: 22 * 60, to: 4 * 60, days: [5] };
    expect(allowed('2026-03-27T21:30:00Z', night)).toBe(true);
    expect(allowed('2026-03-28T02:30:00Z', night)).toBe(true);
    expect(allowed('2026-03-27T02:30:00Z', night)).toBe(false);
    expect(allowed('2026-03-28T21:30:00Z', night)).toBe(false);
    // The night of the change has 03:30 an hour after 01:30.
    const saturday = { from: 22 * 60, to: 4 * 60, days: [6] };
    expect([allowed('2026-03-29T01:30:00Z', saturday), allowed('2026-03-29T02:30:00Z', saturday)]).toEqual([
      true,
      false,
    ]);
  });

  it('of equal ends are the whole day', () => {
    const whole = { from: 0, to: 0, days: [6] };
    for (let hour = 0; hour < 24; hour++) {
      expect(isAllowed(at('2026-03-27T23:00:00Z') + hour * HOUR, { ...office, ...whole }, berlin)).toBe(true);
    }
    expect(allowed('2026-03-27T22:59:00Z', whole)).toBe(false);
  });
});
