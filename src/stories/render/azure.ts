/**
 * Azure Monitor's `WindowsEvent` table: event data as JSON in a string, times re-written to ISO with seven digits.
 * Imitates a Sysmon export of 2022, with the columns of the table's reference it lacks.
 * The classic PowerShell channel is left out: how the table writes its unnamed data was not verified.
 */
import type { Renderer } from './renderer.ts';
import { jsonLine } from './windows/json-line.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

const LEVELS: Readonly<Record<number, string>> = { 2: 'Error', 3: 'Warning', 5: 'Verbose' };

/** One record as one line of JSON, empty for the classic channel. */
export function azureLine(record: StoryRecord): string {
  if (record.classic) return '';
  return jsonLine({
    TenantId: '00000000-0000-0000-0000-000000000000',
    SourceSystem: 'OpsManager',
    TimeGenerated: new Date(record.loggedTime).toISOString().replace(/\.?0{1,3}Z$/, 'Z'),
    Provider: record.provider,
    Channel: record.channel,
    Computer: record.computer,
    Task: record.task,
    EventLevel: record.level,
    EventLevelName: LEVELS[record.level] ?? 'Information',
    EventData: JSON.stringify(
      Object.fromEntries(Object.entries(record.data).map(([name, value]) => [name, azureValue(name, value)])),
    ),
    EventID: record.eventId,
    EventRecordId: String(record.recordId),
    SystemProcessId: record.executionPid,
    SystemThreadId: record.threadId,
    SystemUserId: record.user ?? '',
    Correlation: record.activityId ?? '',
    Version: record.version,
    ManagementGroupName: 'AOI-00000000',
    Type: 'WindowsEvent',
    _ResourceId: `/subscriptions/none/providers/microsoft.compute/virtualmachines/${record.computer.split('.')[0]?.toLowerCase()}`,
  });
}

function azureValue(name: string, value: string): string {
  return name.endsWith('UtcTime') ? `${value.replace(' ', 'T')}0000Z` : value;
}

export const azure: Renderer = windowsRenderer({
  id: 'azure',
  title: 'Azure Monitor WindowsEvent',
  shape: lineShape('.azure.ndjson', azureLine),
});
