import { describe, expect, it } from 'vitest';
import { resolveStory } from '../../resolve-story.ts';
import { SAMPLE_STORY } from '../../../../test/stories/sample-story.ts';
import type { StoryRecord } from './story-record.ts';
import { ALL_SENSORS, windowsRecords } from './windows-records.ts';

const START = Date.parse(SAMPLE_STORY.start);
const records = windowsRecords(resolveStory(SAMPLE_STORY), ALL_SENSORS);

function of(provider: string, eventId: number): readonly StoryRecord[] {
  return records.filter((record) => record.provider.includes(provider) && record.eventId === eventId);
}

function data(provider: string, eventId: number, index = 0): Readonly<Record<string, string>> {
  return of(provider, eventId)[index]?.data ?? {};
}

describe('windowsRecords', () => {
  it('numbers each channel of a host without gaps, in the order of writing', () => {
    const channels = [...new Set(records.map(({ channel }) => channel))];
    expect(channels).toHaveLength(4);
    for (const channel of channels) {
      const log = records.filter((record) => record.channel === channel);
      log.forEach((record, index) => {
        expect(record.recordId).toBe((log[0]?.recordId ?? 0) + index);
        expect(record.loggedTime).toBeGreaterThanOrEqual(log[index - 1]?.loggedTime ?? 0);
      });
    }
  });

  it('writes Sysmon 1 with the fields of the manifest in its order', () => {
    const launch = data('Sysmon', 1);
    expect(Object.keys(launch).join(' ')).toBe(
      'RuleName UtcTime ProcessGuid ProcessId Image FileVersion Description Product Company OriginalFileName ' +
        'CommandLine CurrentDirectory User LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ' +
        'ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser',
    );
    expect(launch).toMatchObject({
      UtcTime: '2026-01-05 20:09:55.035',
      ProcessId: '2316',
      OriginalFileName: 'PowerShell.EXE',
      User: 'CORP\\ann',
      LogonId: '0x2d5a4b',
      IntegrityLevel: 'Medium',
      ParentImage: 'C:\\Windows\\explorer.exe',
    });
    const [, low, high] = (launch['ProcessGuid'] ?? '').replace(/[{}]/g, '').split('-');
    expect(Number.parseInt(`${high}${low}`, 16)).toBe(Math.floor(START / 1000));
    expect(launch['Hashes']).toMatch(
      /^SHA1=[0-9A-F]{40},MD5=[0-9A-F]{32},SHA256=[0-9A-F]{64},IMPHASH=[0-9A-F]{32}$/,
    );
    expect(data('Sysmon', 1, 1)['Hashes']).toContain(`SHA256=${'AB'.repeat(32)}`);
  });

  it('writes Sysmon 3 late, with the time of the connection in UtcTime', () => {
    const [first] = of('Sysmon', 3);
    expect(first?.loggedTime).toBe(START + 5000);
    expect(first?.data['UtcTime']).toBe('2026-01-05 20:09:59.035');
    expect(Object.keys(first?.data ?? {}).join(' ')).toBe(
      'RuleName UtcTime ProcessGuid ProcessId Image User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname ' +
        'SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName',
    );
    expect(of('Sysmon', 3).at(-1)?.loggedTime).toBe(START + 7500);
  });

  it('writes IPv6 without compression and swaps the ends of accepted connections as Sysmon does', () => {
    const all = of('Sysmon', 3).map((record) => record.data);
    const v6 = all.find((fields) => fields['SourceIsIpv6'] === 'true');
    expect(v6).toMatchObject({
      DestinationIp: '2001:db8:0:0:0:0:0:9',
      SourceIp: 'fd00:0:0:0:0:0:0:1',
      Protocol: 'udp',
    });
    const accepted = all.filter((fields) => fields['Initiated'] === 'false');
    expect(accepted[0]).toMatchObject({ Protocol: 'tcp', SourceIp: '10.1.1.2', DestinationPort: '4444' });
    expect(accepted[1]).toMatchObject({ Protocol: 'udp', SourcePort: '53', DestinationIp: '10.1.1.3' });
  });

  it('writes lookups with two spaces after type: and mapped addresses', () => {
    expect(data('Sysmon', 22)).toMatchObject({
      QueryName: 'a.example.net',
      QueryStatus: '0',
      QueryResults: 'type:  5 b.example.net;::ffff:203.0.113.9;2001:db8::9;',
    });
  });

  it('writes 4688 with hexadecimal pids, the parent in ProcessId and the target only when it differs', () => {
    expect(data('Security', 4688)).toMatchObject({
      NewProcessId: '0x90c',
      SubjectUserName: 'ann',
      SubjectLogonId: '0x2d5a4b',
      TargetUserName: '-',
      TargetUserSid: 'S-1-0-0',
      TokenElevationType: '%%1938',
      MandatoryLabel: 'S-1-16-8192',
      CommandLine: 'powershell.exe -c "a < b & c"',
      ParentProcessName: 'C:\\Windows\\explorer.exe',
    });
    expect(data('Security', 4688, 1)).toMatchObject({
      ProcessId: '0x90c',
      SubjectUserName: 'ann',
      TargetUserName: 'svc',
      TokenElevationType: '%%1937',
      MandatoryLabel: 'S-1-16-12288',
    });
    expect(data('Security', 4689)).toMatchObject({ ProcessId: '0x90c', Status: '0x0' });
  });

  it('writes 5156 with a decimal ProcessID, a device path and the remote initiator as Source', () => {
    const all = of('Security', 5156).map((record) => record.data);
    expect(all[0]).toMatchObject({
      ProcessID: '2316',
      Application: '\\device\\harddiskvolume2\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe',
      Direction: '%%14593',
      LayerName: '%%14611',
      SourceAddress: '10.1.1.1',
      SourcePort: '50699',
      DestAddress: '203.0.113.9',
      Protocol: '6',
    });
    expect(all[2]).toMatchObject({
      Direction: '%%14592',
      SourceAddress: '10.1.1.2',
      DestPort: '4444',
      LayerName: '%%14610',
    });
    expect(of('Security', 5156)[0]?.loggedTime).toBe(START + 4000);
  });

  it('says who logged: 4, the Sysmon service, the PowerShell process, or 0', () => {
    expect(of('Security', 4688)[0]?.executionPid).toBe(4);
    expect(
      new Set(records.filter(({ provider }) => provider.includes('Sysmon')).map((r) => r.executionPid)).size,
    ).toBe(1);
    expect(of('Microsoft-Windows-PowerShell', 4104)[0]?.executionPid).toBe(2316);
    expect(records.filter(({ classic }) => classic).map(({ executionPid }) => executionPid)).toEqual([0, 0]);
  });

  it('writes 4104 in parts, 4103 and 800 with bindings, 400 once', () => {
    const parts = of('Microsoft-Windows-PowerShell', 4104).map((record) => record.data);
    expect(parts.map((part) => `${part['MessageNumber']}/${part['MessageTotal']}`)).toEqual(['1/2', '2/2']);
    expect(parts.map((part) => part['ScriptBlockText']).join('')).toBe('line one\r\nline <two>');
    const lines =
      'CommandInvocation(New-Object): "New-Object"\r\nParameterBinding(New-Object): name="TypeName"; value="Net.WebClient"\r\n';
    expect(data('Microsoft-Windows-PowerShell', 4103)['Payload']).toBe(lines);
    expect(data('Microsoft-Windows-PowerShell', 4103)['ContextInfo']).toContain(
      'Host Application = powershell.exe -c',
    );
    expect(records.filter(({ provider }) => provider === 'PowerShell').map(({ eventId }) => eventId)).toEqual(
      [400, 800],
    );
  });

  it('names hosts as each log does', () => {
    expect(of('Security', 4688)[0]?.computer).toBe('WS01');
    expect(of('Sysmon', 1)[0]?.computer).toBe('ws01.corp.example.org');
  });

  it('lets Sysmon report its state and then be silent', () => {
    const last = records.filter(({ provider }) => provider.includes('Sysmon')).slice(-3);
    expect(last.map(({ eventId }) => eventId)).toEqual([16, 255, 4]);
    expect(data('Sysmon', 4)).toMatchObject({ State: 'Stopped' });
    expect(records.filter(({ data }) => data['TargetFilename'] === 'C:\\unseen.bin')).toEqual([]);
  });
});
