import type { WindowsRecord } from '../../../formats/windows-record.ts';
import type { JsonObject } from '../../json-object.ts';

/** A JSON shape in which Windows events travel. */
export interface WindowsShape {
  readonly id: string;
  readonly title: string;
  /** The event, or `undefined` when the object is not of this shape. */
  read(object: JsonObject): WindowsRecord | undefined;
}
