/** Reads bytes as a hunt reads one member: by content to a format, its records to products, those to events. */
import type { TelemetryEvent } from '../../src/event/event.ts';
import type { RecordSink } from '../../src/formats/format.ts';
import type { Layout, RawRecords } from '../../src/formats/raw-record.ts';
import { detectFormat } from '../../src/formats/registry.ts';
import type { RejectedRecord } from '../../src/formats/rejected-record.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { ProductReaders } from '../../src/normalize/product-readers.ts';
import type { ReadRecord } from '../../src/normalize/product.ts';

export interface Account {
  readonly format: string | undefined;
  readonly records: number;
  /** Records that no product knows. */
  readonly unknown: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly events: readonly TelemetryEvent[];
  /** By decoder and by reader. */
  readonly rejected: readonly string[];
}

class Accounting implements RecordSink {
  records = 0;
  unknown = 0;
  readonly kinds = new Map<string, number>();
  readonly events: TelemetryEvent[] = [];
  readonly rejected: string[] = [];
  readonly #source: string;
  readonly #readers: ProductReaders;

  constructor(source: string) {
    this.#source = source;
    this.#readers = new ProductReaders({ source, fallbackHost: 'unnamed-host' });
  }

  wantsJson(): boolean {
    return true;
  }

  wantsWindows(): boolean {
    return true;
  }

  json(value: unknown, offset: number, length: number): void {
    const place = { source: this.#source, offset, length };
    this.#count(isObject(value) ? this.#readers.json(value, place) : undefined);
  }

  windows(): void {
    this.#count(undefined);
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void {
    this.#count(this.#readers.raw(layout, record, { source: this.#source, offset, length }));
  }

  reject({ reason, place }: RejectedRecord): void {
    this.rejected.push(`${reason}@${place.offset}+${place.length}`);
  }

  #count(read: ReadRecord | undefined): void {
    this.records++;
    if (read === undefined) {
      this.unknown++;
      return;
    }
    this.kinds.set(read.kind, (this.kinds.get(read.kind) ?? 0) + 1);
    this.events.push(...read.events);
    if (read.broken !== undefined) this.rejected.push(read.broken);
  }
}

export function readMember(source: string, bytes: Buffer): Account {
  const format = detectFormat(bytes);
  const sink = new Accounting(source);
  const decoder = format?.open(source, sink);
  decoder?.push(bytes);
  decoder?.end();
  return {
    format: format?.id,
    records: sink.records,
    unknown: sink.unknown,
    kinds: Object.fromEntries([...sink.kinds].sort()),
    events: sink.events,
    rejected: sink.rejected,
  };
}

/** Events counted by kind. */
export function countByKind(events: readonly TelemetryEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
