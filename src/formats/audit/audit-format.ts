import { byteOrderMarkLength } from '../byte-order-mark.ts';
import type { Format, RecordSink } from '../format.ts';
import { AuditDecoder } from './audit-decoder.ts';
import { AuditHeader } from './audit-header.ts';
import { isRelatedLine } from './audit-lines.ts';
import { RecordTypes } from './record-type.ts';

const NEWLINE = 0x0a;
/** Lines of other programs that may come first in a shared log. */
const MOST_LINES = 64;

/**
 * Logs of the Linux audit system: `/var/log/audit/audit.log`, output of `ausearch --raw`, and syslog that carries them;
 * also syslog that carries Sysmon for Linux, because one file may hold both.
 */
export const auditFormat: Format = {
  id: 'audit',
  title: 'Linux audit log',
  sniff: looksLikeAudit,
  open: (source, sink) => openAudit(source, sink),
  openAt: (source, sink, offset) => openAudit(source, sink, offset),
};

/**
 * Opens a decoder that may begin inside a member: `firstOffset` is the offset of the first byte it is given and must
 * be the start of a line. Events torn there and at the end are delivered with `complete: false`.
 */
export function openAudit(source: string, sink: RecordSink, firstOffset = 0): AuditDecoder {
  return new AuditDecoder(source, sink, firstOffset);
}

function looksLikeAudit(head: Buffer): boolean {
  const header = new AuditHeader(new RecordTypes());
  let start = byteOrderMarkLength(head);
  for (let lines = 0; lines < MOST_LINES && start < head.length; lines++) {
    const newline = head.indexOf(NEWLINE, start);
    const end = newline < 0 ? head.length : newline;
    if (header.read(head, start, end) || header.readLogLine(head, start, end)) return true;
    if (isRelatedLine(head, start, end)) return true;
    start = end + 1;
  }
  return false;
}
