import { ArgumentCount } from './argument-count.ts';
import type { AuditRecord } from './audit-group.ts';
import type { AuditSyscall } from './audit-syscall.ts';
import { decimalField, rawField, unquoted } from './raw-field.ts';
import { Cwd, Execve, OpenHow, Path, Sockaddr } from './record-type.ts';

/** What records an event of a role needs; others of it are not kept. */
const NEEDS: Readonly<Record<AuditSyscall['role'], readonly number[]>> = {
  exec: [Execve, Cwd, Path],
  process: [],
  connect: [Sockaddr],
  address: [Sockaddr],
  file: [Cwd, Path, OpenHow],
};

/** Of an execution only the file that was named (some kernels tell it twice) and its interpreter matter. */
const EXEC_PATHS = 3;
const NAMES = new Map([
  [Execve, 'EXECVE'],
  [Cwd, 'CWD'],
  [Path, 'PATH'],
  [Sockaddr, 'SOCKADDR'],
  [OpenHow, 'OPENAT2'],
]);

/** Longest text kept of one event; the kernel's own limit for arguments is 6 MiB, twice that in hexadecimal. */
const LONGEST_EVENT = 16 * 1024 * 1024;
/** The kernel cuts arguments into records of 7,500 bytes. */
const MOST_RECORDS = 4_096;

/** An event some of whose records have come, in any order. `done` ones are remembered so that late records are known. */
export class OpenEvent {
  readonly node: string | undefined;
  readonly time: number;
  readonly serial: number;
  /** Another event with the same serial number. */
  next: OpenEvent | undefined;
  done = false;
  call: AuditSyscall | undefined;
  /** Nothing of an event comes after its terminator, if its SYSCALL came before. */
  terminated = false;
  records: AuditRecord[] = [];
  /** Offsets of the first byte of its first record and behind its last one. */
  start: number;
  end: number;
  /** Characters kept. */
  size = 0;
  /** Line of the member on which it began. */
  readonly line: number;
  #items = -1;
  #paths = 0;
  #hasCwd = false;
  #hasAddress = false;
  #arguments: ArgumentCount | undefined;

  constructor(node: string | undefined, time: number, serial: number, offset: number, line: number) {
    this.node = node;
    this.time = time;
    this.serial = serial;
    this.start = offset;
    this.end = offset;
    this.line = line;
  }

  /** Does a record of this type still matter? Before the call is known, all do. */
  needs(role: number): boolean {
    return this.call === undefined || NEEDS[this.call.role].includes(role);
  }

  hasRoomFor(text: string): boolean {
    return this.records.length < MOST_RECORDS && this.size + text.length <= LONGEST_EVENT;
  }

  /** The event's SYSCALL or URINGOP. */
  setCall(call: AuditSyscall, type: string, text: string): void {
    if (this.call !== undefined) return;
    this.call = call;
    this.#items = decimalField(text, ' items=') ?? 0;
    this.#keep(type, text);
    if (this.records.length > 1)
      this.records = this.records.filter((record) => record.type === type || this.#isNeeded(record.type));
  }

  /** Another record of the event. */
  add(role: number, text: string): void {
    const type = NAMES.get(role) ?? '';
    if (this.records.some((record) => record.type === type && record.text === text)) return;
    if (role === Path) {
      this.#paths++;
      if (this.call?.role === 'exec' && (decimalField(text, ' item=') ?? 0) >= EXEC_PATHS) return;
    } else if (role === Cwd) this.#hasCwd = true;
    else if (role === Sockaddr) this.#hasAddress = true;
    else if (role === Execve) {
      this.#arguments ??= new ArgumentCount();
      this.#arguments.add(text);
    }
    this.#keep(type, text);
  }

  /** Is everything here that its kind of event needs? */
  get whole(): boolean {
    switch (this.call?.role) {
      case 'exec':
        return this.hasArguments && this.#hasPaths && (this.#hasCwd || this.terminated);
      case 'file':
        return this.#hasPaths && (this.#hasCwd || this.terminated || this.#items === 0);
      case 'connect':
      case 'address':
        return this.#hasAddress;
      case 'process':
        return true;
      case undefined:
        return false;
    }
  }

  /** Is something known to be missing without which it tells less? Working directory and paths may be excluded by rule. */
  get lacksRecords(): boolean {
    if (this.call === undefined) return true;
    return this.call.role === 'exec' ? !this.hasArguments : !this.whole;
  }

  get hasArguments(): boolean {
    return this.#arguments?.complete === true;
  }

  get #hasPaths(): boolean {
    return this.#paths >= this.#items;
  }

  #isNeeded(type: string): boolean {
    for (const [role, name] of NAMES) if (name === type) return this.needs(role);
    return false;
  }

  #keep(type: string, text: string): void {
    this.size += text.length;
    this.records.push({ type, text });
  }
}

/** Name of the call in an enriched record (`SYSCALL=connect`). */
export function enrichedCall(text: string): string | undefined {
  return unquoted(rawField(text.slice(Math.max(0, text.lastIndexOf('SYSCALL='))), ' SYSCALL='));
}
