import type { TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { AuditGroup } from '../../formats/audit/audit-group.ts';
import { AuditLines } from '../../formats/audit/audit-lines.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import type { ReadRecord, SourceContext } from '../product.ts';
import { readAuditGroup } from './auditd/auditd.ts';

const RECORD_TYPE = /type=([A-Z][A-Z0-9_]{1,39}) /;
/** A text of the kernel holds no space, so what looks like the beginning of a record behind one is one. */
const BETWEEN = /\r?\n| (?=type=[A-Z0-9_]{3,40} msg=audit\()/;
const MOST_LINES = 4_096;

/**
 * Audit records that travel one by one in JSON: an event is told with the record that completes it, and spans the JSON
 * records of all its parts.
 */
export class CarriedAudit {
  readonly #context: SourceContext;
  readonly #lines: AuditLines;
  #groups: { readonly group: AuditGroup; readonly place: Place }[] = [];
  #rejected: string[] = [];

  constructor(context: SourceContext) {
    this.#context = context;
    const { source } = context;
    this.#lines = new AuditLines(
      source,
      (group, offset, length) => void this.#groups.push({ group, place: { source, offset, length } }),
      ({ detail }) => void this.#rejected.push(detail),
    );
  }

  /** Reads the records of one JSON record: mostly one, where they were put together several, on a line each or on one. */
  read(text: string, host: string | undefined, place: Place): ReadRecord {
    this.#groups = [];
    this.#rejected = [];
    for (const line of text.split(BETWEEN, MOST_LINES)) {
      // Records of several hosts may come together, and serial numbers are those of each host.
      const named = host !== undefined && line.startsWith('type=') ? `node=${host} ${line}` : line;
      const bytes = Buffer.from(named);
      this.#lines.line(bytes, 0, bytes.length, place.offset, place.offset + place.length, true);
    }
    const events: TelemetryEvent[] = [];
    let [broken] = this.#rejected;
    let time: number | undefined;
    for (const { group, place } of this.#groups) {
      const read = readAuditGroup(group, place, host ?? this.#context.fallbackHost);
      events.push(...read.events);
      broken ??= read.broken;
      time ??= read.time;
    }
    const type = RECORD_TYPE.exec(text.slice(0, 600))?.[1] ?? 'record';
    return { kind: `auditd ${type} in JSON`, host, time, events, broken };
  }
}

/**
 * A record of the journal's own audit transport as auditd would have written it: time and serial number are fields of
 * their own, and the message begins with the type.
 */
export function journalAuditLine(record: JsonObject, message: string): string | undefined {
  const micros = text(record['_SOURCE_REALTIME_TIMESTAMP']) ?? text(record['__REALTIME_TIMESTAMP']);
  const serial = text(record['_AUDIT_ID']);
  if (
    micros === undefined ||
    !/^\d{13,17}$/.test(micros) ||
    serial === undefined ||
    !/^\d{1,15}$/.test(serial)
  )
    return undefined;
  const millis = Math.floor(Number(micros) / 1000);
  const space = message.indexOf(' ');
  if (space < 0) return undefined;
  const named = text(record['_AUDIT_TYPE_NAME']) ?? text(record['_AUDIT_TYPE']) ?? message.slice(0, space);
  const stamp = `${Math.floor(millis / 1000)}.${String(millis % 1000).padStart(3, '0')}:${serial}`;
  return `type=${named.replaceAll(' ', '')} msg=audit(${stamp}): ${message.slice(space + 1)}`;
}

/** All records of an event as go-audit writes them: types as numbers, stamp and texts in fields. */
export function goAuditLines(record: JsonObject): string | undefined {
  const stamp = `${text(record['timestamp'])}:${text(record['sequence'])}`;
  const messages = record['messages'];
  if (!/^\d{1,11}\.\d{3}:\d{1,15}$/.test(stamp) || !Array.isArray(messages)) return undefined;
  const lines: string[] = [];
  for (const message of messages.slice(0, MOST_LINES)) {
    const data: unknown = isObject(message) ? message['data'] : undefined;
    const type: unknown = isObject(message) ? message['type'] : undefined;
    if (typeof type === 'number' && typeof data === 'string' && !data.includes('\n'))
      lines.push(`type=${type} msg=audit(${stamp}): ${data}`);
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}
