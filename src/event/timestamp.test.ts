import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

const utc = (text: string): number => Date.parse(text);

describe('a timestamp', () => {
  it.each([
    // Sysmon UtcTime, no zone.
    ['2020-09-04 20:09:55.035', '2020-09-04T20:09:55.035Z', false],
    // NXLog EventTime.
    ['2020-09-04 16:09:55', '2020-09-04T16:09:55.000Z', false],
    // Winlogbeat and Azure UtcTime: seven digits.
    ['2022-05-13T08:54:05.1230000Z', '2022-05-13T08:54:05.123Z', true],
    ['2023-09-18T06:13:21.216460+0000', '2023-09-18T06:13:21.216Z', true],
    ['2023-09-18T06:13:21-04:00', '2023-09-18T10:13:21.000Z', true],
    ['2023-09-18T06:13:21+05:45', '2023-09-18T00:28:21.000Z', true],
    ['2020/09/04 10:00:00', '2020-09-04T10:00:00.000Z', false],
    ['2020-09-04 10:00:00,5', '2020-09-04T10:00:00.500Z', false],
    ['2020-02-29T00:00:00Z', '2020-02-29T00:00:00.000Z', true],
  ])('%s is read without the help of the machine’s own zone', (text, expected, zoned) => {
    const parsed = parseTimestamp(text);
    expect(Math.floor(parsed?.time ?? Number.NaN)).toBe(utc(expected));
    expect(parsed?.zoned).toBe(zoned);
  });

  it('keeps what lies below the millisecond', () => {
    const first = parseTimestamp('2020-05-14T07:00:30.891423Z')?.time ?? 0;
    const second = parseTimestamp('2020-05-14T07:00:30.891424Z')?.time ?? 0;
    expect(second).toBeGreaterThan(first);
  });

  it.each([
    '',
    '-',
    'yesterday at noon',
    '2020-13-01 00:00:00',
    '2020-00-10 00:00:00',
    '2020-02-30 00:00:00',
    '2021-02-29 00:00:00',
    '2020-01-00 00:00:00',
    '2020-01-01 24:00:00',
    '2020-01-01 00:60:00',
    '2020-01-01 00:00:61',
    '2020-01-01 00:00:00 ',
    '2020-01-01 00:00:00.',
    '2020-01-01 00:00:00.1234567890',
    '2020-01-01x00:00:00',
    '1900-02-29 00:00:00',
    '2020-01-01T00:00:00+99:00',
    '2020-01-01T00:00:00+01:60',
    '2020-01-01T00:00:00Zulu time',
    'Feb  4 12:55:30 2020',
    '04/Sep/2020:16:09:55 -0400',
  ])('%j is none', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('gives every millisecond back that was written as ISO text', () => {
    const moments = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (date) => {
        expect(Math.floor(parseTimestamp(date.toISOString())?.time ?? Number.NaN)).toBe(date.getTime());
      }),
    );
  });

  it('answers any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const time = parseTimestamp(text)?.time;
        expect(time === undefined || Number.isFinite(time)).toBe(true);
      }),
    );
  });
});
