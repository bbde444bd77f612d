import { comparePlaces } from '../../event/place.ts';
import type { Place } from '../../event/place.ts';
import type { AuditGroup, AuditRecord } from './audit-group.ts';
import { OpenEvent } from './open-event.ts';
import { Cwd, Execve, OpenHow, Path, Sockaddr } from './record-type.ts';
import { callOf, gateUring } from './syscall-gate.ts';

/** An event, or the part of one that a file held, and where. */
export interface PlacedGroup {
  readonly group: AuditGroup;
  readonly place: Place;
}

const ROLES: ReadonlyMap<string, number> = new Map([
  ['EXECVE', Execve],
  ['CWD', Cwd],
  ['PATH', Path],
  ['SOCKADDR', Sockaddr],
  ['OPENAT2', OpenHow],
]);

/**
 * Makes whole events of the parts that rotation or a cut of a file left: parts of one node, time and serial number belong
 * together, in whatever order they are given and however often one repeats. What stays torn says so in `complete`.
 */
export function stitchAudit(fragments: readonly PlacedGroup[]): PlacedGroup[] {
  const events = new Map<string, PlacedGroup[]>();
  for (const fragment of [...fragments].sort((a, b) => comparePlaces(a.place, b.place))) {
    const { node, time, serial } = fragment.group;
    const key = `${serial} ${time} ${node ?? ''}`;
    const known = events.get(key);
    if (known === undefined) events.set(key, [fragment]);
    else known.push(fragment);
  }
  return [...events.values()].flatMap((parts) => merge(parts) ?? []);
}

function merge(parts: readonly PlacedGroup[]): PlacedGroup | undefined {
  const records = new Map<string, AuditRecord>();
  for (const { group } of parts)
    for (const record of group.records) {
      const key = `${record.type} ${record.text}`;
      if (!records.has(key)) records.set(key, record);
    }
  const call = [...records.values()].find(({ type }) => type === 'SYSCALL' || type === 'URINGOP');
  // The part with the call stands for the event where its parts lie in several files.
  const main = parts.find(({ group }) => call !== undefined && group.records.includes(call)) ?? parts[0];
  if (main === undefined) return undefined;
  const { node, time, serial } = main.group;
  const event = new OpenEvent(node, time, serial, 0, 0);
  if (call !== undefined) setCall(event, call);
  for (const { type, text } of records.values()) {
    const role = ROLES.get(type);
    if (role === undefined) continue;
    if (event.needs(role) && event.hasRoomFor(text)) event.add(role, text);
  }
  const complete = !event.lacksRecords;
  return { group: { node, time, serial, records: event.records, complete }, place: span(main, parts) };
}

function setCall(event: OpenEvent, { type, text }: AuditRecord): void {
  const call = type === 'SYSCALL' ? callOf(text) : gateUring(text);
  if (typeof call !== 'string') event.setCall(call, type, text);
}

function span(main: PlacedGroup, parts: readonly PlacedGroup[]): Place {
  const { source } = main.place;
  let { offset } = main.place;
  let end = offset + main.place.length;
  for (const { place } of parts) {
    if (place.source !== source) continue;
    offset = Math.min(offset, place.offset);
    end = Math.max(end, place.offset + place.length);
  }
  return { source, offset, length: end - offset };
}
