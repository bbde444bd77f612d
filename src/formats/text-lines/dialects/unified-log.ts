import type { Dialect } from '../dialect.ts';

const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6}(?:[+-]\d{4})?\s/;
/** After the time: thread, type, activity, pid, TTL of the default style; type and `process[pid:thread]` of compact. */
const DEFAULT =
  /^\S+ \S+\s+0x[0-9a-f]+\s+(?:Default|Info|Debug|Error|Fault|Activity|Signpost|Loss)\s+0x[0-9a-f]+\s+\d+\s/;
const COMPACT = /^\S+ \S+\s+(?:Df|I|Db|E|F|A|Si|Ls|Us)\s+\S.{0,200}?\[\d+:[0-9a-f]+\]/;
const SYSLOG = /^\S+ \S+\s+\S{1,255}\s+\S.{0,200}?\[\d+\](?:: | <)/;
const HEADINGS = /^Timestamp\s+(?:Thread\s+Type\s|Ty\s+Process\[PID:TID\]|\(process\)\[PID\])/;

/** `log show` as text: styles default, syslog and compact. Messages go on over further lines. */
export const unifiedLogDialect: Dialect = {
  id: 'unified-log-text',
  title: 'macOS unified log (text)',
  sniff: (lines) => {
    if (lines.slice(0, 8).some((line) => HEADINGS.test(line))) return true;
    const stamped = lines.filter((line) => STAMP.test(line));
    const own = stamped.filter((line) => DEFAULT.test(line) || COMPACT.test(line) || isNetworkSyslog(line));
    return own.length > 0 && own.length * 2 >= stamped.length;
  },
};

/** Other programs write the same kind of line; a time zone without a colon and a host do not tell them apart alone. */
function isNetworkSyslog(line: string): boolean {
  return SYSLOG.test(line) && /\]: \(\w[\w. ]{0,80}\) /.test(line.slice(0, 500));
}
