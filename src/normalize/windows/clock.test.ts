import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../event/timestamp.ts';
import { eventTime, zoneOffset } from './clock.ts';

const at = (text: string): number => parseTimestamp(text)?.time ?? Number.NaN;
const iso = (time: number | undefined): string => new Date(time ?? Number.NaN).toISOString();

describe('the time of an event', () => {
  it('is UtcTime where it agrees with the log: Sysmon writes connections seconds later', () => {
    expect(iso(eventTime(at('2020-09-04 20:10:01'), '2020-09-04 20:09:59.621'))).toBe(
      '2020-09-04T20:09:59.621Z',
    );
  });

  it('is UtcTime when the logged time was cut to the second', () => {
    expect(iso(eventTime(at('2020-09-04 20:09:55'), '2020-09-04 20:09:55.760'))).toBe(
      '2020-09-04T20:09:55.760Z',
    );
  });

  it('is the logged time when UtcTime is days off', () => {
    // As in the OTRF recordings whose network records run up to six days beside the log's clock.
    expect(iso(eventTime(at('2020-10-22 02:00:00'), '2020-10-28 01:35:17.411'))).toBe(
      '2020-10-22T02:00:00.000Z',
    );
  });

  it('is the logged time when UtcTime lies minutes before it', () => {
    expect(iso(eventTime(at('2020-12-19 12:50:34.659'), '2020-12-19 12:49:32.278'))).toBe(
      '2020-12-19T12:50:34.659Z',
    );
  });

  it('stays on the log’s clock when that is a wall clock, so that all channels keep together', () => {
    // The OTRF recordings of late 2020 write the local time of the host with a Z.
    const logged = at('2020-10-23T02:36:44.780Z');
    expect(iso(eventTime(logged, '2020-10-23 06:36:42.306'))).toBe('2020-10-23T02:36:42.306Z');
  });

  it('is what there is when only one is there', () => {
    expect(iso(eventTime(at('2020-10-23 02:36:44'), undefined))).toBe('2020-10-23T02:36:44.000Z');
    expect(iso(eventTime(undefined, '2020-10-23 06:36:42.306'))).toBe('2020-10-23T06:36:42.306Z');
    expect(eventTime(undefined, '-')).toBeUndefined();
    expect(eventTime(undefined, undefined)).toBeUndefined();
  });
});

describe('the offset between a wall clock and UTC', () => {
  it.each([
    ['2020-09-04 16:10:00', '2020-09-04 20:10:00.295', -4],
    ['2020-09-04 20:10:00', '2020-09-04 20:10:00.295', 0],
    ['2020-09-04 23:10:00', '2020-09-04 17:25:01.000', 5.75],
    ['2020-09-05 09:00:00', '2020-09-04 19:00:03.000', 14],
  ])('%s beside %s is %s hours', (local, utc, hours) => {
    expect((zoneOffset(at(local), at(utc)) ?? Number.NaN) / 3_600_000).toBeCloseTo(hours, 9);
  });

  it('is no zone beyond those that exist', () => {
    expect(zoneOffset(at('2020-09-04 16:10:00'), at('2024-01-01 00:00:00'))).toBeUndefined();
    expect(zoneOffset(at('2020-09-05 12:00:00'), at('2020-09-04 16:00:00'))).toBeUndefined();
  });
});
