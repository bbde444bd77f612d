import { parseTimestamp } from '../../event/timestamp.ts';
import { LONGEST_HEADER, readLogHeader } from './log-header.ts';
import type { LogHeader } from './log-header.ts';
import type { RecordType, RecordTypes } from './record-type.ts';
import { Detail, Skip } from './record-type.ts';

const SPACE = 0x20;
const COLON = 0x3a;
const NODE = Buffer.from('node=');
const TYPE = Buffer.from('type=');
const MSG = Buffer.from('msg=');
const AUDIT = Buffer.from('audit(');
const LONGEST_NODE = 255;
/** What the kernel puts in front of what the audit system prints. */
const KERNEL = 'audit: ';
/** What the daemon says when it cannot write: `Audit daemon is suspending logging due to no space left …`. */
const DAEMON = 'Audit daemon ';
/** Digits of seconds since 1970, until the year 5138. */
const MOST_SECONDS = 11;
const MOST_SERIAL = 15;

/**
 * Reads the head of a line, `[node=HOST ]type=TYPE msg=audit(SECONDS.MILLIS:SERIAL): `, into itself: one object serves
 * a member, because every line has a head and most lines are not read further.
 */
export class AuditHeader {
  node: string | undefined;
  type: RecordType;
  /** Milliseconds since 1970 UTC. */
  time = 0;
  serial = 0;
  /** Where the record's own text begins. */
  body = 0;
  readonly #types: RecordTypes;
  /** The last node named, so that its name is made once. */
  #nodeBytes: Buffer = Buffer.alloc(0);
  #nodeName = '';

  constructor(types: RecordTypes) {
    this.#types = types;
    this.type = { name: '', role: Skip, skipped: 0 };
  }

  /** Is `bytes[start, end)` a record? */
  read(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    this.node = undefined;
    if (startsWith(bytes, at, end, NODE)) {
      at = this.#readNode(bytes, at + NODE.length, end);
      if (at < 0) return false;
    }
    return this.#readStamp(bytes, at, end);
  }

  /**
   * The same for a line of syslog or of the kernel's own log, whose header names the host. A header is asked for:
   * text that looks like a record in the middle of another line is somebody's text.
   */
  readLogLine(bytes: Buffer, start: number, end: number): boolean {
    const line = bytes.toString('latin1', start, Math.min(end, start + LONGEST_HEADER));
    const header = readLogHeader(line);
    if (header === undefined) return false;
    const message = start + header.length;
    const isKernel = header.tag === 'kernel' && line.startsWith(KERNEL, header.length);
    if (isKernel && !line.startsWith('type=', header.length + KERNEL.length)) {
      return this.#readNotice(this.#types.kernel, header, message + KERNEL.length);
    }
    if (header.tag === 'auditd' && line.startsWith(DAEMON, header.length)) {
      return this.#readNotice(this.#types.daemon, header, message);
    }
    if (!this.read(bytes, isKernel ? message + KERNEL.length : message, end)) return false;
    this.node ??= header.host.toLowerCase();
    return true;
  }

  /**
   * `audit: backlog limit exceeded`: printed without a stamp, so the time is that of the log line, or of the last record
   * where the line's time names no zone.
   */
  #readNotice(type: RecordType, { host, time }: LogHeader, body: number): boolean {
    const parsed = time === undefined ? undefined : parseTimestamp(time);
    if (parsed?.zoned === true) this.time = Math.floor(parsed.time);
    if (this.time === 0) return false;
    this.node = host.toLowerCase();
    this.type = type;
    this.serial = 0;
    this.body = body;
    return true;
  }

  #readNode(bytes: Buffer, start: number, end: number): number {
    const space = bytes.indexOf(SPACE, start);
    if (space <= start || space >= end || space - start > LONGEST_NODE) return -1;
    const known = this.#nodeBytes;
    if (known.length !== space - start || known.compare(bytes, start, space) !== 0) {
      this.#nodeBytes = Buffer.from(bytes.subarray(start, space));
      this.#nodeName = this.#nodeBytes.toString().toLowerCase().replace(/\.$/, '');
    }
    this.node = this.#nodeName;
    return space + 1;
  }

  #readStamp(bytes: Buffer, start: number, end: number): boolean {
    if (!startsWith(bytes, start, end, TYPE)) return false;
    const name = start + TYPE.length;
    let at = name;
    while (at < end && bytes[at] !== SPACE) at++;
    if (at === name || at === end) return false;
    const type = this.#types.at(bytes, name, at);
    at++;
    if (startsWith(bytes, at, end, MSG)) at += MSG.length;
    if (!startsWith(bytes, at, end, AUDIT)) return false;
    this.type = type;
    // Nobody asks when a record was written that is not read.
    if (type.role === Skip || type.role === Detail) return true;
    at += AUDIT.length;
    let digits = at;
    let seconds = 0;
    for (let digit = digitAt(bytes, at); digit >= 0 && at < end; digit = digitAt(bytes, ++at))
      seconds = seconds * 10 + digit;
    if (at === digits || at - digits > MOST_SECONDS || bytes[at] !== 0x2e) return false;
    digits = ++at;
    let millis = 0;
    for (let digit = digitAt(bytes, at); digit >= 0 && at < end; digit = digitAt(bytes, ++at))
      millis = millis * 10 + digit;
    if (at - digits !== 3 || bytes[at] !== COLON) return false;
    digits = ++at;
    let serial = 0;
    for (let digit = digitAt(bytes, at); digit >= 0 && at < end; digit = digitAt(bytes, ++at))
      serial = serial * 10 + digit;
    if (at === digits || at - digits > MOST_SERIAL || bytes[at] !== 0x29) return false;
    at++;
    // Old daemons write their own records without the colon.
    if (at < end && bytes[at] === COLON) at++;
    else if (at < end && bytes[at] !== SPACE) return false;
    while (at < end && bytes[at] === SPACE) at++;
    this.time = seconds * 1000 + millis;
    this.serial = serial;
    this.body = at;
    return true;
  }
}

function startsWith(bytes: Buffer, start: number, end: number, text: Buffer): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false;
  return true;
}

function digitAt(bytes: Buffer, at: number): number {
  const digit = (bytes[at] ?? 0) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}
