/** The event as a tree, `{"Event": {"System": ..., "EventData": ...}}`, as EVTX dump tools write it. */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { integer } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { at, isObject, text } from '../../json-object.ts';
import type { WindowsShape } from './shape.ts';

export const eventTreeShape: WindowsShape = {
  id: 'windows-event-tree',
  title: 'EVTX dump (JSON)',
  read(object: JsonObject): WindowsRecord | undefined {
    const event = object['Event'];
    const system = isObject(event) ? event['System'] : undefined;
    if (!isObject(event) || !isObject(system)) return undefined;
    const eventId = integer(value(system['EventID']));
    const computer = text(value(system['Computer']));
    if (eventId === undefined || computer === undefined) return undefined;
    const created = attribute(system['TimeCreated'], 'SystemTime');
    const loggedTime = parseTimestamp(text(created) ?? '')?.time;
    return {
      provider: text(attribute(system['Provider'], 'Name')) ?? '',
      eventId,
      channel: text(value(system['Channel'])) ?? '',
      computer,
      recordId: integer(value(system['EventRecordID'])),
      loggedTime,
      executionPid: integer(attribute(system['Execution'], 'ProcessID')),
      user: text(attribute(system['Security'], 'UserID')),
      data: eventData(event['EventData'] ?? event['UserData']),
      message: undefined,
    };
  },
};

function value(node: unknown): unknown {
  return isObject(node) ? (node['#text'] ?? node['Value']) : node;
}

function attribute(node: unknown, name: string): unknown {
  if (!isObject(node)) return undefined;
  return node[name] ?? at(node, `#attributes.${name}`) ?? node[`@${name}`];
}

function eventData(node: unknown): Readonly<Record<string, string>> {
  const data: Record<string, string> = {};
  if (!isObject(node)) return data;
  for (const [name, content] of Object.entries(node)) {
    if (name === 'Data' && Array.isArray(content)) {
      for (const [index, item] of content.entries()) {
        const key = text(attribute(item, 'Name')) ?? `param${index + 1}`;
        data[key] = text(value(item)) ?? '';
      }
    } else if (name === 'Data' && isObject(content) && Array.isArray(content['#text'])) {
      for (const [index, item] of content['#text'].entries()) data[`param${index + 1}`] = text(item) ?? '';
    } else if (name === 'Data') data['param1'] = text(value(content)) ?? '';
    else if (isObject(content) && content['#text'] === undefined) Object.assign(data, eventData(content));
    else data[name] = typeof content === 'boolean' ? String(content) : (text(value(content)) ?? '');
  }
  return data;
}
