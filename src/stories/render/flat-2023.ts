/**
 * Flat JSON with the System fields as strings. It drops System/Execution, so that a script block names no process,
 * and the unnamed data of classic events, whose text survives in `Message`.
 * Imitates the 2023 OTRF data set `metasploit_procdump_lsass_memory_dump`.
 */
import type { Renderer } from './renderer.ts';
import { jsonLine } from './windows/json-line.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

/** One record as one line of JSON. */
export function flat2023Line(record: StoryRecord): string {
  const time = new Date(record.loggedTime).toISOString();
  return jsonLine({
    SourceName: record.provider,
    ProviderGuid: record.providerGuid?.toLowerCase(),
    Level: String(record.level),
    Keywords: `0x${record.keywords.toString(16)}`,
    Channel: record.channel,
    Hostname: record.computer,
    TimeCreated: time,
    '@timestamp': time,
    EventID: record.eventId,
    Message: record.message,
    Task: String(record.task),
    ...(record.classic
      ? {}
      : Object.fromEntries(
          Object.entries(record.data).map(([name, value]) => [name, flatValue(name, value)]),
        )),
  });
}

/** Empty strings of PowerShell's records are written as null. */
function flatValue(name: string, value: string): string | null {
  return value === '' && (name === 'Path' || name === 'UserData') ? null : value;
}

export const flat2023: Renderer = windowsRenderer({
  id: 'flat-2023',
  title: 'Flat JSON with TimeCreated',
  shape: lineShape('.flat.json', flat2023Line),
  lacks: ['script-process'],
});
