/**
 * One Endpoint Security message as JSON, the shape that eslogger and Jamf Protect share (formats/macos.md 1).
 *
 * The top-level process acts; of exec and fork the new image is in the event. Reading only the former gives the image
 * that was replaced. There are no network events: which program connected must come from another sensor.
 */
import type { EventBase, ProcessLaunch, TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { textList, wholeNumber } from '../loose-value.ts';
import { isCryptoLibrary } from './crypto-library.ts';
import { esEventName } from './es-event-names.ts';
import { esFileActivity } from './es-file-events.ts';
import { filePath, readEsProcess } from './es-process.ts';
import type { EsProcess } from './es-process.ts';

/** The kernel takes a megabyte of arguments; words beyond this many are left out. */
const MOST_ARGUMENTS = 65_536;
const PROT_EXEC = 4;

export interface EsPayload {
  readonly name: string;
  readonly payload: JsonObject;
}

/** The event a message tells of: by its name in `event`, else by its number. */
export function esPayload(record: JsonObject): EsPayload | undefined {
  const event = record['event'];
  const typed = esEventName(record['event_type']);
  if (!isObject(event)) return typed === undefined ? undefined : { name: typed, payload: record };
  for (const name of Object.keys(event).slice(0, 8)) {
    const payload = event[name];
    if (!isObject(payload) || !/^[a-z][a-z0-9_]{1,40}$/.test(name)) continue;
    // Without a name of its own the payload lies bare in `event`, and its parts are not names of events.
    if (typed === undefined || name === typed || esEventName(name) !== undefined) return { name, payload };
  }
  if (typed === undefined) return undefined;
  const numbered = event[String(wholeNumber(record['event_type']) ?? '')];
  return { name: typed, payload: isObject(numbered) ? numbered : event };
}

/** What became of a message: its events, or why there are none. */
export type EsReading = readonly TelemetryEvent[] | { readonly broken: string };

export function readEsEvent(
  { name, payload }: EsPayload,
  record: JsonObject,
  base: EventBase,
  boot: string | undefined,
): EsReading {
  const actor = readEsProcess(record['process'], boot);
  switch (name) {
    case 'exec': {
      const target = readEsProcess(payload['target'], boot);
      if (target === undefined) return { broken: 'an exec message that names no new image' };
      return [execLaunch(target, actor, payload, base)];
    }
    case 'fork': {
      const child = readEsProcess(payload['child'], boot);
      if (child === undefined) return { broken: 'a fork message that names no child' };
      return [forkLaunch(child, actor, base)];
    }
    case 'exit':
      if (actor === undefined) return { broken: 'an exit message that names no process' };
      return [{ kind: 'end', ...base, uid: actor.uid, pid: actor.pid, image: actor.image }];
    case 'mmap':
      return mapping(payload, actor, base);
    default:
      return files(name, payload, actor, base);
  }
}

function execLaunch(
  target: EsProcess,
  actor: EsProcess | undefined,
  payload: JsonObject,
  base: EventBase,
): ProcessLaunch {
  const words = textList(payload['args'], MOST_ARGUMENTS);
  // An image that starts in another pid is a child of the acting process, whatever the product calls it.
  const replaces = actor === undefined || actor.pid === target.pid;
  return {
    ...launched(target, base),
    commandLine: words === undefined ? undefined : joinedArguments(words),
    arguments: words,
    cwd: filePath(payload['cwd']),
    scriptPath: filePath(payload['script']),
    how: replaces ? 'exec' : 'spawn',
    replacedUid: replaces && actor?.uid !== target.uid ? actor?.uid : undefined,
    parentUid: target.parentUid ?? (replaces ? actor?.parentUid : actor.uid),
    parentPid: target.parentPid ?? (replaces ? actor?.parentPid : actor.pid),
    parentImage: replaces ? undefined : actor.image,
  };
}

function forkLaunch(child: EsProcess, actor: EsProcess | undefined, base: EventBase): ProcessLaunch {
  return {
    ...launched(child, base),
    how: 'fork',
    parentUid: child.parentUid ?? actor?.uid,
    parentPid: child.parentPid ?? actor?.pid,
    parentImage: actor?.image,
  };
}

function launched(process: EsProcess, base: EventBase): ProcessLaunch {
  return {
    kind: 'launch',
    ...base,
    ...process,
    commandLine: undefined,
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
  };
}

function mapping(payload: JsonObject, actor: EsProcess | undefined, base: EventBase): EsReading {
  const path = filePath(payload['source']);
  const protection = wholeNumber(payload['protection']) ?? 0;
  const possible = protection | (wholeNumber(payload['max_protection']) ?? 0);
  if (path === undefined || actor === undefined || (possible & PROT_EXEC) === 0 || !isCryptoLibrary(path))
    return [];
  const { uid, pid, image } = actor;
  const module = { module: path, signed: undefined, signature: undefined, signatureStatus: undefined };
  return [{ kind: 'module', ...base, uid, pid, image, ...module }];
}

function files(name: string, payload: JsonObject, actor: EsProcess | undefined, base: EventBase): EsReading {
  const ref = { uid: actor?.uid, pid: actor?.pid, image: actor?.image };
  const activity = esFileActivity(name, payload, base, ref);
  if (activity === undefined) return [];
  if (activity === 'pathless') return { broken: `a ${name} message that names no file` };
  if (actor === undefined) return { broken: `a ${name} message that names no process` };
  return [activity];
}
