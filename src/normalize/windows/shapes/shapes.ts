import type { WindowsRecord } from '../../../formats/windows-record.ts';
import type { JsonObject } from '../../json-object.ts';
import { isObject } from '../../json-object.ts';
import { azureWindowsEventShape } from './azure-windows-event.ts';
import { eventTreeShape } from './event-tree.ts';
import { flatShape } from './flat.ts';
import type { WindowsShape } from './shape.ts';
import { winlogbeatEcsShape } from './winlogbeat-ecs.ts';
import { winlogbeatShape } from './winlogbeat.ts';

/** Every JSON shape of Windows events, the more particular first. */
export const WINDOWS_SHAPES: readonly WindowsShape[] = [
  azureWindowsEventShape,
  eventTreeShape,
  flatShape,
  winlogbeatShape,
  winlogbeatEcsShape,
];

export interface ReadShape {
  readonly shape: string;
  readonly record: WindowsRecord;
}

/** The Windows event in a JSON object, looking through the wrappers of search exports. */
export function readWindowsShape(object: JsonObject): ReadShape | undefined {
  for (const shape of WINDOWS_SHAPES) {
    const record = shape.read(object);
    if (record !== undefined) return { shape: shape.id, record };
  }
  const inner = object['_source'] ?? object['result'];
  return isObject(inner) ? readWindowsShape(inner) : undefined;
}
