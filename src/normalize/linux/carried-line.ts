import { at } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';

const CARRIERS = [
  'MESSAGE',
  'SyslogMessage',
  'event.original',
  'message',
  'log',
  '_raw',
  'full_log',
  'msg',
  'line',
] as const;
const LONGEST = 1024 * 1024;

/** A line of a Linux log that a journal, a syslog table or a shipper carries in a field. */
export interface CarriedLine {
  readonly text: string;
  readonly kind: 'audit' | 'auoms' | 'sysmon' | 'journal-audit' | 'go-audit';
}

/** Host of the machine that logged, where the carrier names it. */
const HOSTS = [
  '_HOSTNAME',
  'HostName',
  'Computer',
  'host.hostname',
  'host.name',
  'hostname',
  'host',
  'agent.hostname',
  'predecoder.hostname',
  'agent.name',
];

/** The line that a record carries, if it is one that is read here. */
export function carriedLine(record: JsonObject): CarriedLine | undefined {
  if (record['_TRANSPORT'] === 'audit') {
    const message = lineText(record['MESSAGE']);
    return message === undefined ? undefined : { text: message, kind: 'journal-audit' };
  }
  if (
    Array.isArray(record['messages']) &&
    record['sequence'] !== undefined &&
    record['timestamp'] !== undefined
  ) {
    return { text: '', kind: 'go-audit' };
  }
  for (const carrier of CARRIERS) {
    const text = lineText(at(record, carrier));
    const kind = text === undefined ? undefined : kindOf(text);
    if (text !== undefined && kind !== undefined) return { text, kind };
  }
  return undefined;
}

export function carriedHost(record: JsonObject): string | undefined {
  for (const path of HOSTS) {
    const name = at(record, path);
    if (typeof name === 'string' && name !== '' && name.length <= 255) return name.toLowerCase();
  }
  return undefined;
}

function kindOf(text: string): CarriedLine['kind'] | undefined {
  if (text.startsWith('type=AUOMS_')) return 'auoms';
  if (text.includes('Linux-Sysmon') && text.includes('<Event')) return 'sysmon';
  const audit = text.slice(0, 512).indexOf('audit(');
  return audit > 0 && text.slice(0, audit).includes('type=') ? 'audit' : undefined;
}

/** journald writes what is no UTF-8 as a list of bytes. */
function lineText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' || value.length > LONGEST ? undefined : value.trimEnd();
  if (!Array.isArray(value) || value.length > LONGEST) return undefined;
  const bytes = value.filter((byte): byte is number => typeof byte === 'number');
  return bytes.length === value.length && bytes.length > 0 ? Buffer.from(bytes).toString('utf8') : undefined;
}
