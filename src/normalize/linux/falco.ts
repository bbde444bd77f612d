/**
 * Falco's alerts as JSON (falcosecurity/falco). An alert is a detection, and the fields it carries are those its rule
 * names; where they tell of a start, a connection or a file, that becomes an event.
 */
import { canonicalAddress } from '../../event/address.ts';
import type {
  Connection,
  EventBase,
  FileActivity,
  ProcessLaunch,
  ProcessRef,
  TelemetryEvent,
} from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { syscallByName } from '../../formats/audit/audit-syscall.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import { portNumber, wholeNumber } from '../loose-value.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';
import { setNumber } from './audit-call.ts';

export const falcoProduct: JsonProduct = {
  id: 'falco',
  title: 'Falco',
  knows: (record) =>
    isObject(record['output_fields']) &&
    typeof record['rule'] === 'string' &&
    typeof record['priority'] === 'string',
  open:
    ({ fallbackHost }) =>
    (record, place) =>
      readFalco(record, place, fallbackHost),
};

/** A field of an alert; `<NA>`, and the field's own name where a formatter found nothing to put in its place, are none. */
function fieldOf(fields: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = text(fields[name]);
    if (value !== undefined && value !== '<NA>' && value !== name && value !== '-1') return value;
  }
  return undefined;
}

function readFalco(record: JsonObject, place: Place, fallbackHost: string): ReadRecord {
  const fields = isObject(record['output_fields']) ? record['output_fields'] : {};
  const host = (text(record['hostname']) ?? fieldOf(fields, 'evt.hostname'))?.toLowerCase();
  const time = parseTimestamp(text(record['time']) ?? fieldOf(fields, 'evt.time.iso8601') ?? '')?.time;
  const type = fieldOf(fields, 'evt.type', 'syscall.type');
  const known = type !== undefined && /^[a-z0-9_]{1,32}$/.test(type) ? type : 'alert';
  const kind = `Falco ${syscallByName(known)?.name ?? 'alert'}`;
  if (time === undefined) return { kind, host, time, events: [], broken: 'an alert of Falco without a time' };
  const base: EventBase = {
    host: host ?? fallbackHost,
    time,
    sensor: 'falco',
    platform: 'linux',
    code: known,
    place,
  };
  return { kind, host, time, events: eventsOf(known, fields, base) };
}

function eventsOf(type: string, fields: JsonObject, base: EventBase): readonly TelemetryEvent[] {
  const process: ProcessRef = {
    uid: undefined,
    pid: wholeNumber(fieldOf(fields, 'proc.pid')) || undefined,
    image: fieldOf(fields, 'proc.exepath', 'proc.name'),
  };
  const role = syscallByName(type)?.role;
  if (role === 'exec' || type === 'spawned_process')
    return process.pid === undefined ? [] : [launch(fields, base, process)];
  const flow = connection(type, fields, base, process);
  if (flow !== undefined) return [flow];
  const file = role === 'file' ? fileActivity(type, fields, base, process) : undefined;
  return file === undefined ? [] : [file];
}

function launch(fields: JsonObject, base: EventBase, process: ProcessRef): ProcessLaunch {
  const user = fieldOf(fields, 'user.name', 'user.uid');
  const login = fieldOf(fields, 'user.loginname') ?? setNumber(fieldOf(fields, 'user.loginuid'));
  return {
    kind: 'launch',
    ...base,
    ...process,
    commandLine: fieldOf(fields, 'proc.cmdline', 'proc.exeline'),
    user,
    session: undefined,
    cwd: fieldOf(fields, 'proc.cwd', 'evt.arg.cwd'),
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: wholeNumber(fieldOf(fields, 'proc.ppid')) || undefined,
    parentImage: fieldOf(fields, 'proc.pexepath', 'proc.pname'),
    parentCommandLine: fieldOf(fields, 'proc.pcmdline'),
    how: 'exec',
    loginUser: login === user ? undefined : login,
  };
}

interface End {
  readonly address: string;
  readonly port: number;
}

/** The remote end: as Falco calls it, else the server of a connect and the client of an accept. */
function connection(
  type: string,
  fields: JsonObject,
  base: EventBase,
  process: ProcessRef,
): Connection | undefined {
  const isAccept = type.startsWith('accept');
  const named = namedEnds(fieldOf(fields, 'fd.name'));
  const server = endOf(fields, 'fd.sip', 'fd.sport') ?? named?.server;
  const client = endOf(fields, 'fd.cip', 'fd.cport') ?? named?.client;
  const remote = endOf(fields, 'fd.rip', 'fd.rport') ?? (isAccept ? client : server);
  const local = endOf(fields, 'fd.lip', 'fd.lport') ?? (isAccept ? server : client);
  if (remote === undefined || remote.port === 0) return undefined;
  return {
    kind: 'connection',
    ...base,
    ...process,
    user: fieldOf(fields, 'user.name', 'user.uid'),
    protocol: fieldOf(fields, 'fd.l4proto')?.toLowerCase() ?? 'unknown',
    direction: isAccept ? 'inbound' : type === 'connect' || type.startsWith('send') ? 'outbound' : 'unknown',
    localAddress: local?.address ?? '',
    localPort: local?.port ?? 0,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteName: fieldOf(fields, 'fd.rip.name', 'fd.sip.name')?.toLowerCase(),
  };
}

function endOf(fields: JsonObject, address: string, port: string): End | undefined {
  const canonical = canonicalAddress(fieldOf(fields, address) ?? '');
  return canonical === undefined
    ? undefined
    : { address: canonical, port: portNumber(fieldOf(fields, port)) };
}

/** `10.0.0.5:43210->192.0.2.4:443`; the client comes first. */
function namedEnds(name: string | undefined): { client: End; server: End } | undefined {
  const ends =
    name === undefined || name.length > 200 ? null : /^(\S+):(\d{1,5})->(\S+):(\d{1,5})$/.exec(name);
  const client = canonicalAddress(ends?.[1] ?? '');
  const server = canonicalAddress(ends?.[3] ?? '');
  if (client === undefined || server === undefined) return undefined;
  return {
    client: { address: client, port: portNumber(ends?.[2]) },
    server: { address: server, port: portNumber(ends?.[4]) },
  };
}

function fileActivity(
  type: string,
  fields: JsonObject,
  base: EventBase,
  process: ProcessRef,
): FileActivity | undefined {
  const path = fieldOf(fields, 'fs.path.name', 'evt.abspath', 'fd.name');
  if (path === undefined || !path.startsWith('/')) return undefined;
  if (type.startsWith('unlink')) return { kind: 'file', ...base, ...process, path, action: 'delete' };
  if (type.startsWith('rename')) {
    const target = fieldOf(fields, 'fs.path.target') ?? path;
    const from = fieldOf(fields, 'fs.path.source');
    return { kind: 'file', ...base, ...process, path: target, action: 'rename', from };
  }
  const isWrite =
    fieldOf(fields, 'evt.is_open_write') === 'true' ||
    type === 'creat' ||
    fields['evt.is_open_write'] === true;
  return { kind: 'file', ...base, ...process, path, action: isWrite ? 'write' : 'read' };
}
