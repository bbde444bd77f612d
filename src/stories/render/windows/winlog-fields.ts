import type { JsonFields } from './json-line.ts';
import type { StoryRecord } from './story-record.ts';

/** The System section as Winlogbeat writes it under `winlog`; ids are left to the caller, who types them. */
export function winlogFields(record: StoryRecord): JsonFields {
  const { account } = record;
  return {
    api: 'wineventlog',
    channel: record.channel,
    computer_name: record.computer,
    provider_name: record.provider,
    provider_guid: record.providerGuid?.toLowerCase(),
    task: record.category,
    opcode: record.opcodeName,
    keywords: record.channel === 'Security' ? ['Audit Success'] : record.classic ? ['Classic'] : undefined,
    activity_id: record.activityId?.toLowerCase(),
    process: record.classic ? undefined : { pid: record.executionPid, thread: { id: record.threadId } },
    user:
      account === undefined
        ? undefined
        : { identifier: account.sid, domain: account.domain, name: account.name, type: 'User' },
    version: record.classic ? undefined : record.version,
  };
}
