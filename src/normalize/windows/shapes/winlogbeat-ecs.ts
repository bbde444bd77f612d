/** Winlogbeat after Elastic's ingest pipeline, with nothing left of `event_data`. */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { integer } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { at, text } from '../../json-object.ts';
import { ecsEventData } from './ecs-event-data.ts';
import type { WindowsShape } from './shape.ts';

export const winlogbeatEcsShape: WindowsShape = {
  id: 'winlogbeat-ecs',
  title: 'Winlogbeat (ECS)',
  read(object: JsonObject): WindowsRecord | undefined {
    const eventId = integer(at(object, 'winlog.event_id')) ?? integer(at(object, 'event.code'));
    const provider = text(at(object, 'winlog.provider_name')) ?? text(at(object, 'event.provider'));
    const computer = text(at(object, 'winlog.computer_name')) ?? text(at(object, 'host.name'));
    if (eventId === undefined || provider === undefined || computer === undefined) return undefined;
    return {
      provider,
      eventId,
      channel: text(at(object, 'winlog.channel')) ?? '',
      computer,
      recordId: integer(at(object, 'winlog.record_id')),
      loggedTime: parseTimestamp(text(object['@timestamp']) ?? '')?.time,
      executionPid: integer(at(object, 'winlog.process.pid')) ?? classicPid(object, provider),
      user: text(at(object, 'winlog.user.identifier')) ?? text(at(object, 'user.id')),
      data: ecsEventData(object, provider, eventId),
      message: text(object['message']),
    };
  },
};

/** PowerShell 4103/4104 whose `winlog.process` was dropped may keep the pid at the root. */
function classicPid(object: JsonObject, provider: string): number | undefined {
  return provider.includes('PowerShell') ? integer(at(object, 'process.pid')) : undefined;
}
