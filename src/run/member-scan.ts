/**
 * Reads one source member: bytes to records to events to observations, counting what was skipped, used and rejected.
 * This is the whole hot path of a hunt; it holds nothing that depends on another member.
 */
import type { Observation } from '../engine/observation.ts';
import type { TelemetryEvent } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import type { RecordSink } from '../formats/format.ts';
import type { Layout, RawRecords } from '../formats/raw-record.ts';
import type { AuditGroup } from '../formats/audit/audit-group.ts';
import type { PlacedGroup } from '../formats/audit/stitch-audit.ts';
import type { RejectedRecord, RejectReason } from '../formats/rejected-record.ts';
import type { WindowsRecord } from '../formats/windows-record.ts';
import { ProductReaders } from '../normalize/product-readers.ts';
import type { ReadRecord, SourceContext } from '../normalize/product.ts';
import { WindowsGate } from '../normalize/windows/gate.ts';
import { isObject } from '../normalize/json-object.ts';
import { normalizeWindows, wantsWindowsEvent, windowsKind } from '../normalize/windows/normalize-windows.ts';
import { readWindowsShape } from '../normalize/windows/shapes/shapes.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';

/** How many rejected records of one member are described; the rest are counted. */
const MOST_REJECTED = 20;
const MOST_HOSTS = 1_000;
/** Torn records of one member: a few at each end, unless somebody writes them on purpose. */
const MOST_FRAGMENTS = 1_000;

/** Takes events and says which of them are worth keeping. */
export interface EventObserver {
  observe(event: TelemetryEvent): Observation | undefined;
}

export class MemberScan implements RecordSink {
  readonly rejected: RejectedRecord[] = [];
  readonly fragments: PlacedGroup[] = [];
  records = 0;
  used = 0;
  rejectedCount = 0;
  readonly reasons: Map<RejectReason, number> = new Map();
  /** JSON records that no known product wrote. */
  unknown = 0;
  readonly #source: string;
  readonly #observer: EventObserver;
  readonly #emit: (observation: Observation) => void;
  /** `sources` reads everything, so that its counts by kind are exact. */
  readonly #readAll: boolean;
  readonly #gate = new WindowsGate();
  readonly #products: ProductReaders;
  readonly #kinds = new Map<string, number>();
  readonly #skipped = new Map<number, number>();
  readonly #hosts = new Set<string>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    { source, fallbackHost }: SourceContext,
    observer: EventObserver,
    emit: (observation: Observation) => void,
    readAll: boolean,
  ) {
    this.#source = source;
    this.#products = new ProductReaders({ source, fallbackHost });
    this.#observer = observer;
    this.#emit = emit;
    this.#readAll = readAll;
  }

  wantsJson(bytes: Buffer, start: number, end: number): boolean {
    if (this.#readAll) return true;
    const id = this.#gate.skippableEventId(bytes, start, end);
    if (id < 0) return true;
    this.records++;
    this.#skipped.set(id, (this.#skipped.get(id) ?? 0) + 1);
    return false;
  }

  wantsWindows(provider: string, eventId: number): boolean {
    if (this.#readAll || wantsWindowsEvent(provider, eventId)) return true;
    this.records++;
    this.#count(windowsKind(provider, eventId));
    return false;
  }

  json(value: unknown, offset: number, length: number): void {
    if (isObject(value)) {
      const windows = readWindowsShape(value);
      if (windows !== undefined) {
        this.windows(windows.record, offset, length);
        return;
      }
      const place = { source: this.#source, offset, length };
      const read = this.#products.json(value, place);
      if (read !== undefined) {
        this.#take(read, place);
        return;
      }
    }
    this.records++;
    this.unknown++;
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void {
    const place = { source: this.#source, offset, length };
    if (isTorn(record) && this.fragments.length < MOST_FRAGMENTS) {
      this.records++;
      this.fragments.push({ group: record, place });
      return;
    }
    const read = this.#products.raw(layout, record, place);
    if (read !== undefined) this.#take(read, place);
    else {
      this.records++;
      this.unknown++;
    }
  }

  #take({ kind, host, time, events, broken }: ReadRecord, place: Place): void {
    this.records++;
    this.#count(kind);
    this.#saw(host, time);
    if (broken !== undefined) this.reject({ reason: 'field-missing', place, detail: broken });
    if (events.length > 0) this.used++;
    for (const event of events) {
      const observation = this.#observer.observe(event);
      if (observation !== undefined) this.#emit(observation);
    }
  }

  #saw(host: string | undefined, time: number | undefined): void {
    if (host !== undefined && this.#hosts.size < MOST_HOSTS) this.#hosts.add(host);
    if (time === undefined) return;
    if (time < this.#first) this.#first = time;
    if (time > this.#last) this.#last = time;
  }

  windows(record: WindowsRecord, offset: number, length: number): void {
    this.records++;
    this.#count(windowsKind(record.provider, record.eventId));
    const logged = record.loggedTime;
    this.#saw(record.computer.toLowerCase(), logged);
    const place = { source: this.#source, offset, length };
    const event = normalizeWindows(record, place);
    if (event === undefined) {
      if (logged === undefined && wantsWindowsEvent(record.provider, record.eventId)) {
        this.reject({
          reason: 'field-missing',
          place,
          detail: 'the record carries no time that can be read',
        });
      }
      return;
    }
    this.used++;
    const observation = this.#observer.observe(event);
    if (observation !== undefined) this.#emit(observation);
  }

  reject(rejected: RejectedRecord): void {
    this.rejectedCount++;
    this.reasons.set(rejected.reason, (this.reasons.get(rejected.reason) ?? 0) + 1);
    if (this.rejected.length < MOST_REJECTED) this.rejected.push(rejected);
  }

  /** Records a decoder left out by itself. */
  addSkipped(skipped: ReadonlyMap<string, number> | undefined): void {
    for (const [kind, count] of skipped ?? []) {
      this.records += count;
      const named = `${kind} (skipped unread)`;
      this.#kinds.set(named, (this.#kinds.get(named) ?? 0) + count);
    }
  }

  /** Counts so far; summaries of the segments of one file are added up by `addSummaries`. */
  summary(format: string, bytes: number, note: string | undefined): SourceSummary {
    const kinds = new Map(this.#kinds);
    for (const [id, count] of this.#skipped) kinds.set(`event ${id} (skipped unread)`, count);
    return {
      source: this.#source,
      format,
      bytes,
      records: this.records,
      used: this.used,
      rejected: this.rejectedCount,
      kinds: Object.fromEntries([...kinds].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))),
      hosts: [...this.#hosts].sort(),
      first: Number.isFinite(this.#first) ? Math.floor(this.#first) : undefined,
      last: Number.isFinite(this.#last) ? Math.floor(this.#last) : undefined,
      note:
        note ??
        (this.unknown > 0 ? `${this.unknown} JSON records are of no product Postern knows` : undefined),
    };
  }

  #count(kind: string): void {
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
  }
}

function isTorn(record: RawRecords[Layout]): record is AuditGroup {
  return 'complete' in record && !record.complete;
}
