/**
 * Winlogbeat documents that still hold the event's own fields: `winlog.event_data`, or version 6's top level. Elastic's
 * pipelines move some of them to ECS names and leave the rest: what is not in `event_data` is looked for there.
 */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { integer } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { at, isEventData, isObject, text } from '../../json-object.ts';
import { ecsEventData, hasEcsFields } from './ecs-event-data.ts';
import type { WindowsShape } from './shape.ts';

export const winlogbeatShape: WindowsShape = {
  id: 'winlogbeat',
  title: 'Winlogbeat (event_data)',
  read(object: JsonObject): WindowsRecord | undefined {
    const log = isObject(object['winlog']) ? object['winlog'] : object;
    const eventId = integer(at(log, 'event_id')) ?? integer(at(object, 'winlog.event_id'));
    const data = at(log, 'event_data') ?? at(object, 'winlog.event_data');
    if (eventId === undefined || !isEventData(data)) return undefined;
    const field = (name: string, old: string): unknown =>
      at(log, name) ?? at(object, `winlog.${name}`) ?? at(log, old);
    const computer = text(field('computer_name', 'computer_name')) ?? text(at(object, 'host.name'));
    if (computer === undefined) return undefined;
    const provider = text(field('provider_name', 'source_name')) ?? '';
    return {
      provider,
      eventId,
      channel: text(field('channel', 'log_name')) ?? '',
      computer,
      recordId: integer(field('record_id', 'record_number')),
      loggedTime: parseTimestamp(text(object['@timestamp']) ?? '')?.time,
      executionPid: integer(field('process.pid', 'process_id')),
      user: text(at(log, 'user.identifier')) ?? text(at(log, 'user.name')),
      data: hasEcsFields(object) ? { ...ecsEventData(object, provider, eventId), ...data } : data,
      message: text(object['message']),
    };
  },
};
