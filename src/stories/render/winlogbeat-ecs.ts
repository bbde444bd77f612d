/**
 * Winlogbeat after Elastic's ingest pipelines: the event data moved to ECS fields and mostly deleted, Sysmon's
 * `@timestamp` is its UtcTime, ids are strings. Security records keep their event data, as the pipelines leave it.
 * Imitates the expected results of Elastic's ingest pipelines for Sysmon 9 to 12 and PowerShell.
 */
import type { Renderer } from './renderer.ts';
import { ecsFields } from './windows/ecs-fields.ts';
import { jsonLine } from './windows/json-line.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { winlogFields } from './windows/winlog-fields.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

/** One record as one line of JSON. */
export function winlogbeatEcsLine(record: StoryRecord): string {
  const utc = record.data['UtcTime'];
  const time = utc === undefined ? new Date(record.loggedTime).toISOString() : `${utc.replace(' ', 'T')}Z`;
  const { event, left, ...fields } = ecsFields(record);
  return jsonLine({
    '@timestamp': time,
    ecs: { version: '8.17.0' },
    event: {
      action: record.category,
      code: String(record.eventId),
      kind: 'event',
      module: moduleOf(record),
      provider: record.provider,
      created: new Date(record.loggedTime + 1300).toISOString(),
      ingested: new Date(record.loggedTime + 4200).toISOString(),
      ...event,
    },
    host: { name: record.computer },
    log: { level: record.level === 3 ? 'warning' : record.level === 5 ? 'verbose' : 'information' },
    message: record.message.replaceAll('\r\n', '\n'),
    ...fields,
    winlog: {
      ...winlogFields(record),
      ...(left === undefined ? {} : { event_data: left }),
      event_id: String(record.eventId),
      record_id: String(record.recordId),
    },
    agent: { type: 'winlogbeat', version: '8.17.0', name: record.computer.split('.')[0] },
  });
}

function moduleOf(record: StoryRecord): string {
  if (record.channel === 'Security') return 'security';
  return record.provider === 'Microsoft-Windows-Sysmon' ? 'sysmon' : 'powershell';
}

export const winlogbeatEcs: Renderer = windowsRenderer({
  id: 'winlogbeat-ecs',
  title: 'Winlogbeat after the ingest pipeline (ECS)',
  shape: lineShape('.ecs.ndjson', winlogbeatEcsLine),
});
