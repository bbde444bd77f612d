import { describe, expect, it } from 'vitest';
import { windowsRecord } from '../../../test/windows-record.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { normalizeWindows } from './normalize-windows.ts';

function sysmon(
  eventId: number,
  data: Readonly<Record<string, string>>,
  more?: Partial<WindowsRecord>,
): TelemetryEvent | undefined {
  const record = windowsRecord('Microsoft-Windows-Sysmon', eventId, data, more);
  return normalizeWindows(record, { source: 's', offset: 0, length: 1 });
}

/** As OTRF's Sysmon 3 of `empire_launcher_vbs`. */
const CONNECTION = {
  UtcTime: '2020-09-04 20:09:59.621',
  ProcessGuid: '{860ba2e3-9f13-5f52-2703-000000000400}',
  ProcessId: '2316',
  Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIp: '172.18.39.5',
  SourcePort: '50699',
  DestinationIp: '203.0.113.80',
  DestinationPort: '80',
};

describe('Sysmon 3', () => {
  it('writes IPv6 out in full and IPv4 inside IPv6: both become canonical', () => {
    const event = sysmon(3, {
      ...CONNECTION,
      SourceIp: 'fe80:0:0:0:798a:6744:8c18:1b47',
      DestinationIp: '0:0:0:0:0:0:0:1',
    });
    expect(event).toMatchObject({ localAddress: 'fe80::798a:6744:8c18:1b47', remoteAddress: '::1' });
    const mapped = sysmon(3, { ...CONNECTION, DestinationIp: '::ffff:203.0.113.80' });
    expect(mapped).toMatchObject({ remoteAddress: '203.0.113.80' });
  });

  it('takes the name of the remote side, whichever field that is in', () => {
    const names = { SourceHostname: 'WS5.corp.example', DestinationHostname: 'C2.Example.ORG' };
    expect(sysmon(3, { ...CONNECTION, ...names })).toMatchObject({ remoteName: 'c2.example.org' });
    expect(sysmon(3, { ...CONNECTION, ...names, Initiated: 'false' })).toMatchObject({
      remoteName: 'ws5.corp.example',
      direction: 'inbound',
    });
    expect(sysmon(3, { ...CONNECTION, DestinationHostname: '-' })).toMatchObject({ remoteName: undefined });
  });

  it('knows no direction when the record names no initiator', () => {
    const { Initiated: _gone, ...data } = CONNECTION;
    expect(sysmon(3, data)).toMatchObject({ direction: 'unknown', remoteAddress: '203.0.113.80' });
  });

  it.each([
    ['SourceIp', '-'],
    ['DestinationIp', 'somewhere'],
    ['DestinationPort', ''],
    ['SourcePort', '-'],
  ])('means nothing with %s %j', (name, value) => {
    expect(sysmon(3, { ...CONNECTION, [name]: value })).toBeUndefined();
  });

  it('happened when the log says, if its own clock is days off', () => {
    const event = sysmon(3, { ...CONNECTION, UtcTime: '2020-09-10 19:45:16.621' });
    expect(event?.time).toBe(Date.UTC(2020, 8, 4, 20, 10, 1));
  });

  it('has a pid from the message where a shipper lost the field, and only from Sysmon’s own line', () => {
    const { ProcessId: _gone, ...data } = CONNECTION;
    const message =
      'Network connection detected:\r\nImage: C:\\x\\ProcessId: 9.exe\r\nProcessId: 2316\r\nUser: a\r\n';
    expect(sysmon(3, data, { message })).toMatchObject({ pid: 2316 });
    expect(sysmon(3, data, { message: 'CommandLine: x ProcessId: 4242' })).toMatchObject({ pid: undefined });
  });
});

describe('Sysmon 1', () => {
  it('of an agent of ten years ago lacks most fields and is an event all the same', () => {
    const event = sysmon(1, { UtcTime: '2020-09-04 20:10:00.100', ProcessId: '2440', Image: 'C:\\a.exe' });
    expect(event).toMatchObject({
      kind: 'launch',
      pid: 2440,
      image: 'C:\\a.exe',
      commandLine: undefined,
      sha256: undefined,
    });
  });

  it('reads SHA-256 out of whichever hashes are configured', () => {
    const sha256 = 'F42201B5D890A96302F90102B16D7C31CFCC3B67C801BA7C6F6BE223F16D7011';
    const hash = (Hashes: string): unknown => {
      const event = sysmon(1, { Image: 'C:\\a.exe', Hashes });
      return event?.kind === 'launch' ? event.sha256 : 'no launch';
    };
    expect(hash(`SHA1=542C,MD5=563E,SHA256=${sha256},IMPHASH=0F71`)).toBe(sha256.toLowerCase());
    expect(hash(`SHA256=${sha256}`)).toBe(sha256.toLowerCase());
    expect(hash('MD5=563EDAE37876138FDFF47F3E7A9A78FD')).toBeUndefined();
    expect(hash(`XSHA256=${sha256}`)).toBeUndefined();
  });

  it('may not know its parent', () => {
    const event = sysmon(1, {
      Image: 'C:\\a.exe',
      ParentProcessGuid: '{00000000-0000-0000-0000-000000000000}',
      ParentProcessId: '0',
      ParentImage: '-',
      ParentCommandLine: '-',
    });
    expect(event).toMatchObject({
      parentUid: undefined,
      parentPid: undefined,
      parentImage: undefined,
      parentCommandLine: undefined,
    });
  });
});

