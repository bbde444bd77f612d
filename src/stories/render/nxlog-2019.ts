/**
 * NXLog JSON as of 2019: `ProcessID` is the logging process, and the event's own `ProcessId` collapsed into it, so
 * that the subject's pid survives only in `Message`. Wall clock at UTC-5.
 * Imitates the OTRF data set `covenant_psremoting_grunt`.
 */
import type { Renderer } from './renderer.ts';
import { jsonLine } from './windows/json-line.ts';
import { nxlogFields } from './windows/nxlog-fields.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

const UTC_OFFSET_MINUTES = -300;

/** One record as one line of JSON. */
export function nxlog2019Line(record: StoryRecord): string {
  const { ProcessID: _owner, ProcessId: _subject, RuleName: _rule, ...data } = record.data;
  return jsonLine({
    ...nxlogFields(record, UTC_OFFSET_MINUTES),
    Channel: record.channel === 'Security' ? 'security' : record.channel,
    ProcessID: record.executionPid,
    ...(record.classic ? {} : data),
    type: 'nxlog-office',
    port: 49_730,
    '@version': '1',
    host: 'ip-10-0-0-102.internal.example.net',
  });
}

export const nxlog2019: Renderer = windowsRenderer({
  id: 'nxlog-2019',
  title: 'NXLog JSON (2019)',
  shape: lineShape('.nxlog-2019.json', nxlog2019Line),
});
