/**
 * Winlogbeat as it ships records: System fields under `winlog`, event data as strings in `winlog.event_data`.
 * Imitates the unprocessed Sysmon 22 record among Elastic's Sysmon 10.2 samples.
 */
import type { Renderer } from './renderer.ts';
import { jsonLine } from './windows/json-line.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { winlogFields } from './windows/winlog-fields.ts';
import { lineShape, windowsRenderer, type WindowsShape } from './windows/windows-renderer.ts';

/** One record as one line of JSON. */
export function winlogbeatLine(record: StoryRecord): string {
  return jsonLine({
    '@timestamp': new Date(record.loggedTime).toISOString(),
    event: {
      action: record.category,
      code: record.eventId,
      created: new Date(record.loggedTime + 1300).toISOString(),
      kind: 'event',
      provider: record.provider,
    },
    log: { level: record.level === 3 ? 'warning' : record.level === 5 ? 'verbose' : 'information' },
    message: record.message.replaceAll('\r\n', '\n'),
    winlog: {
      ...winlogFields(record),
      event_id: record.eventId,
      record_id: record.recordId,
      event_data: record.data,
    },
    host: { name: record.computer },
    agent: { type: 'winlogbeat', version: '7.9.1', hostname: record.computer },
    ecs: { version: '1.5.0' },
  });
}

export const winlogbeatShape: WindowsShape = lineShape('.winlogbeat.ndjson', winlogbeatLine);

export const winlogbeat: Renderer = windowsRenderer({
  id: 'winlogbeat',
  title: 'Winlogbeat with event_data',
  shape: winlogbeatShape,
});