describe('Sysmon 22', () => {
  const lookup = (QueryResults: string): unknown => {
    const event = sysmon(22, { QueryName: 'arc.msn.example', QueryStatus: '0', QueryResults });
    return event?.kind === 'name' ? { addresses: event.addresses, aliases: event.aliases } : 'no lookup';
  };

  it('answers with a chain of names, addresses of both versions and a semicolon at the end', () => {
    expect(lookup('type:  5 a.example;type:  5 b.example;::ffff:192.0.2.1;2001:db8:0:0:0:0:0:1;')).toEqual({
      addresses: ['192.0.2.1', '2001:db8::1'],
      aliases: ['a.example', 'b.example'],
    });
  });

  it('may answer nothing, or the same twice', () => {
    expect(lookup('-')).toEqual({ addresses: [], aliases: [] });
    expect(lookup('')).toEqual({ addresses: [], aliases: [] });
    expect(lookup('::ffff:192.0.2.1;192.0.2.1;192.0.2.1;')).toEqual({
      addresses: ['192.0.2.1'],
      aliases: [],
    });
  });

  it('takes no address out of other record types', () => {
    expect(lookup('type:  16 192.0.2.9;type: 33 srv.example;')).toEqual({ addresses: [], aliases: [] });
  });

  it('without a name means nothing', () => {
    expect(sysmon(22, { QueryName: '-', QueryResults: '::ffff:192.0.2.1;' })).toBeUndefined();
  });
});

describe('Sysmon 7', () => {
  it('matters for images and for the assemblies that bring a cipher or PowerShell', () => {
    const load = (ImageLoaded: string): unknown => sysmon(7, { ImageLoaded, Signed: 'false' })?.kind;
    expect(load('C:\\Windows\\System32\\cmd.exe')).toBe('module');
    expect(load('C:\\x\\System.Management.Automation.ni.dll')).toBe('module');
    expect(load('C:\\Windows\\System32\\bcryptprimitives.dll')).toBeUndefined();
    expect(load('C:\\evil.exe\\harmless.dll')).toBeUndefined();
    expect(load('-')).toBeUndefined();
  });
});

describe('Sysmon about itself', () => {
  it('tells of errors, stops and new configurations', () => {
    expect(
      sysmon(255, { ID: 'DriverCommunication', Description: 'Failed to retrieve events' }),
    ).toMatchObject({
      kind: 'health',
      state: 'error',
      detail: 'Sysmon error DriverCommunication: Failed to retrieve events',
    });
    expect(sysmon(4, { State: 'Stopped' })).toMatchObject({ kind: 'health', state: 'stopped' });
    expect(sysmon(4, { State: 'Started' })).toMatchObject({ kind: 'health', state: 'started' });
    expect(sysmon(16, {})).toMatchObject({ kind: 'health', state: 'configuration-changed' });
  });

  it('cannot fill a report with an error of any length', () => {
    const event = sysmon(255, { ID: 'x', Description: 'y'.repeat(100_000) });
    expect(event?.kind === 'health' ? event.detail.length : 0).toBeLessThanOrEqual(300);
  });
});

describe('a record', () => {
  it('of another provider or id is none', () => {
    expect(sysmon(10, { SourceImage: 'a' })).toBeUndefined();
    const other = windowsRecord('Microsoft-Windows-Hyper-V-Netvsc', 1, { Image: 'a' });
    expect(normalizeWindows(other, { source: 's', offset: 0, length: 1 })).toBeUndefined();
  });

  it('is known by its channel when the provider was dropped, as in wmic_remote_xsl_jscript', () => {
    const record = windowsRecord(
      '',
      5,
      { Image: 'C:\\a.exe' },
      { channel: 'Microsoft-Windows-Sysmon/Operational' },
    );
    expect(normalizeWindows(record, { source: 's', offset: 0, length: 1 })).toMatchObject({
      kind: 'end',
      sensor: 'sysmon',
    });
  });

  it('names its host in lower case without the dot of the root', () => {
    expect(sysmon(5, {}, { computer: 'WS5.Corp.Example.' })?.host).toBe('ws5.corp.example');
    expect(sysmon(5, {}, { computer: '' })).toBeUndefined();
    expect(sysmon(5, {}, { computer: 'a'.repeat(256) })).toBeUndefined();
  });

  it('without any time is none', () => {
    expect(sysmon(5, {}, { loggedTime: undefined })).toBeUndefined();
  });
});
