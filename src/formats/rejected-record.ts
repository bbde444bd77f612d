import type { Place } from '../event/place.ts';

/** Why bytes could not be read as a record; a closed list so that reports can count by cause. */
export type RejectReason =
  | 'json-broken'
  | 'json-too-deep'
  | 'record-too-long'
  | 'xml-broken'
  | 'encoding-broken'
  | 'evtx-header-broken'
  | 'evtx-chunk-broken'
  | 'evtx-record-broken'
  | 'archive-broken'
  | 'archive-too-large'
  | 'truncated'
  | 'field-missing'
  | 'line-broken'
  | 'audit-broken'
  | 'capture-broken';

/** A bad record: counted, located, reported; never fatal, never silently lost. */
export interface RejectedRecord {
  readonly reason: RejectReason;
  readonly place: Place;
  /** One sentence for people, with no bytes of the record in it that were not escaped. */
  readonly detail: string;
}
