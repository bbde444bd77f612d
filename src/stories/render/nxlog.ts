/**
 * NXLog JSON as of 2020: event data merged into the top level, event times on the host's wall clock (UTC-4 here)
 * without a zone, `ProcessId` of the event beside `ExecutionProcessID` of the logger.
 * Imitates the OTRF data set `empire_launcher_vbs`.
 */
import type { Renderer } from './renderer.ts';
import { jsonLine } from './windows/json-line.ts';
import { nxlogFields } from './windows/nxlog-fields.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

const UTC_OFFSET_MINUTES = -240;

/** One record as one line of JSON. */
export function nxlogLine(record: StoryRecord): string {
  const { ProcessID, ...data } = record.data;
  return jsonLine({
    ...nxlogFields(record, UTC_OFFSET_MINUTES),
    ExecutionProcessID: record.executionPid,
    ...(record.classic ? {} : data),
    // NXLog writes both spellings of the field as one name.
    ...(ProcessID === undefined ? {} : { ProcessId: ProcessID }),
    // It could not resolve the classic 800, whose text is lost with it.
    ...(record.eventId === 800 ? { Message: undefined, ERROR_EVT_UNRESOLVED: true } : {}),
    tags: ['office'],
    port: 53_221,
    '@version': '1',
    host: 'wec.internal.example.net',
  });
}

export const nxlog: Renderer = windowsRenderer({
  id: 'nxlog',
  title: 'NXLog JSON (2020)',
  shape: lineShape('.nxlog.json', nxlogLine),
});
