/** Events of the Linux audit system (auditd, ausearch --raw, the kernel's own log). */
import type { Place } from '../../../event/place.ts';
import type { AuditGroup } from '../../../formats/audit/audit-group.ts';
import type { RawProduct, ReadRecord } from '../../product.ts';
import { auditBase, readCall } from '../read-call.ts';
import type { CallSource } from '../read-call.ts';
import { serialTime } from '../serial-time.ts';
import { readNotice } from './audit-notice.ts';
import { KnownTexts } from './known-texts.ts';
import { readAuditCall } from './read-audit-call.ts';

export const auditdProduct: RawProduct<'audit'> = {
  id: 'auditd',
  title: 'auditd',
  open: ({ fallbackHost }) => {
    const texts = new KnownTexts();
    return (group, place) => readAuditGroup(group, place, fallbackHost, texts);
  },
};

/** The events of one group; a torn one gives what it can. */
export function readAuditGroup(
  group: AuditGroup,
  place: Place,
  fallbackHost: string,
  texts: KnownTexts = new KnownTexts(),
): ReadRecord {
  const host = group.node;
  const time = serialTime(group.time, group.serial);
  const source: CallSource = { writer: 'auditd', host, fallbackHost, time, place };
  const call = readAuditCall(group, texts);
  if (call !== undefined) return readCall(call, source);
  const [first] = group.records;
  const kind = `auditd ${first?.type ?? 'record'}`;
  const notice = first === undefined ? undefined : readNotice(first.type, first.text);
  if (notice !== undefined && first !== undefined) {
    return { kind, host, time, events: [{ kind: 'health', ...auditBase(source, first.type), ...notice }] };
  }
  const lost = group.records.some(({ type }) => type === 'EXECVE');
  return { kind, host, time, events: [], broken: lost ? 'an EXECVE record without its SYSCALL' : undefined };
}
