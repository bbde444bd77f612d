import type { RecordSink } from '../format.ts';
import { AuditAssembler } from './audit-assembler.ts';
import { AuditHeader } from './audit-header.ts';
import type { GroupTaker } from './audit-assembler.ts';
import { LONGEST_HEADER, readLogHeader } from './log-header.ts';
import { Detail, RecordTypes, Skip } from './record-type.ts';
import { endsWhole } from './whole-line.ts';

/** Lines in the output of `ausearch` that are no records. */
const SEPARATOR = /^(?:-{4,}|time->.*)$/;
/** `ausearch -i` writes local times and interpreted values, which cannot be turned back. */
const INTERPRETED = /^(?:node=\S+ )?type=\S+ msg=audit\(\d{1,2}[/.]/;
/** The beginning of a line of syslog; what is none of ours there is another program's. */
const OTHER_LOG_LINE =
  /^(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d)/;
const LONGEST_LOOKED_AT = 256;
const SYSMON = Buffer.from('Linux-Sysmon');
/** Dialect of the lines in which Sysmon for Linux writes its events. */
export const SYSMON_DIALECT = 'sysmon-linux';

/** Takes a line of another program whose text is an event of its own. */
export type LineTaker = (text: string, offset: number, length: number) => void;

/** Reads lines of one member, wherever they come from: files, journals, JSON that carries them. */
export class AuditLines {
  readonly #types = new RecordTypes();
  readonly #header = new AuditHeader(this.#types);
  readonly #assembler: AuditAssembler;
  readonly #source: string;
  readonly #reject: RecordSink['reject'];
  readonly #takeSysmon: LineTaker | undefined;
  /** Lines of other programs in a shared log. */
  #others = 0;

  constructor(source: string, take: GroupTaker, reject: RecordSink['reject'], takeSysmon?: LineTaker) {
    this.#source = source;
    this.#takeSysmon = takeSysmon;
    this.#assembler = new AuditAssembler(take);
    this.#reject = reject;
  }

  /** What was left out without being read further, by kind: bounded, in the words of the audit system. */
  get skipped(): ReadonlyMap<string, number> {
    const skipped = new Map<string, number>();
    const add = (kind: string, count: number): void => {
      skipped.set(kind, (skipped.get(kind) ?? 0) + count);
    };
    for (const [name, count] of this.#types.skipped()) add(`auditd ${name}`, count);
    for (const [reason, count] of this.#assembler.skipped) add(`auditd ${reason}`, count);
    if (this.#others > 0) add('line of another program', this.#others);
    return skipped;
  }

  /**
   * Reads `bytes[start, end)`, a line without its end, which lies in the member from `offset` to `endOffset`; `whole` is
   * false if its end is missing. Is it a record?
   */
  line(
    bytes: Buffer,
    start: number,
    end: number,
    offset: number,
    endOffset: number,
    whole: boolean,
  ): boolean {
    const header = this.#header;
    if (!header.read(bytes, start, end) && !this.#readOther(bytes, start, end, offset)) return false;
    if (
      !whole &&
      isRead(header.type.role) &&
      !endsWhole(header.type.role, bytes.toString('utf8', header.body, end))
    ) {
      this.#broken('truncated', 'the last record has no end', offset, end - start);
      return false;
    }
    this.#assembler.add(header, bytes, end, offset, endOffset);
    return true;
  }

  end(): void {
    this.#assembler.end();
  }

  /** Is it a record behind the header of another log? Everything else is accounted for here. */
  #readOther(bytes: Buffer, start: number, end: number, offset: number): boolean {
    if (this.#header.readLogLine(bytes, start, end)) return true;
    const text = bytes.toString('latin1', start, Math.min(end, start + LONGEST_LOOKED_AT));
    if (text.trim() === '' || SEPARATOR.test(text)) return false;
    if (OTHER_LOG_LINE.test(text)) {
      if (this.#takeSysmon !== undefined && isSysmonLine(bytes, start, end))
        this.#takeSysmon(bytes.toString('utf8', start, end), offset, end - start);
      else this.#others++;
    } else if (INTERPRETED.test(text)) {
      const detail =
        'an interpreted record of ausearch -i, which cannot be turned back: export with ausearch --raw';
      this.#broken('audit-broken', detail, offset, end - start);
    } else this.#broken('audit-broken', 'a line that is no audit record', offset, end - start);
    return false;
  }

  #broken(reason: 'audit-broken' | 'truncated', detail: string, offset: number, length: number): void {
    this.#reject({ reason, place: { source: this.#source, offset, length }, detail });
  }
}

/** Does a log line hold an event of Sysmon for Linux, written by itself? What another program quotes is its own text. */
function isSysmonLine(bytes: Buffer, start: number, end: number): boolean {
  const line = bytes.toString('latin1', start, Math.min(end, start + LONGEST_HEADER));
  const header = readLogHeader(line);
  if (header?.tag !== 'sysmon' || !line.startsWith('<Event', header.length)) return false;
  return bytes.subarray(start, end).includes(SYSMON);
}

/** Is this a line that something other than the audit system wrote into a shared log, or `ausearch -i` made of a record? */
export function isRelatedLine(bytes: Buffer, start: number, end: number): boolean {
  const text = bytes.toString('latin1', start, Math.min(end, start + LONGEST_LOOKED_AT));
  return INTERPRETED.test(text) || (OTHER_LOG_LINE.test(text) && isSysmonLine(bytes, start, end));
}

function isRead(role: number): boolean {
  return role !== Skip && role !== Detail;
}
