import type { TelemetryEvent } from '../../../event/event.ts';
import type { Sighting } from '../flow-draft.ts';
import type { ZeekFields } from './zeek-fields.ts';

/** The event of a record, `undefined` when it has none to tell, a text when it should have one and cannot: why. */
export type ZeekLogReader = (fields: ZeekFields, sighting: Sighting) => TelemetryEvent | string | undefined;
