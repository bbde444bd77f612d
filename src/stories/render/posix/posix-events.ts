/**
 * What a kernel tells of a story on a POSIX system: forks, execs and exits with the image before and after, and the rest
 * of the acts as they are. Shared by all POSIX renderers; which of it a sensor writes, and how, is theirs.
 */
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, FileAct, LookupAct, ModuleAct, StoryMachine, Timeline } from '../../timeline.ts';

/** One image in one process: what a pid is between two execs. */
export interface PosixImage {
  /** The process it is, or becomes by its next exec: account, session and parents are those. */
  readonly process: StoryProcess;
  readonly path: string;
  readonly version: number;
}

interface PosixBase {
  /** Milliseconds UTC. */
  readonly time: number;
  readonly machine: StoryMachine;
}

export interface ForkEvent extends PosixBase {
  readonly kind: 'fork';
  readonly parent: PosixImage;
  /** With the image of its parent. */
  readonly child: PosixImage;
}

export interface ExecEvent extends PosixBase {
  readonly kind: 'exec';
  readonly before: PosixImage;
  readonly after: PosixImage;
}

export interface ExitEvent extends PosixBase {
  readonly kind: 'exit';
  readonly image: PosixImage;
}

/** Records of this span never arrived. */
export interface SilenceEvent extends PosixBase {
  readonly kind: 'silence';
  readonly begins: boolean;
}

export type PosixEvent =
  | ForkEvent
  | ExecEvent
  | ExitEvent
  | SilenceEvent
  | ConnectionAct
  | LookupAct
  | FileAct
  | ModuleAct;

/** Time between a fork and the exec of its child. */
const FORK_TO_EXEC = 1;
/** What launchd starts services with, where the parent is not known. */
const UNKNOWN_STARTER = '/usr/libexec/xpcproxy';

export function imageOf(process: StoryProcess): PosixImage {
  return { process, path: process.image, version: process.posix?.pidVersion ?? 0 };
}

/** The events of a story in their order. */
export function posixEvents(timeline: Timeline): readonly PosixEvent[] {
  const events: PosixEvent[] = [];
  for (const act of timeline.acts) {
    const { time, machine } = act;
    switch (act.kind) {
      case 'start':
        events.push(...startEvents(act.process, time, machine));
        break;
      case 'end':
        events.push({ kind: 'exit', time, machine, image: imageOf(act.process) });
        break;
      case 'sensor':
        if (act.state === 'started' || act.state === 'stopped') {
          events.push({ kind: 'silence', time, machine, begins: act.state === 'stopped' });
        }
        break;
      case 'script':
      case 'bindings':
        break;
      default:
        events.push(act);
    }
  }
  return events
    .map((event, index) => ({ event, index }))
    .sort(byTime)
    .map(({ event }) => event);
}

function byTime(a: { event: PosixEvent; index: number }, b: { event: PosixEvent; index: number }): number {
  return a.event.time - b.event.time || a.index - b.index;
}

function startEvents(process: StoryProcess, time: number, machine: StoryMachine): PosixEvent[] {
  const after = imageOf(process);
  const { parent, posix } = process;
  if (posix?.replaces !== undefined) {
    return [{ kind: 'exec', time, machine, before: imageOf(posix.replaces), after }];
  }
  const starter = parent === undefined ? undefined : imageOf(parent);
  const before: PosixImage = {
    process,
    path: starter?.path ?? UNKNOWN_STARTER,
    version: after.version - (posix?.forked === true ? 0 : 1),
  };
  const fork: PosixEvent[] =
    starter === undefined
      ? []
      : [{ kind: 'fork', time: time - FORK_TO_EXEC, machine, parent: starter, child: before }];
  return posix?.forked === true ? fork : [...fork, { kind: 'exec', time, machine, before, after }];
}
