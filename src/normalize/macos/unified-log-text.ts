/**
 * `log show` as text. A message may go on over further lines; of those only the summary of a connection matters, which
 * is complete with its line of bytes.
 */
import type { EventBase, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { ReadRecord, SourceContext } from '../product.ts';
import { word32 } from './audit-token.ts';
import { NETWORK_SUBSYSTEM } from './network-framework.ts';
import { logKind, UnifiedLogEvents } from './unified-log-events.ts';

const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6}(?:[+-]\d{4})?(?=\s)/;
/** thread, type, activity, pid, TTL, process */
const DEFAULT_STYLE = /^0x[0-9a-f]+\s+[A-Z][a-z]+\s+0x[0-9a-f]+\s+(\d{1,10})\s+\d+\s+(.{1,255}?): /;
/** type, process[pid:thread] */
const COMPACT_STYLE = /^[A-Z][a-z]?\s+(.{1,255}?)\[(\d{1,10}):[0-9a-f]+\] /;
/** host, process[pid] */
const SYSLOG_STYLE = /^(\S{1,255})\s+(.{1,255}?)\[(\d{1,10})\](?: <[A-Za-z]+>)?: /;
/** The sender's library and the subsystem stand before the message. */
const LIBRARY = /^\([^)]{0,200}\) /;
const SUBSYSTEM = /^\[([\w.-]{1,200}):([\w. -]{0,200})\] /;
/** Only the end of a connection goes on over further lines that matter. */
const SUMMARY = /\] (?:cancelled|failed)\b/;
const BYTES = /^\s*bytes in\/out:/;
const MOST_LINES = 40;

interface Header {
  readonly host: string | undefined;
  readonly pid: number | undefined;
  readonly process: string;
  readonly message: string;
}

/** A summary whose further lines are awaited. */
interface Open {
  readonly base: EventBase;
  readonly process: ProcessRef;
  readonly lines: string[];
}

/** Opens a reader of the lines of one member, in their order. */
export function openUnifiedLogText(context: SourceContext): (text: string, place: Place) => ReadRecord {
  const events = new UnifiedLogEvents();
  let open: Open | undefined;

  function close(): readonly TelemetryEvent[] {
    if (open === undefined) return [];
    const { base, process, lines } = open;
    open = undefined;
    return events.read({ subsystem: NETWORK_SUBSYSTEM, text: lines.join('\n') }, base, process);
  }

  return (text, place) => {
    const stamp = STAMP.exec(text)?.[0];
    if (stamp === undefined) {
      const none = { host: undefined, time: undefined };
      if (open === undefined) return { kind: 'unified log further line', ...none, events: [] };
      open.lines.push(text);
      const complete = BYTES.test(text) || open.lines.length >= MOST_LINES;
      return { kind: 'unified log further line', ...none, events: complete ? close() : [] };
    }
    const before = close();
    const time = parseTimestamp(stamp)?.time;
    const header = readHeader(text.slice(stamp.length).trimStart());
    const subsystem = SUBSYSTEM.exec(header?.message ?? '')?.[1] ?? '';
    const kind = logKind(subsystem);
    if (header === undefined || time === undefined) {
      return { kind, host: undefined, time, events: before, broken: 'a line of the log that cannot be read' };
    }
    const code = subsystem === '' ? 'message' : subsystem;
    const host = header.host ?? context.fallbackHost;
    const base: EventBase = { host, time, sensor: 'unified-log', platform: 'macos', code, place };
    const process: ProcessRef = { uid: undefined, pid: header.pid, image: header.process };
    const message = header.message.replace(SUBSYSTEM, '');
    if (subsystem === NETWORK_SUBSYSTEM && SUMMARY.test(message.slice(0, 2048))) {
      open = { base, process, lines: [message] };
      return { kind, host: header.host, time, events: before };
    }
    const own = events.read({ subsystem, text: message }, base, process);
    return { kind, host: header.host, time, events: [...before, ...own] };
  };
}

function readHeader(text: string): Header | undefined {
  const standard = DEFAULT_STYLE.exec(text);
  if (standard !== null) return header(standard[0], text, undefined, standard[1], standard[2]);
  const compact = COMPACT_STYLE.exec(text);
  if (compact !== null) return header(compact[0], text, undefined, compact[2], compact[1]);
  const syslog = SYSLOG_STYLE.exec(text);
  if (syslog !== null) return header(syslog[0], text, syslog[1], syslog[3], syslog[2]);
  return undefined;
}

function header(
  matched: string,
  text: string,
  host: string | undefined,
  pid: string | undefined,
  process = '',
): Header {
  const name = host?.toLowerCase();
  return {
    // The log calls every machine so unless it was collected elsewhere.
    host: name === 'localhost' ? undefined : name,
    pid: word32(pid),
    process,
    message: text.slice(matched.length).replace(LIBRARY, ''),
  };
}
