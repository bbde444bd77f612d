import type { EventBase, ProcessLaunch, ProcessRef } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { wholeNumber } from '../loose-value.ts';
import { imagePath, setNumber } from './audit-call.ts';

export function tetragonProcess(process: JsonObject): ProcessRef {
  return {
    uid: text(process['exec_id']),
    pid: wholeNumber(process['pid']) || undefined,
    image: imagePath(text(process['binary'])),
  };
}

/** Name where Tetragon was told to look it up, else the number. */
export function tetragonUser(process: JsonObject): string | undefined {
  const user = process['user'];
  return (isObject(user) ? text(user['name']) : undefined) ?? text(process['uid']);
}

/**
 * An exec. A process that was not forked for it keeps its pid and gets a new id; what the record calls its parent is then
 * the image it had before.
 */
export function tetragonLaunch(process: JsonObject, told: unknown, base: EventBase): ProcessLaunch {
  const parent = isObject(told) ? tetragonProcess(told) : undefined;
  const own = tetragonProcess(process);
  const replaces = parent !== undefined && parent.pid !== undefined && parent.pid === own.pid;
  const parentUid = text(process['parent_exec_id']) ?? parent?.uid;
  const login = setNumber(text(process['auid']));
  const user = tetragonUser(process);
  const flags = text(process['flags']) ?? '';
  return {
    kind: 'launch',
    ...base,
    ...own,
    commandLine: commandLine(process),
    user,
    session: undefined,
    cwd: text(process['cwd']),
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: replaces ? undefined : parentUid,
    parentPid: replaces ? undefined : parent?.pid,
    parentImage: replaces ? undefined : parent?.image,
    parentCommandLine: replaces || !isObject(told) ? undefined : commandLine(told),
    how: replaces || (flags.includes('execve') && !flags.includes('clone')) ? 'exec' : 'spawn',
    loginUser: login === user ? undefined : login,
    replacedUid: replaces ? parentUid : undefined,
  };
}

/** The program and its arguments, which Tetragon joins with spaces and quotes where one holds a space. */
function commandLine(process: JsonObject): string | undefined {
  const binary = text(process['binary']);
  if (binary === undefined) return undefined;
  const rest = text(process['arguments']);
  return `${joinedArguments([binary]) ?? binary}${rest === undefined ? '' : ` ${rest}`}`;
}
