import type { TelemetryEvent } from '../../src/event/event.ts';
import { openAudit } from '../../src/formats/audit/audit-format.ts';
import type { RecordSink } from '../../src/formats/format.ts';
import type { Layout, RawRecords } from '../../src/formats/raw-record.ts';
import { detectFormat } from '../../src/formats/registry.ts';
import type { RejectedRecord } from '../../src/formats/rejected-record.ts';
import type { WindowsRecord } from '../../src/formats/windows-record.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { ProductReaders } from '../../src/normalize/product-readers.ts';
import type { ReadRecord } from '../../src/normalize/product.ts';
import {
  normalizeWindows,
  wantsWindowsEvent,
  windowsKind,
} from '../../src/normalize/windows/normalize-windows.ts';

/** What a file came to, record by record. */
export interface SampleAccount {
  readonly format: string | undefined;
  readonly kinds: Record<string, number>;
  readonly events: TelemetryEvent[];
  readonly rejected: RejectedRecord[];
  readonly broken: string[];
  /** Left out unread, by kind. */
  readonly skipped: Record<string, number>;
  /** JSON that no product knows. */
  readonly unknown: unknown[];
}

/** Reads a file as a hunt does, from its bytes to events. */
export function readSample(bytes: Buffer, source = 'sample', fallbackHost = 'unnamed'): SampleAccount {
  const format = detectFormat(bytes);
  const sink = new SampleSink(source, fallbackHost);
  const decoder = format?.id === 'audit' ? openAudit(source, sink) : format?.open(source, sink);
  for (let at = 0; at < bytes.length; at += 65_536) decoder?.push(bytes.subarray(at, at + 65_536));
  decoder?.end();
  const skipped = decoder !== undefined && 'skipped' in decoder ? decoder.skipped : new Map<string, number>();
  return {
    ...sink.account,
    format: format?.id,
    skipped: Object.fromEntries(skipped),
  };
}

/** Reads the lines of an audit log of the host `web1`. */
export function readAuditLog(lines: readonly string[]): SampleAccount {
  return readSample(Buffer.from(lines.map((line) => `${line}\n`).join('')), 'audit.log', 'web1');
}

/** Events by kind. */
export function eventKinds(account: SampleAccount): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of account.events) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

class SampleSink implements RecordSink {
  readonly account: Omit<SampleAccount, 'format' | 'skipped'> = {
    kinds: {},
    events: [],
    rejected: [],
    broken: [],
    unknown: [],
  };
  readonly #source: string;
  readonly #readers: ProductReaders;

  constructor(source: string, fallbackHost: string) {
    this.#source = source;
    this.#readers = new ProductReaders({ source, fallbackHost });
  }

  wantsJson(): boolean {
    return true;
  }

  wantsWindows(provider: string, eventId: number): boolean {
    return wantsWindowsEvent(provider, eventId);
  }

  json(value: unknown, offset: number, length: number): void {
    const read = isObject(value)
      ? this.#readers.json(value, { source: this.#source, offset, length })
      : undefined;
    if (read === undefined) this.account.unknown.push(value);
    else this.#take(read);
  }

  windows(record: WindowsRecord, offset: number, length: number): void {
    const event = normalizeWindows(record, { source: this.#source, offset, length });
    const kind = windowsKind(record.provider, record.eventId);
    this.#take({
      kind,
      host: record.computer,
      time: record.loggedTime,
      events: event === undefined ? [] : [event],
    });
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], offset: number, length: number): void {
    const read = this.#readers.raw(layout, record, { source: this.#source, offset, length });
    if (read !== undefined) this.#take(read);
  }

  reject(rejected: RejectedRecord): void {
    this.account.rejected.push(rejected);
  }

  #take({ kind, events, broken }: ReadRecord): void {
    this.account.kinds[kind] = (this.account.kinds[kind] ?? 0) + 1;
    this.account.events.push(...events);
    if (broken !== undefined) this.account.broken.push(broken);
  }
}
