import type { EventBase, ProcessLaunch, ProcessRef, Signer, TelemetryEvent } from '../../event/event.ts';
import { joinedArguments } from '../joined-arguments.ts';
import type { JsonObject } from '../json-object.ts';
import { text } from '../json-object.ts';
import { wholeNumber } from '../loose-value.ts';

const FORKS = /^(?:fork|vfork|clone|clone3)$/;
const UNSET = new Set(['4294967295', '-1']);
/** Start times before 2000 count from the boot. */
const EARLIEST = 946_684_800;

/** Values are text; `-1` and the empty one say nothing. */
export function columnNumber(row: JsonObject, name: string): number | undefined {
  return wholeNumber(row[name]);
}

export function processOf(row: JsonObject): ProcessRef {
  return { uid: undefined, pid: columnNumber(row, 'pid') || undefined, image: text(row['path']) };
}

export function userOf(row: JsonObject): string | undefined {
  return text(row['username']) ?? text(row['uid']);
}

/** `process_events` (kernel audit, OpenBSM) and `bpf_process_events`. */
export function processEvents(row: JsonObject, base: EventBase): readonly TelemetryEvent[] | string {
  const process = processOf(row);
  if (process.pid === undefined) return 'a process event without a pid';
  const syscall = text(row['syscall']) ?? '';
  const exit = exitCode(row);
  if (!FORKS.test(syscall))
    return exit !== undefined && exit < 0 ? [] : [{ ...launch(row, base, process), how: 'exec' }];
  if (exit !== undefined && exit < 0) return [];
  // The call returned the child to its parent; older versions put the child itself into `pid`.
  const isParentsRow = exit !== undefined && exit > 0 && exit !== process.pid;
  const child = { ...process, pid: isParentsRow ? exit : process.pid };
  const parentPid = isParentsRow ? process.pid : parentOf(row);
  const forked = launch(row, base, child);
  return [
    {
      ...forked,
      commandLine: undefined,
      arguments: undefined,
      how: 'fork',
      parentPid,
      parentImage: process.image,
    },
  ];
}

/** `es_process_events` of macOS: exec, fork, exit. */
export function endpointSecurityEvents(row: JsonObject, base: EventBase): readonly TelemetryEvent[] | string {
  const process = processOf(row);
  if (process.pid === undefined) return 'a process event without a pid';
  switch (text(row['event_type'])) {
    case 'exec':
      return [{ ...launch(row, base, process), how: 'exec' }];
    case 'fork': {
      const child = columnNumber(row, 'child_pid');
      if (child === undefined || child === 0) return [];
      const forked = launch(row, base, { ...process, pid: child });
      return [
        {
          ...forked,
          commandLine: undefined,
          arguments: undefined,
          how: 'fork',
          parentPid: process.pid,
          parentImage: process.image,
        },
      ];
    }
    case 'exit':
      return [{ kind: 'end', ...base, ...process }];
    default:
      return [];
  }
}

/**
 * A row of `processes`: a process that ran when the table was asked. It is told as begun when it began; where the table
 * was asked without `start_time`, one that is new since the last time is told as of then, any other is not.
 */
export function listedProcess(
  row: JsonObject,
  base: EventBase,
  isNew: boolean,
): readonly TelemetryEvent[] | string {
  const process = processOf(row);
  if (process.pid === undefined) return [];
  const started = columnNumber(row, 'start_time');
  if (started !== undefined && started > EARLIEST) {
    return [{ ...launch(row, { ...base, time: started * 1000 }, process), how: 'spawn' }];
  }
  return isNew ? [{ ...launch(row, base, process), how: 'spawn' }] : [];
}

function launch(row: JsonObject, base: EventBase, process: ProcessRef): ProcessLaunch {
  const words = jsonWords(row['json_cmdline']);
  const login = text(row['auid']);
  const user = userOf(row);
  const isLogin = login !== undefined && !UNSET.has(login) && login !== text(row['uid']);
  return {
    kind: 'launch',
    ...base,
    ...process,
    commandLine: words === undefined ? text(row['cmdline']) : joinedArguments(words),
    user,
    session: undefined,
    cwd: text(row['cwd']),
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: parentOf(row),
    parentImage: undefined,
    parentCommandLine: undefined,
    how: undefined,
    arguments: words,
    loginUser: isLogin ? login : undefined,
    signer: signer(row),
  };
}

function parentOf(row: JsonObject): number | undefined {
  return columnNumber(row, 'parent') || columnNumber(row, 'ppid') || undefined;
}

function exitCode(row: JsonObject): number | undefined {
  const value = text(row['exit_code']);
  return value !== undefined && /^-?\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** `json_cmdline` keeps where each argument ends. */
function jsonWords(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string' || value.length > 4 * 1024 * 1024 || !value.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(value);
    if (!Array.isArray(words) || words.length === 0) return undefined;
    return words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

function signer(row: JsonObject): Signer | undefined {
  const identifier = text(row['signing_id']);
  const team = text(row['team_id']);
  if (identifier === undefined && team === undefined) return undefined;
  return { identifier, team, platformBinary: text(row['platform_binary']) === '1' };
}
