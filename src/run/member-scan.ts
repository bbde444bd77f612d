/**
 * Reads one source member: bytes to records to events to observations, counting what was skipped, used and rejected.
 * This is the whole hot path of a hunt; it holds nothing that depends on another member.
 */
import type { Observation } from '../engine/observation.ts';
import type { Observer } from '../engine/observer.ts';
import type { RecordSink } from '../formats/format.ts';
import type { RejectedRecord, RejectReason } from '../formats/rejected-record.ts';
import type { WindowsRecord } from '../formats/windows-record.ts';
import { WindowsGate } from '../normalize/windows/gate.ts';
import { isObject } from '../normalize/windows/json-object.ts';
import { normalizeWindows, wantsWindowsEvent, windowsKind } from '../normalize/windows/normalize-windows.ts';
import { readWindowsShape } from '../normalize/windows/shapes/shapes.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';

/** How many rejected records of one member are described; the rest are counted. */
const MOST_REJECTED = 20;
const MOST_HOSTS = 1_000;

export class MemberScan implements RecordSink {
  readonly rejected: RejectedRecord[] = [];
  records = 0;
  used = 0;
  rejectedCount = 0;
  readonly reasons: Map<RejectReason, number> = new Map();
  /** JSON records that no known product wrote. */
  unknown = 0;
  readonly #source: string;
  readonly #observer: Observer;
  readonly #emit: (observation: Observation) => void;
  /** `sources` reads everything, so that its counts by kind are exact. */
  readonly #readAll: boolean;
  readonly #gate = new WindowsGate();
  readonly #kinds = new Map<string, number>();
  readonly #skipped = new Map<number, number>();
  readonly #hosts = new Set<string>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    source: string,
    observer: Observer,
    emit: (observation: Observation) => void,
    readAll: boolean,
  ) {
    this.#source = source;
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
    const read = isObject(value) ? readWindowsShape(value) : undefined;
    if (read !== undefined) {
      this.windows(read.record, offset, length);
      return;
    }
    this.records++;
    this.unknown++;
  }

  windows(record: WindowsRecord, offset: number, length: number): void {
    this.records++;
    this.#count(windowsKind(record.provider, record.eventId));
    if (this.#hosts.size < MOST_HOSTS) this.#hosts.add(record.computer.toLowerCase());
    const logged = record.loggedTime;
    if (logged !== undefined) {
      if (logged < this.#first) this.#first = logged;
      if (logged > this.#last) this.#last = logged;
    }
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
