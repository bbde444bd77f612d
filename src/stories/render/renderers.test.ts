import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryStory } from '../../../test/stories/arbitrary-story.ts';
import type { Renderer } from './renderer.ts';
import { RENDERERS } from './renderers.ts';
import { SAMPLE_STORY } from '../../../test/stories/sample-story.ts';

interface Json {
  readonly winlog: Readonly<Record<string, unknown>>;
  readonly event: { readonly code: number | string };
  readonly [key: string]: unknown;
}

/** Written as text, not as JSON. */
const TEXT = new Set(['event-xml', 'auditd', 'auditd-zeek', 'sysmon-linux']);

function renderer(id: string): Renderer {
  const found = RENDERERS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no renderer ${id}`);
  return found;
}

function text(id: string): string {
  return renderer(id).render(SAMPLE_STORY)[0]?.bytes.toString('utf8') ?? '';
}

function lines(id: string): readonly Json[] {
  return text(id)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function ofEvent(id: string, eventId: number): readonly Json[] {
  return lines(id).filter((record) => record['EventID'] === eventId);
}

describe('every renderer', () => {
  it.each(RENDERERS.map((one) => [one.id, one] as const))(
    '%s gives the same bytes for the same story',
    (_, one) => {
      expect(one.render(SAMPLE_STORY)).toEqual(one.render(structuredClone(SAMPLE_STORY)));
    },
  );

  it('renders any story, hostile text included, to lines that can be read back', () => {
    fc.assert(
      fc.property(arbitraryStory(3), (story) => {
        const counts = RENDERERS.map((one) => {
          const files = one.render(story);
          if (one.id === 'evtx') return files.length;
          const content = files[0]?.bytes.toString('utf8') ?? '';
          const records = content.split('\n').filter((line) => line !== '');
          if (!TEXT.has(one.id)) for (const line of records) JSON.parse(line);
          return records.length;
        });
        // The same records travel in all full shapes: event-xml, nxlog, nxlog-2019, winlogbeat, ECS and flat.
        expect(new Set([1, 2, 3, 4, 5, 7].map((index) => counts[index])).size).toBe(1);
      }),
      { numRuns: 25 },
    );
  });
});

describe('event-xml', () => {
  it('has one event a line, single quotes, the namespace and escaped text', () => {
    const all = text('event-xml').trimEnd().split('\n');
    expect(
      all.every((line) =>
        line.startsWith("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"),
      ),
    ).toBe(true);
    expect(all.every((line) => line.endsWith('</Event>'))).toBe(true);
    expect(all[0]).toMatch(/<TimeCreated SystemTime='2026-01-05T20:09:55\.035\d{4}00Z'\/>/);
    expect(all[0]).toContain('>powershell.exe -c "a &lt; b &amp; c"<');
    expect(text('event-xml')).toContain("<Data Name='ScriptBlockText'>line one&#xD;&#xA;");
  });

  it('leaves the data of classic events unnamed', () => {
    const classic = text('event-xml')
      .split('\n')
      .find((line) => line.includes('>400</EventID>'));
    expect(classic).toContain(
      '<EventData><Data>Available</Data><Data>None</Data><Data>&#x9;NewEngineState=Available',
    );
    expect(classic).toContain("<Execution ProcessID='0' ThreadID='0'/>");
  });
});

describe('evtx', () => {
  it('has one file for each channel of each host', () => {
    const files = renderer('evtx').render(SAMPLE_STORY);
    expect(files.map(({ name }) => name).sort()).toEqual([
      'ws01/Microsoft-Windows-PowerShell%4Operational.evtx',
      'ws01/Microsoft-Windows-Sysmon%4Operational.evtx',
      'ws01/Security.evtx',
      'ws01/Windows PowerShell.evtx',
    ]);
    for (const { bytes } of files) expect(bytes.subarray(0, 8).toString('latin1')).toBe('ElfFile\0');
  });
});

describe('nxlog', () => {
  it('writes wall clock at UTC-4 without a zone, the collector time in UTC and signed keywords', () => {
    const [launch] = ofEvent('nxlog', 4688);
    expect(launch).toMatchObject({
      EventTime: '2026-01-05 16:09:55',
      '@timestamp': '2026-01-05T20:09:56.580Z',
    });
    expect(launch).toMatchObject({
      ProcessId: expect.stringMatching(/^0x/),
      ExecutionProcessID: 4,
      Hostname: 'WS01',
    });
    expect(text('nxlog')).toContain('"Keywords":-9214364837600034816,');
    expect(text('nxlog')).toContain('"Keywords":-9223372036854775808,');
  });

  it('writes the owner of a 5156 as ProcessId and loses the text of an 800', () => {
    expect(ofEvent('nxlog', 5156)[0]).toMatchObject({ ProcessId: '2316', ExecutionProcessID: 4 });
    expect(ofEvent('nxlog', 5156)[0]).not.toHaveProperty('ProcessID');
    expect(ofEvent('nxlog', 800)[0]).toMatchObject({ ERROR_EVT_UNRESOLVED: true });
    expect(ofEvent('nxlog', 800)[0]).not.toHaveProperty('Message');
  });
});

describe('nxlog-2019', () => {
  it('keeps the subject pid nowhere but in Message', () => {
    for (const eventId of [1, 3, 4688, 4689, 5156]) {
      const [record] = ofEvent('nxlog-2019', eventId);
      expect(record).not.toHaveProperty('ProcessId');
      expect(record?.['ProcessID']).not.toBe(2316);
      expect(record?.['Message']).toMatch(/2316|0x90c/);
    }
    expect(ofEvent('nxlog-2019', 4104)[0]).toMatchObject({
      ProcessID: 2316,
      EventTime: '2026-01-05 15:09:56',
    });
    expect(ofEvent('nxlog-2019', 4688)[0]).toMatchObject({ Channel: 'security', NewProcessId: '0x90c' });
  });
});

describe('winlogbeat', () => {
  it('keeps event data as strings under winlog.event_data, unnamed data as param1', () => {
    const connection = lines('winlogbeat').find((record) => record.winlog['event_id'] === 3);
    expect(connection).toMatchObject({
      '@timestamp': '2026-01-05T20:10:00.035Z',
      winlog: {
        channel: 'Microsoft-Windows-Sysmon/Operational',
        event_data: { DestinationPort: '443', ProcessId: '2316' },
      },
    });
    const classic = lines('winlogbeat').find((record) => record.winlog['event_id'] === 400);
    expect(classic?.winlog).toMatchObject({ event_data: { param1: 'Available' } });
    expect(classic?.winlog).not.toHaveProperty('process');
  });
});

describe('winlogbeat-ecs', () => {
  const all = lines('winlogbeat-ecs');
  const find = (code: string): Json | undefined => all.find((record) => record.event.code === code);

  it('moves Sysmon data to ECS fields, deletes it, and takes UtcTime for the time', () => {
    expect(find('3')).toMatchObject({
      '@timestamp': '2026-01-05T20:09:59.035Z',
      process: { pid: 2316, name: 'powershell.exe' },
      source: { ip: '10.1.1.1', port: 50_699 },
      destination: { ip: '203.0.113.9', port: 443 },
      network: { direction: 'egress', transport: 'tcp' },
      winlog: { event_id: '3' },
    });
    expect(find('3')?.winlog).not.toHaveProperty('event_data');
    expect(find('1')).toMatchObject({
      process: { command_line: 'powershell.exe -c "a < b & c"', args: ['powershell.exe', '-c', 'a < b & c'] },
      winlog: { event_data: { LogonId: '0x2d5a4b' } },
    });
    expect(find('22')).toMatchObject({ dns: { resolved_ip: ['203.0.113.9', '2001:db8::9'] } });
  });

  it('writes script blocks with the pid in winlog.process and no root process', () => {
    expect(find('4104')).toMatchObject({
      powershell: { sequence: 1, total: 2, file: { script_block_text: expect.stringContaining('line') } },
      file: { path: 'C:\\s.ps1' },
      winlog: { process: { pid: 2316 } },
    });
    expect(find('4104')).not.toHaveProperty('process');
    expect(find('4103')).toMatchObject({
      powershell: {
        command: {
          invocation_details: [
            { type: 'CommandInvocation' },
            { name: '"TypeName"', value: '"Net.WebClient"' },
          ],
        },
      },
    });
  });
});

describe('azure', () => {
  it('puts event data into a string and re-writes times with seven digits', () => {
    const [launch] = ofEvent('azure', 1);
    expect(JSON.parse(String(launch?.['EventData']))).toMatchObject({
      UtcTime: '2026-01-05T20:09:55.0350000Z',
      ProcessId: '2316',
    });
    expect(ofEvent('azure', 4104)[0]).toMatchObject({
      SystemProcessId: 2316,
      TimeGenerated: '2026-01-05T20:09:56.035Z',
    });
    expect(ofEvent('azure', 400)).toEqual([]);
  });
});

describe('flat-2023', () => {
  it('writes System fields as strings and drops the logging process', () => {
    expect(ofEvent('flat-2023', 5156)[0]).toMatchObject({
      TimeCreated: '2026-01-05T20:09:59.035Z',
      Hostname: 'WS01',
      ProcessID: '2316',
      Level: '0',
    });
    const [block] = ofEvent('flat-2023', 4104);
    expect(JSON.stringify(block)).not.toContain('2316');
    expect(ofEvent('flat-2023', 400)[0]?.['Message']).toContain('HostApplication=powershell.exe');
  });
});

describe('the sensor subsets', () => {
  const codes = (id: string): ReadonlySet<number> =>
    new Set(lines(id).map((record) => Number(record.event.code)));

  it('hold the records of their sensors and no others', () => {
    expect([...codes('sysmon-only')].sort((a, b) => a - b)).toEqual([1, 3, 4, 5, 7, 11, 16, 22, 255]);
    expect([...codes('security-only')].sort((a, b) => a - b)).toEqual([4688, 4689, 5156]);
    expect([...codes('no-script-log')].some((code) => [400, 800, 4103, 4104].includes(code))).toBe(false);
  });

  it('differ in command lines', () => {
    expect(text('security-only')).toContain('a < b & c');
    expect(text('security-no-command-line')).not.toContain('a < b & c');
    expect(renderer('security-no-command-line').lacks).toEqual(['sysmon', 'powershell', 'command-line']);
  });
});
