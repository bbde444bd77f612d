/** What stands in front of a message in a syslog file. */
export interface LogHeader {
  readonly host: string;
  /** As written; `undefined` where it lacks the year (RFC 3164). */
  readonly time: string | undefined;
  /** Program that wrote the message. */
  readonly tag: string;
  /** Where the message begins. */
  readonly length: number;
}

/** Headers are shorter than this. */
export const LONGEST_HEADER = 512;

/** `<13>1 2026-…`, `Nov 22 06:03:01`, `2026-11-22T06:03:01.123+01:00`, then the host. */
const WHEN =
  /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,:+Z-]{0,24})) (\S{1,255}) /;
/** `sshd[99]: `, `kernel: [   12.345678] `, and of RFC 5424 `sysmon 1590 - - `. */
const TAG =
  /([\w./@-]{1,64})(?:\[\d{1,10}\])?(?:: | [\w.-]{1,64} [\w.-]{1,64} (?:- |\[[^\]]{0,200}\] ))(?:\[ {0,8}\d{1,10}\.\d{6}\] )?/y;

/** The header of a line, which may be cut at `LONGEST_HEADER`. */
export function readLogHeader(line: string): LogHeader | undefined {
  const when = WHEN.exec(line);
  const host = when?.[2];
  if (when === null || host === undefined) return undefined;
  TAG.lastIndex = when[0].length;
  const tag = TAG.exec(line)?.[1];
  return tag === undefined ? undefined : { host, time: when[1], tag, length: TAG.lastIndex };
}
