import type { JsonFields } from './json-line.ts';
import type { StoryRecord } from './story-record.ts';
import { wallClock } from './time-text.ts';

const SEVERITIES: Readonly<Record<number, readonly [text: string, value: number]>> = {
  2: ['ERROR', 4],
  3: ['WARNING', 3],
  5: ['DEBUG', 1],
};

/** The fields both generations of NXLog write of the System section. */
export function nxlogFields(record: StoryRecord, offsetMinutes: number): JsonFields {
  const [Severity, SeverityValue] = SEVERITIES[record.level] ?? ['INFO', 2];
  const { account } = record;
  const received = record.loggedTime + 1200;
  return {
    EventTime: wallClock(record.loggedTime, offsetMinutes),
    Hostname: record.computer,
    // A signed number: the mask's highest bit makes it negative.
    Keywords: BigInt.asIntN(64, record.keywords),
    EventType: record.channel === 'Security' ? 'AUDIT_SUCCESS' : Severity === 'DEBUG' ? 'VERBOSE' : Severity,
    SeverityValue,
    Severity,
    EventID: record.eventId,
    SourceName: record.provider,
    ProviderGuid: record.providerGuid,
    Version: record.classic ? undefined : record.version,
    Task: record.task,
    OpcodeValue: record.classic ? undefined : record.opcode,
    RecordNumber: record.recordId,
    ThreadID: record.threadId,
    ActivityID: record.activityId,
    Channel: record.channel,
    Domain: account?.domain,
    AccountName: account?.name,
    UserID: record.user,
    AccountType: account === undefined ? undefined : 'User',
    Message: record.message,
    Category: record.category,
    Opcode: record.opcodeName,
    EventReceivedTime: wallClock(received, offsetMinutes),
    '@timestamp': new Date(received + 345).toISOString(),
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
  };
}
