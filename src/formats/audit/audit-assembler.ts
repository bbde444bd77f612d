import type { AuditGroup } from './audit-group.ts';
import type { AuditHeader } from './audit-header.ts';
import { OpenEvent } from './open-event.ts';
import { Detail, Notice, Skip, Sockaddr, Syscall, Terminator, Uring } from './record-type.ts';
import { gateSyscall, gateUring } from './syscall-gate.ts';

/** Takes events with the offset of their first byte and their length. */
export type GroupTaker = (group: AuditGroup, offset: number, length: number) => void;

/** An event is over when another of its node is this much later (auparse: `end_of_event_timeout` of 2 s). */
const OVER_AFTER = 2_000;
/** The same for logs of several nodes, whose clocks differ, in lines. */
const OVER_AFTER_LINES = 20_000;
const MOST_OPEN = 2_048;
const MOST_KEPT = 64 * 1024 * 1024;
/** Different events that share a serial number: it wraps and begins anew, but not often. */
const MOST_NAMESAKES = 16;
/** Events remembered after their end, so that their late records and repeated lines open none. */
const MOST_DONE = 2_048;

const SADDR = Buffer.from('saddr=');

/**
 * Puts records together to events by node, time and serial number, however they interleave. An event is handed over as
 * soon as it has what its kind needs; else when it is over; else, torn, at the end. Bounded in events and characters.
 */
export class AuditAssembler {
  /** Events left out, by reason. */
  readonly skipped: Map<string, number> = new Map();
  readonly #take: GroupTaker;
  readonly #bySerial = new Map<number, OpenEvent>();
  readonly #open = new Set<OpenEvent>();
  readonly #done: OpenEvent[] = [];
  #nextDone = 0;
  #kept = 0;
  #line = 0;
  /** Most records follow another one of the same event. */
  #last: OpenEvent | undefined;

  constructor(take: GroupTaker) {
    this.#take = take;
  }

  /** Adds the record `bytes[header.body, end)`, which lies at `offset` and ends at `endOffset`. */
  add(header: AuditHeader, bytes: Buffer, end: number, offset: number, endOffset: number): void {
    const { role } = header.type;
    this.#line++;
    if (role === Skip) header.type.skipped++;
    else if (role === Notice) this.#notice(header, bytes, end, offset, endOffset);
    else if (role !== Detail) this.#record(header, bytes, end, offset, endOffset);
  }

  /** Hands over what is still open, as torn. */
  end(): void {
    for (const event of this.#open) this.#deliver(event, event.whole && event.terminated);
    this.#open.clear();
    this.#bySerial.clear();
    this.#last = undefined;
  }

  #notice(header: AuditHeader, bytes: Buffer, end: number, offset: number, endOffset: number): void {
    const { node, time, serial, type } = header;
    const records = [{ type: type.name, text: bytes.toString('utf8', header.body, end) }];
    this.#take({ node, time, serial, records, complete: true }, offset, endOffset - offset);
  }

  #record(header: AuditHeader, bytes: Buffer, end: number, offset: number, endOffset: number): void {
    const { role } = header.type;
    let event = this.#find(header);
    if (event === undefined) {
      // What only ends an event opens none.
      if (role === Terminator) return;
      event = this.#begin(header, offset);
    }
    if (event.done || (role !== Terminator && !event.needs(role) && role !== Syscall && role !== Uring))
      return;
    if (offset < event.start) event.start = offset;
    if (role === Syscall || role === Uring) this.#call(event, header, bytes, end);
    else if (role === Terminator) event.terminated ||= event.call !== undefined;
    else if (role === Sockaddr && event.call !== undefined && !isInternet(bytes, header.body, end))
      this.#refuse(event, 'address that is not IP');
    else this.#keep(event, role, bytes.toString('utf8', header.body, end));
    if (event.done) return;
    if (role !== Terminator) event.end = endOffset;
    if (event.whole) this.#finish(event);
    else if (event.terminated && event.call?.role === 'address')
      this.#refuse(event, 'call without an address');
    else if (this.#kept > MOST_KEPT) this.#closeOldest();
  }

