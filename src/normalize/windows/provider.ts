import type { Place } from '../../event/place.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';

/** How one Windows event provider's records become events. */
export interface WindowsProvider {
  readonly id: string;
  /** Names the provider goes by in records. */
  readonly names: readonly string[];
  /** Event ids that are read; every other one is skipped unread. */
  readonly eventIds: readonly number[];
  /** The event, or `undefined` when the record lacks what it needs to mean anything. */
  normalize(record: WindowsRecord, host: string, place: Place): TelemetryEvent | undefined;
}
