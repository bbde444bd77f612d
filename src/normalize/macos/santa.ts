/** Santa's telemetry as JSON (formats/macos.md 3): one message with its envelope, as `santactl printlog` prints it. */
import type { EventBase, ProcessLaunch, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { said, sha256Text } from '../loose-value.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { bootSession } from './audit-token.ts';
import { filePath } from './es-process.ts';
import { SantaFlows } from './santa-flows.ts';
import { byteTexts, field, inner, santaProcess } from './santa-value.ts';
import type { SantaProcess } from './santa-value.ts';
import { forwardedHost } from './sensor-host.ts';

const MOST_ARGUMENTS = 65_536;

/** Events of `SantaMessage`; those without a reader are only counted. */
const EVENTS = [
  'execution',
  'fork',
  'exit',
  'close',
  'rename',
  'unlink',
  'link',
  'clone',
  'copyfile',
  'network_activity',
  'exchangedata',
  'disk',
  'bundle',
  'allowlist',
  'file_access',
  'codesigning_invalidated',
  'login_window_session',
  'login_logout',
  'screen_sharing',
  'open_ssh',
  'authentication',
  'gatekeeper_override',
  'launch_item',
  'tcc_modification',
  'xprotect',
] as const;
type SantaEvent = (typeof EVENTS)[number];

export const santaProduct: JsonProduct = {
  id: 'santa',
  title: 'Santa',
  knows: (record) => eventOf(record) !== undefined || isBare(record),
  open: openSanta,
};

function openSanta(context: SourceContext): JsonReader {
  const flows = new SantaFlows();
  return (record: JsonObject, place: Place): ReadRecord => {
    const name = eventOf(record);
    const kind = `Santa ${name ?? 'message without envelope'}`;
    const host = said(field(record, 'machine_id'))?.toLowerCase() ?? forwardedHost(record);
    const time = timeOf(record, 'event_time');
    // Only Santa's own test data looks like that: it happened at no time on no host, so there is nothing to report.
    if (name === undefined) return { kind, host, time, events: [] };
    if (time === undefined)
      return { kind, host, time, events: [], broken: 'a Santa message without event_time' };
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: 'santa',
      platform: 'macos',
      code: name,
      place,
    };
    const boot = bootSession(record);
    const message = inner(record, name);
    if (name === 'network_activity') {
      const { connections, broken } = flows.read(message, base, boot, timeOf(record, 'processed_time'));
      return {
        kind,
        host,
        time,
        events: connections,
        broken: broken === 0 ? undefined : `${broken} flows that name no process or no remote side`,
      };
    }
    const event = readEvent(name, message, base, boot);
    if (typeof event === 'string') return { kind, host, time, events: [], broken: event };
    return { kind, host, time, events: event === undefined ? [] : [event] };
  };
}

function readEvent(
  name: SantaEvent,
  message: JsonObject,
  base: EventBase,
  boot: string | undefined,
): TelemetryEvent | string | undefined {
  const actor = santaProcess(field(message, 'instigator'), boot);
  const ref: ProcessRef = { uid: actor?.uid, pid: actor?.pid, image: actor?.image };
  switch (name) {
    case 'execution':
      return execution(message, actor, base, boot);
    case 'fork': {
      const child = santaProcess(field(message, 'child'), boot);
      if (child === undefined) return 'a fork that names no child';
      const parentUid = child.parentUid ?? actor?.uid;
      return { ...launched(child, base), how: 'fork', parentUid, parentImage: actor?.image };
    }
    case 'exit':
      return actor === undefined ? 'an exit that names no process' : { kind: 'end', ...base, ...ref };
    case 'close':
      if (field(message, 'modified') !== true) return undefined;
      return fileEvent(filePath(field(message, 'target')), 'write', base, ref);
    case 'rename': {
      const event = fileEvent(said(field(message, 'target')), 'rename', base, ref);
      return typeof event === 'string' ? event : { ...event, from: filePath(field(message, 'source')) };
    }
    case 'unlink':
      return fileEvent(filePath(field(message, 'target')), 'delete', base, ref);
    case 'link':
    case 'clone':
    case 'copyfile':
      return fileEvent(filePath(field(message, 'target')), 'write', base, ref);
    default:
      return undefined;
  }
}

function execution(
  message: JsonObject,
  actor: SantaProcess | undefined,
  base: EventBase,
  boot: string | undefined,
): ProcessLaunch | string | undefined {
  // What Santa denied never ran.
  if (said(field(message, 'decision')) === 'DECISION_DENY') return undefined;
  const target = santaProcess(field(message, 'target'), boot);
  if (target === undefined) return 'an execution that names no new image';
  const words = byteTexts(field(message, 'args'), MOST_ARGUMENTS);
  const replaces = actor === undefined || actor.pid === target.pid;
  const executable = inner(inner(message, 'target'), 'executable');
  return {
    ...launched(target, base),
    commandLine: words === undefined ? undefined : joinedArguments(words),
    arguments: words,
    cwd: filePath(field(message, 'working_directory')),
    scriptPath: filePath(field(message, 'script')),
    sha256: sha256Text(inner(executable, 'hash')['hash']),
    how: replaces ? 'exec' : 'spawn',
    replacedUid: replaces && actor?.uid !== target.uid ? actor?.uid : undefined,
    parentImage: replaces ? undefined : actor.image,
  };
}

function launched(process: SantaProcess, base: EventBase): ProcessLaunch {
  return {
    kind: 'launch',
    ...base,
    ...process,
    commandLine: undefined,
    session: undefined,
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
  };
}

function fileEvent(
  path: string | undefined,
  action: 'write' | 'rename' | 'delete',
  base: EventBase,
  ref: ProcessRef,
): Extract<TelemetryEvent, { kind: 'file' }> | string {
  if (path === undefined) return `a file event that names no file`;
  if (ref.pid === undefined) return 'a file event that names no process';
  return { kind: 'file', ...base, ...ref, path, action };
}

function eventOf(record: JsonObject): SantaEvent | undefined {
  if (field(record, 'event_time') === undefined && field(record, 'boot_session_uuid') === undefined)
    return undefined;
  return EVENTS.find((name) => isObject(field(record, name)));
}

/** The inner message alone, without the envelope that says what it is and when it was. */
function isBare(record: JsonObject): boolean {
  if (namesInstigator(record)) return true;
  const values = Object.values(record);
  return values.length === 1 && isObject(values[0]) && namesInstigator(values[0]);
}

function namesInstigator(message: JsonObject): boolean {
  const instigator = field(message, 'instigator');
  return isObject(instigator) && isObject(instigator['id']) && 'pidversion' in instigator['id'];
}

function timeOf(record: JsonObject, name: string): number | undefined {
  return parseTimestamp(said(field(record, name)) ?? '')?.time;
}