  #keep(event: OpenEvent, role: number, text: string): void {
    if (!event.hasRoomFor(text)) {
      this.#count('record of an event that is too long');
      return;
    }
    const before = event.size;
    event.add(role, text);
    this.#kept += event.size - before;
  }

  #call(event: OpenEvent, header: AuditHeader, bytes: Buffer, end: number): void {
    const isUring = header.type.role === Uring;
    const text = isUring ? bytes.toString('utf8', header.body, end) : '';
    const call = isUring ? gateUring(text) : gateSyscall(bytes, header.body, end);
    if (typeof call === 'string') {
      this.#refuse(event, call);
      return;
    }
    const before = event.size;
    event.setCall(call, header.type.name, isUring ? text : bytes.toString('utf8', header.body, end));
    this.#kept += event.size - before;
  }

  #find(header: AuditHeader): OpenEvent | undefined {
    const last = this.#last;
    if (last !== undefined && is(last, header)) return last;
    let event = this.#bySerial.get(header.serial);
    while (event !== undefined && !is(event, header)) event = event.next;
    if (event !== undefined) this.#last = event;
    return event;
  }

  #begin(header: AuditHeader, offset: number): OpenEvent {
    const event = new OpenEvent(header.node, header.time, header.serial, offset, this.#line);
    this.#closeOver(event);
    event.next = this.#bySerial.get(header.serial);
    this.#bySerial.set(header.serial, event);
    this.#limitNamesakes(event);
    this.#open.add(event);
    this.#last = event;
    return event;
  }

  #limitNamesakes(event: OpenEvent): void {
    let namesake = event;
    for (let count = 1; count < MOST_NAMESAKES; count++) {
      if (namesake.next === undefined) return;
      namesake = namesake.next;
    }
    if (namesake.next !== undefined && !namesake.next.done) this.#close(namesake.next);
    namesake.next = undefined;
  }

  /** Closes events that are over now that `event` has begun. */
  #closeOver(event: OpenEvent): void {
    for (const oldest of this.#open) {
      const over =
        this.#open.size >= MOST_OPEN ||
        (oldest.node === event.node && event.time - oldest.time >= OVER_AFTER) ||
        event.line - oldest.line >= OVER_AFTER_LINES;
      if (!over) return;
      this.#close(oldest);
    }
  }

  #closeOldest(): void {
    for (const oldest of this.#open) {
      this.#close(oldest);
      return;
    }
  }

  #close(event: OpenEvent): void {
    if (event.call?.role === 'address') this.#refuse(event, 'call without an address');
    else {
      this.#deliver(event, !event.lacksRecords);
      this.#forget(event);
    }
  }

  #finish(event: OpenEvent): void {
    this.#deliver(event, true);
    this.#forget(event);
  }

  #refuse(event: OpenEvent, reason: string): void {
    this.#count(reason);
    this.#forget(event);
  }

  #count(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  #deliver(event: OpenEvent, complete: boolean): void {
    const { node, time, serial, start, end, records } = event;
    if (records.length > 0) this.#take({ node, time, serial, records, complete }, start, end - start);
  }

  /** Keeps only that the event was there. */
  #forget(event: OpenEvent): void {
    event.done = true;
    this.#kept -= event.size;
    event.records = [];
    this.#open.delete(event);
    const evicted = this.#done[this.#nextDone];
    if (evicted !== undefined) this.#remove(evicted);
    this.#done[this.#nextDone] = event;
    this.#nextDone = (this.#nextDone + 1) % MOST_DONE;
  }

  #remove(event: OpenEvent): void {
    if (this.#last === event) this.#last = undefined;
    const first = this.#bySerial.get(event.serial);
    if (first === event) {
      if (event.next === undefined) this.#bySerial.delete(event.serial);
      else this.#bySerial.set(event.serial, event.next);
      return;
    }
    for (let before = first; before !== undefined; before = before.next) {
      if (before.next === event) before.next = event.next;
    }
  }
}

function is(event: OpenEvent, header: AuditHeader): boolean {
  return event.serial === header.serial && event.time === header.time && event.node === header.node;
}

/** Is the address of family AF_INET or AF_INET6, in either byte order? */
function isInternet(bytes: Buffer, start: number, end: number): boolean {
  if (start + SADDR.length + 4 > end || !bytes.subarray(start, start + SADDR.length).equals(SADDR))
    return true;
  const family = bytes.toString('latin1', start + SADDR.length, start + SADDR.length + 4).toUpperCase();
  return family === '0200' || family === '0A00' || family === '0002' || family === '000A';
}
