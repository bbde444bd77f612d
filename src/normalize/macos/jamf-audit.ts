/**
 * Jamf Protect's first telemetry (and Compliance Reporter): OpenBSM records as JSON.
 *
 * The subject acted. Of posix_spawn it is the parent, the child stands in `arguments.child_PID`, and the signer is the
 * subject's, not the child's. Connections name the remote side only; those without `socket_inet` are UNIX sockets.
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, ProcessLaunch, Signer, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { portNumber, said, wholeNumber } from '../loose-value.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { word32 } from './audit-token.ts';
import { auditEventName } from './openbsm-events.ts';

const MOST_ARGUMENTS = 4096;
/** EINPROGRESS and EINTR: the connection goes on. */
const PENDING = new Set([4, 36]);

export const jamfAuditProduct: JsonProduct = {
  id: 'jamf-audit',
  title: 'Jamf Protect audit telemetry',
  knows: (record) => {
    const header = record['header'];
    return isObject(header) && header['event_name'] !== undefined && isObject(record['host_info']);
  },
  open: openJamfAudit,
};

function openJamfAudit(context: SourceContext): JsonReader {
  return (record: JsonObject, place: Place): ReadRecord => {
    const header = object(record['header']);
    const name = auditEventName(header['event_name'], header['event_id']);
    const kind = `Jamf Protect audit ${name}`;
    const host = said(object(record['host_info'])['host_name'])?.toLowerCase();
    const seconds = wholeNumber(header['time_seconds_epoch']);
    if (seconds === undefined || seconds === 0) {
      return { kind, host, time: undefined, events: [], broken: 'an audit record without a time' };
    }
    const time = seconds * 1000 + Math.min(999, wholeNumber(header['time_milliseconds_offset']) ?? 0);
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: 'jamf',
      platform: 'macos',
      code: name,
      place,
    };
    const reading = events(name, record, base);
    if (typeof reading === 'string') return { kind, host, time, events: [], broken: reading };
    return { kind, host, time, events: reading };
  };
}

function events(name: string, record: JsonObject, base: EventBase): readonly TelemetryEvent[] | string {
  const subject = object(record['subject']);
  const pid = word32(subject['process_id']);
  const image = said(subject['process_name']);
  const failure = wholeNumber(object(record['return'])['error']) ?? 0;
  switch (name) {
    case 'exec':
    case 'spawn':
    case 'fork': {
      if (failure !== 0) return [];
      const child = word32(
        object(record['arguments'])['child_PID'] ?? object(record['arguments'])['child_pid'],
      );
      const started = name === 'exec' ? pid : (child ?? undefined);
      if (started === undefined) return `a ${name} record that names no process`;
      return [launch(name, started, record, base)];
    }
    case 'exit':
      return pid === undefined
        ? 'an exit record that names no process'
        : [{ kind: 'end', ...base, uid: undefined, pid, image }];
    case 'connect':
      return connection(record, subject, failure, base);
    default:
      return [];
  }
}

function launch(
  name: 'exec' | 'spawn' | 'fork',
  pid: number,
  record: JsonObject,
  base: EventBase,
): ProcessLaunch {
  const subject = object(record['subject']);
  const acting = said(subject['process_name']);
  const words = argumentList(object(record['exec_args'])['args']);
  const paths = record['path'];
  const path = Array.isArray(paths) ? said(paths.at(-1)) : said(paths);
  const chain = object(record['exec_chain_child']);
  const ownPid = name === 'exec';
  const responsible = word32(subject['responsible_process_id']);
  const user = said(subject['effective_user_name']);
  const loginUser = said(subject['audit_user_name']);
  const loggedIn = word32(subject['audit_id']) !== 4_294_967_295;
  return {
    kind: 'launch',
    ...base,
    uid: undefined,
    pid,
    image: name === 'fork' ? acting : (path ?? words?.[0]),
    commandLine: words === undefined ? undefined : joinedArguments(words),
    arguments: words,
    user,
    loginUser: loginUser === user ? undefined : loginUser,
    session: loggedIn ? numberText(subject['session_id']) : undefined,
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: ownPid ? word32(chain['parent_pid']) : word32(subject['process_id']),
    parentImage: ownPid ? said(chain['parent_path']) : acting,
    parentCommandLine: undefined,
    how: name,
    responsiblePid: responsible === pid || responsible === 0 ? undefined : responsible,
    signer: ownPid ? signer(record['identity']) : undefined,
  };
}

function connection(
  record: JsonObject,
  subject: JsonObject,
  failure: number,
  base: EventBase,
): readonly TelemetryEvent[] | string {
  const socket = record['socket_inet'];
  if (!isObject(socket)) return [];
  const remoteAddress = canonicalAddress(said(socket['ip_address']) ?? '');
  if (remoteAddress === undefined) return 'a connect record whose address cannot be read';
  const event: Connection = {
    kind: 'connection',
    ...base,
    uid: undefined,
    pid: word32(subject['process_id']),
    image: said(subject['process_name']),
    user: said(subject['effective_user_name']),
    protocol: 'unknown',
    direction: 'outbound',
    localAddress: '',
    localPort: 0,
    remoteAddress,
    remotePort: portNumber(socket['port']),
    remoteName: undefined,
    failed: failure !== 0 && !PENDING.has(failure) ? true : undefined,
  };
  return [event];
}

/** Arguments are an object with the keys `1`, `2`, ...; some exports make a list of it. */
function argumentList(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return value.filter((word) => typeof word === 'string').slice(0, MOST_ARGUMENTS);
  if (!isObject(value)) return undefined;
  const words: string[] = [];
  for (let n = 1; n <= MOST_ARGUMENTS; n++) {
    const word = value[String(n)];
    if (typeof word !== 'string') break;
    words.push(word);
  }
  return words.length === 0 ? undefined : words;
}

/** `signer_type` 1: signed by Apple as part of the system. */
function signer(value: unknown): Signer | undefined {
  if (!isObject(value)) return undefined;
  return {
    identifier: said(value['signer_id']),
    team: said(value['team_id']),
    platformBinary: value['signer_type'] === 1,
  };
}

function numberText(value: unknown): string | undefined {
  const number = wholeNumber(value);
  return number === undefined ? undefined : String(number);
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
