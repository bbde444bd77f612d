import { describe, expect, it } from 'vitest';
import { ecsEventData } from './ecs-event-data.ts';

const SYSMON = 'Microsoft-Windows-Sysmon';
const POWERSHELL = 'Microsoft-Windows-PowerShell';

describe('event data given back from ECS fields', () => {
  it('takes a direction only from words that speak of this host', () => {
    const initiated = (direction: string): unknown =>
      ecsEventData({ network: { direction } }, SYSMON, 3)['Initiated'];
    expect(['egress', 'outbound'].map(initiated)).toEqual(['true', 'true']);
    expect(['ingress', 'inbound'].map(initiated)).toEqual(['false', 'false']);
    expect(['internal', 'external', 'unknown', 'listening', ''].map(initiated)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('reads documents whose fields are written as paths', () => {
    const data = ecsEventData(
      { 'process.pid': 356, 'process.entity_id': '{fa4a}', 'source.ip': '10.0.0.1' },
      SYSMON,
      3,
    );
    expect(data).toMatchObject({ ProcessId: '356', ProcessGuid: '{fa4a}', SourceIp: '10.0.0.1' });
  });

  it('calls the creator of a process as 4688 does', () => {
    const object = { process: { pid: 2316, executable: 'a.exe', parent: { pid: 2440 } } };
    expect(ecsEventData(object, 'Microsoft-Windows-Security-Auditing', 4688)).toMatchObject({
      NewProcessId: '2316',
      NewProcessName: 'a.exe',
      ProcessId: '2440',
    });
    expect(ecsEventData(object, 'Microsoft-Windows-Security-Auditing', 4689)).toMatchObject({
      ProcessId: '2316',
      ProcessName: 'a.exe',
    });
  });

  it('puts the payload of 4103 together again, with or without the record’s own quotes', () => {
    const payload = (quote: string): unknown =>
      ecsEventData(
        {
          powershell: {
            command: {
              invocation_details: [
                { type: 'CommandInvocation', related_command: 'Out-Null', value: `${quote}Out-Null${quote}` },
                {
                  type: 'ParameterBinding',
                  related_command: 'Out-Null',
                  name: `${quote}InputObject${quote}`,
                  value: `${quote}say "x"${quote}`,
                },
                'no detail',
              ],
            },
          },
        },
        POWERSHELL,
        4103,
      )['Payload'];
    const expected =
      'CommandInvocation(Out-Null): "Out-Null"\r\nParameterBinding(Out-Null): name="InputObject"; value="say "x""';
    expect(payload('"')).toBe(expected);
    expect(payload('')).toBe(expected);
  });

  it('bounds lists of any length', () => {
    const answers = Array.from({ length: 100_000 }, (_, i) => ({
      type: 'A',
      data: `10.0.${i >> 8}.${i & 255}`,
    }));
    const results = ecsEventData({ dns: { answers } }, SYSMON, 22)['QueryResults'];
    expect(results?.split(';').length).toBe(256);
  });
});
