/** Auditbeat: the auditd module (kernel audit) and the system module's process and socket data sets, in ECS. */
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { syscallByName } from '../../formats/audit/audit-syscall.ts';
import { ecsText, ecsValue } from '../elastic/ecs-field.ts';
import { HostAddresses } from '../host-addresses.ts';
import type { JsonObject } from '../json-object.ts';
import { at } from '../json-object.ts';
import { wholeNumber } from '../loose-value.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { auditbeatCall } from './auditbeat-call.ts';
import { auditbeatSystemEvents } from './auditbeat-system.ts';
import { readNotice } from './auditd/audit-notice.ts';
import { auditBase, readCall } from './read-call.ts';
import type { CallSource } from './read-call.ts';
import { serialTime } from './serial-time.ts';

export const auditbeatProduct: JsonProduct = {
  id: 'auditbeat',
  title: 'Auditbeat',
  knows: (record) => moduleOf(record) !== undefined,
  open: openAuditbeat,
};

function moduleOf(record: JsonObject): 'auditd' | 'system' | undefined {
  const module = ecsText(record, 'event.module') ?? ecsText(record, 'service.type');
  if (module === 'auditd') return at(record, 'auditd.log') === undefined ? 'auditd' : undefined;
  const isAuditbeat =
    ecsText(record, 'agent.type') === 'auditbeat' || ecsText(record, 'beat.name') !== undefined;
  return module === 'system' && isAuditbeat ? 'system' : undefined;
}

function openAuditbeat(context: SourceContext): JsonReader {
  const addresses = new HostAddresses();
  return (document: JsonObject, place: Place): ReadRecord => {
    const host = hostOf(document);
    const stamp = parseTimestamp(ecsText(document, '@timestamp') ?? '')?.time;
    const module = moduleOf(document) ?? 'auditd';
    if (stamp === undefined) {
      const broken = 'a document of Auditbeat without @timestamp';
      return { kind: `Auditbeat ${module}`, host, time: undefined, events: [], broken };
    }
    const time = serialTime(Math.floor(stamp), wholeNumber(ecsValue(document, 'auditd.sequence')) ?? 0);
    const source: CallSource = { writer: 'Auditbeat', host, fallbackHost: context.fallbackHost, time, place };
    const read = module === 'auditd' ? readAudit(document, source) : readSystem(document, stamp, source);
    const beside = addresses.tell({ ...auditBase(source, 'host'), time: stamp }, at(document, 'host.ip'));
    return beside.length === 0 ? read : { ...read, events: [...beside, ...read.events] };
  };
}

function readAudit(document: JsonObject, source: CallSource): ReadRecord {
  const name = ecsText(document, 'auditd.data.syscall');
  if (name !== undefined && syscallByName(name) !== undefined)
    return readCall(auditbeatCall(document, name), source);
  const { host, time } = source;
  if (name !== undefined) return { kind: 'Auditbeat SYSCALL of no use', host, time, events: [] };
  const told = ecsText(document, 'auditd.message_type') ?? ecsText(document, 'event.type') ?? '';
  const type = /^[a-z_0-9]{1,40}$/.test(told) ? told.toUpperCase() : 'OTHER';
  const notice = readNotice(type, noticeText(document));
  const events =
    notice === undefined ? [] : [{ kind: 'health', ...auditBase(source, type), ...notice } as const];
  return { kind: `Auditbeat ${type}`, host, time, events };
}

const NOTICE_FIELDS = ['op', 'audit_enabled', 'old', 'key', 'res', 'audit_backlog_limit'];

function noticeText(document: JsonObject): string {
  const fields: string[] = [];
  for (const name of NOTICE_FIELDS) {
    const value = ecsText(document, `auditd.data.${name}`);
    if (value !== undefined) fields.push(`${name}=${value.slice(0, 200).replaceAll(' ', '_')}`);
  }
  return fields.join(' ');
}

function readSystem(document: JsonObject, time: number, source: CallSource): ReadRecord {
  const { host } = source;
  const told = ecsText(document, 'event.action') ?? '';
  const action = /^[a-z_]{1,40}$/.test(told) ? told : 'other';
  const base = { ...auditBase(source, action), time, sensor: 'auditbeat' } as const;
  const reading = auditbeatSystemEvents(document, action, base);
  const kind = `Auditbeat ${action}`;
  return typeof reading === 'string'
    ? { kind, host, time, events: [], broken: reading }
    : { kind, host, time, events: reading };
}

function hostOf(document: JsonObject): string | undefined {
  const name =
    ecsText(document, 'host.hostname') ??
    ecsText(document, 'host.name') ??
    ecsText(document, 'beat.hostname') ??
    ecsText(document, 'agent.hostname');
  return name?.toLowerCase();
}
