import { describe, expect, it } from 'vitest';
import { flatShape } from './flat.ts';

/** As NXLog writes them in OTRF's recordings of 2020: host-local clocks and the collector's in UTC. */
const RECORD = {
  EventID: 4688,
  Hostname: 'WORKSTATION5.theshire.example',
  host: 'wec.internal.example.net',
  SourceName: 'Microsoft-Windows-Security-Auditing',
  Channel: 'Security',
  EventTime: '2020-09-04 16:09:55',
  EventReceivedTime: '2020-09-04 16:09:56',
  '@timestamp': '2020-09-04T20:09:57.054Z',
  port: 53_221,
};
const logged = (object: Readonly<Record<string, unknown>>): string => {
  const time = flatShape.read(object)?.loggedTime;
  return time === undefined ? 'never' : new Date(time).toISOString();
};

describe('the time of a flat record', () => {
  it('is the host’s wall clock put right by the collector’s', () => {
    expect(logged(RECORD)).toBe('2020-09-04T20:09:55.000Z');
  });

  it('does not care how long the record waited on the host', () => {
    // As in NXLog’s process_4688, received twelve minutes late.
    const late = { EventReceivedTime: '2020-09-04 16:21:58', '@timestamp': '2020-09-04T20:22:01.000Z' };
    expect(logged({ ...RECORD, ...late })).toBe('2020-09-04T20:09:55.000Z');
  });

  it('stands as it is when the collector read the record years later', () => {
    expect(logged({ ...RECORD, EventReceivedTime: undefined, '@timestamp': '2024-01-01T00:00:00Z' })).toBe(
      '2020-09-04T16:09:55.000Z',
    );
    expect(logged({ ...RECORD, '@timestamp': '2024-01-01T00:00:00Z' })).toBe('2020-09-04T16:09:55.000Z');
  });

  it('is the same for all channels of a host without any UTC clock, Sysmon’s included', () => {
    // As in wmic_remote_xsl_jscript: no @timestamp, TimeCreated without a zone, UtcTime four hours on.
    const { EventTime: _event, EventReceivedTime: _received, '@timestamp': _utc, ...bare } = RECORD;
    const clock = { TimeCreated: '2020-10-18 02:17:06.334' };
    const sysmon = { EventID: 1, SourceName: 'Microsoft-Windows-Sysmon', UtcTime: '2020-10-18 06:17:06.330' };
    expect(logged({ ...bare, ...clock, ...sysmon })).toBe(logged({ ...bare, ...clock }));
  });

  it('is TimeCreated where that names its zone', () => {
    expect(logged({ ...RECORD, TimeCreated: '2023-08-15T09:53:59.757Z' })).toBe('2023-08-15T09:53:59.757Z');
  });

  it('is the collector’s where the record has none', () => {
    expect(logged({ ...RECORD, EventTime: undefined })).toBe('2020-09-04T20:09:57.054Z');
    expect(logged({ ...RECORD, EventTime: undefined, '@timestamp': undefined })).toBe('never');
  });
});

describe('a flat record', () => {
  it('is of the host that logged it, never of the collector', () => {
    expect(flatShape.read(RECORD)?.computer).toBe('WORKSTATION5.theshire.example');
  });

  it('tells the logging process from the event’s own', () => {
    const pids = (object: Readonly<Record<string, unknown>>): unknown[] => {
      const record = flatShape.read(object);
      return [record?.executionPid, record?.data['ProcessID'], record?.data['ProcessId']];
    };
    // 2020: both are there. 2019: only the logger. 2020-10 and 2023: the event's own, as text.
    expect(pids({ ...RECORD, ExecutionProcessID: 4, ProcessId: '0x1660' })).toEqual([4, undefined, '0x1660']);
    expect(pids({ ...RECORD, ProcessID: 4 })).toEqual([4, undefined, undefined]);
    expect(pids({ ...RECORD, ProcessID: '3488' })).toEqual([undefined, '3488', undefined]);
  });

  it('needs a host and a word about its log', () => {
    expect(flatShape.read({ ...RECORD, Hostname: undefined })).toBeUndefined();
    expect(flatShape.read({ EventID: 1, Hostname: 'a' })).toBeUndefined();
    expect(flatShape.read({ EventID: 1, Hostname: 'a', Channel: 'Security' })?.provider).toBe('');
  });
});
