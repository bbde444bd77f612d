/**
 * How a product's records become events. Adding a product: a file that exports one of these, a line in `products.ts`.
 * A product knows one record at a time, and may keep a bounded state of the one member it reads.
 */
import type { TelemetryEvent } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import type { RawRecords } from '../formats/raw-record.ts';
import type { JsonObject } from './json-object.ts';

/** What a reader may know of the member it reads. */
export interface SourceContext {
  /** What the user named plus the way inside it: the `source` of every place. */
  readonly source: string;
  /** Host of records that name none: what the user said, else told by the folder. Lower case, never empty. */
  readonly fallbackHost: string;
}

/** What one record was. */
export interface ReadRecord {
  /** In its product's words, for the account of what was read: `auditd SYSCALL connect`, `Zeek conn`. A bounded set. */
  readonly kind: string;
  /** As the record names it, lower case; `undefined` where it names none. */
  readonly host: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly time: number | undefined;
  /** Empty when the record cannot matter here. */
  readonly events: readonly TelemetryEvent[];
  /** One sentence when the record should have given an event and cannot: it is counted and reported as rejected. */
  readonly broken?: string | undefined;
}

/** A product that writes JSON. */
export interface JsonProduct {
  readonly id: string;
  readonly title: string;
  /** Is this a record of the product? Told by its own keys: cheap and certain, because every record is asked. */
  knows(record: JsonObject): boolean;
  /** One reader serves one member. It never throws, whatever the record holds. */
  open(context: SourceContext): JsonReader;
}

export type JsonReader = (record: JsonObject, place: Place) => ReadRecord;

/** A product whose records a decoder of their own lays out (`formats/raw-record.ts`). */
export interface RawProduct<Layout extends keyof RawRecords> {
  readonly id: string;
  readonly title: string;
  open(context: SourceContext): RawReader<Layout>;
}

export type RawReader<Layout extends keyof RawRecords> = (
  record: RawRecords[Layout],
  place: Place,
) => ReadRecord;
