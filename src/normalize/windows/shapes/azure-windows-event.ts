/** Azure Monitor's WindowsEvent table: EventData is a JSON document in a string (windows.md section 10). */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { integer } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { isEventData, text } from '../../json-object.ts';
import type { WindowsShape } from './shape.ts';

export const azureWindowsEventShape: WindowsShape = {
  id: 'azure-windows-event',
  title: 'Azure WindowsEvent',
  read(object: JsonObject): WindowsRecord | undefined {
    const eventId = integer(object['EventID']);
    const computer = text(object['Computer']);
    const data = eventData(object['EventData']);
    if (eventId === undefined || computer === undefined || data === undefined) return undefined;
    return {
      provider: text(object['Provider']) ?? text(object['Source']) ?? '',
      eventId,
      channel: text(object['Channel']) ?? text(object['EventLog']) ?? '',
      computer,
      recordId: integer(object['EventRecordId']),
      loggedTime: parseTimestamp(text(object['TimeGenerated']) ?? text(object['TimeCreated']) ?? '')?.time,
      executionPid: integer(object['SystemProcessId']),
      user: text(object['SystemUserId']) ?? text(object['UserName']),
      data,
      message: text(object['RenderedDescription']),
    };
  },
};

function eventData(value: unknown): Readonly<Record<string, string>> | undefined {
  if (isEventData(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isEventData(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
