import type { TelemetryEvent } from '../../src/event/event.ts';
import type { RecordSink } from '../../src/formats/format.ts';
import type { Layout, RawRecords } from '../../src/formats/raw-record.ts';
import { detectFormat } from '../../src/formats/registry.ts';
import type { RejectedRecord } from '../../src/formats/rejected-record.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { ProductReaders } from '../../src/normalize/product-readers.ts';
import type { ReadRecord } from '../../src/normalize/product.ts';

/** Everything that came out of one member. */
export interface Account {
  readonly format: string | undefined;
  readonly records: number;
  /** Records by their product's word for them. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly events: readonly TelemetryEvent[];
  /** Records that no product knew. */
  readonly unknown: number;
  readonly broken: readonly string[];
  readonly rejected: readonly RejectedRecord[];
  readonly read: readonly ReadRecord[];
}

/** Reads a member as a hunt would, from its bytes to its events. */
export function readRecords(bytes: Buffer, source = 'member', piece = 65_536): Account {
  const format = detectFormat(bytes);
  const sink = new CollectingSink(source);
  const decoder = format?.open(source, sink);
  for (let start = 0; start < bytes.length; start += piece)
    decoder?.push(Buffer.from(bytes.subarray(start, start + piece)));
  decoder?.end();
  const kinds: Record<string, number> = {};
  for (const { kind } of sink.read) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return {
    format: format?.id,
    records: sink.records,
    kinds,
    events: sink.read.flatMap(({ events }) => events),
    unknown: sink.unknown,
    broken: sink.read.flatMap(({ broken }) => (broken === undefined ? [] : [broken])),
    rejected: sink.rejected,
    read: sink.read,
  };
}

class CollectingSink implements RecordSink {
  readonly read: ReadRecord[] = [];
  readonly rejected: RejectedRecord[] = [];
  records = 0;
  unknown = 0;
  readonly #source: string;
  readonly #readers: ProductReaders;

  constructor(source: string) {
    this.#source = source;
    this.#readers = new ProductReaders({ source, fallbackHost: 'sensor' });
  }

  wantsJson(): boolean {
    return true;
  }

  wantsWindows(): boolean {
    return false;
  }

  windows(): void {
    this.records++;
  }

  json(value: unknown, offset: number, length: number): void {
    this.records++;
    const place = { source: this.#source, offset, length };
    this.#take(isObject(value) ? this.#readers.json(value, place) : undefined);
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void {
    this.records++;
    this.#take(this.#readers.raw(layout, record, { source: this.#source, offset, length }));
  }

  reject(rejected: RejectedRecord): void {
    this.rejected.push(rejected);
  }

  #take(read: ReadRecord | undefined): void {
    if (read === undefined) this.unknown++;
    else this.read.push(read);
  }
}

/** Events counted by what they are. */
export function countByKind(events: readonly TelemetryEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
