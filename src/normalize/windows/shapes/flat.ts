/** NXLog and kindred flat JSON: System and EventData merged into one object (windows.md section 8). */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { zoneOffset } from '../clock.ts';
import { integer } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { isEventData, text } from '../../json-object.ts';
import type { WindowsShape } from './shape.ts';

export const flatShape: WindowsShape = {
  id: 'windows-flat',
  title: 'flat JSON (NXLog)',
  read(object: JsonObject): WindowsRecord | undefined {
    const eventId = integer(object['EventID']);
    const computer = text(object['Hostname']) ?? text(object['Computer']) ?? text(object['ComputerName']);
    if (eventId === undefined || computer === undefined) return undefined;
    const channel = text(object['Channel']);
    const provider = text(object['SourceName']) ?? text(object['ProviderName']) ?? text(object['Provider']);
    if (provider === undefined && channel === undefined) return undefined;
    return {
      provider: provider ?? '',
      eventId,
      channel: channel ?? '',
      computer,
      recordId: integer(object['RecordNumber'] ?? object['EventRecordID']),
      loggedTime: loggedTime(object),
      executionPid: executionPid(object),
      user: text(object['UserID']) ?? text(object['AccountName']),
      data: eventData(object),
      message: text(object['Message']),
    };
  },
};

/**
 * Older NXLog wrote the *logging* process as the number `ProcessID` and lost the event's own `ProcessId`. Newer output
 * names the logging process ExecutionProcessID; a `ProcessID` in text is then the event's own field.
 */
function isLoggingPid(object: JsonObject): boolean {
  return typeof object['ProcessID'] === 'number' && object['ExecutionProcessID'] === undefined;
}

function executionPid(object: JsonObject): number | undefined {
  return (
    integer(object['ExecutionProcessID']) ?? (isLoggingPid(object) ? integer(object['ProcessID']) : undefined)
  );
}

function eventData(object: JsonObject): Readonly<Record<string, string>> {
  if (!isLoggingPid(object)) return isEventData(object) ? object : {};
  const { ProcessID: _loggingPid, ...data } = object;
  return isEventData(data) ? data : {};
}

/**
 * `EventTime` is the host's wall clock without a zone. The same agent stamps `EventReceivedTime` with the same clock and
 * the collector `@timestamp` in UTC a moment later, so their difference is the zone whatever the delivery delay was.
 * Without a usable `@timestamp` (an old export that was read in years later) the wall clock is taken as it stands:
 * all channels of the host share it, so joins hold.
 */
function loggedTime(object: JsonObject): number | undefined {
  const created = parseTimestamp(text(object['TimeCreated']) ?? '');
  if (created?.zoned === true) return created.time;
  const event = parseTimestamp(text(object['EventTime']) ?? '') ?? created;
  const utc = parseTimestamp(text(object['@timestamp']) ?? '');
  if (event === undefined) return utc?.time;
  if (event.zoned || utc === undefined) return event.time;
  const received = parseTimestamp(text(object['EventReceivedTime']) ?? '');
  return event.time - (zoneOffset((received ?? event).time, utc.time) ?? 0);
}
