/**
 * What the Linux audit system would record of a story with rules on `execve` and `connect`, as most sites have them:
 * no forks, no ends, no files. Shared by all that write audit records; how they look is theirs.
 */
import type { StoryProcess } from '../../process-identity.ts';
import type { PosixLogin } from '../../posix-identity.ts';
import { chosenNumber } from '../../stable-choice.ts';
import type { StoryMachine, Timeline } from '../../timeline.ts';
import { posixEvents, type PosixEvent } from '../posix/posix-events.ts';
import { RESOLVER } from '../posix/zeek-logs.ts';
import { LOCAL_SOCKET, socketAddress, type SocketEnd } from './socket-bytes.ts';

/** One event of the audit system. */
export interface AuditTold {
  /** Milliseconds UTC, by the kernel's coarse clock of 4 ms. */
  readonly time: number;
  readonly serial: number;
  readonly machine: StoryMachine;
  readonly call: AuditStory;
}

export type AuditStory = ExecStory | ConnectStory | LoginStory | DaemonStory;

export interface ExecStory {
  readonly kind: 'execve';
  readonly subject: AuditSubject;
  /** 0, or a negative errno: the caller goes on as it was. */
  readonly exit: number;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Files the kernel opened for it. */
  readonly paths: readonly string[];
}

export interface ConnectStory {
  readonly kind: 'connect';
  readonly subject: AuditSubject;
  readonly exit: number;
  readonly end: SocketEnd;
}

export interface LoginStory {
  readonly kind: 'login';
  readonly subject: AuditSubject;
  readonly login: PosixLogin;
}

export interface DaemonStory {
  readonly kind: 'daemon';
  readonly starts: boolean;
}

/** Who made the call. */
export interface AuditSubject {
  readonly process: StoryProcess;
  /** Name of the thread, 15 characters. */
  readonly comm: string;
  readonly exe: string;
}

const TICK = 4;
const LOADER = '/lib64/ld-linux-x86-64.so.2';
const EINPROGRESS = -115;
const ENOENT = -2;
/** These do not wait for an answer in `connect`. */
const NON_BLOCKING =
  /^(?:curl|nc|nc\..{1,12}|ncat|node|ruby[\d.]*|git-remote-https?|restic|rclone|https?|chromium|firefox(?:-esr)?)$/;
/** These look for a program in every folder of PATH. */
const SEARCHERS = /^(?:python[\d.]*|env|timeout|perl)$/;

/** In the order the kernel numbers them, each machine by itself. */
export function auditTrail(timeline: Timeline): readonly AuditTold[] {
  const serials = new Map<string, number>();
  const silent = new Set<string>();
  const trail: AuditTold[] = [];
  for (const event of posixEvents(timeline)) {
    const { handle } = event.machine;
    const told = storiesOf(event);
    for (const call of told) {
      const serial = (serials.get(handle) ?? 10_000 + chosenNumber(60_000, 'serial', handle)) + 1;
      serials.set(handle, serial);
      if (call.kind === 'daemon' && call.starts) silent.delete(handle);
      // What happens while nobody listens is numbered all the same.
      if (silent.has(handle)) continue;
      if (call.kind === 'daemon' && !call.starts) silent.add(handle);
      trail.push({ time: Math.floor(event.time / TICK) * TICK, serial, machine: event.machine, call });
    }
  }
  return trail;
}

function storiesOf(event: PosixEvent): AuditStory[] {
  switch (event.kind) {
    case 'exec':
      return [
        ...login(event.after.process),
        ...searches(event.after.process),
        execution(event.after.process),
      ];
    case 'connection': {
      if (event.direction === 'inbound') return [];
      const subject = subjectOf(event.process);
      const waits = event.protocol === 'udp' || !NON_BLOCKING.test(nameOf(subject.exe));
      const end = socketAddress(event.remoteAddress, event.remotePort);
      return end === undefined ? [] : [{ kind: 'connect', subject, exit: waits ? 0 : EINPROGRESS, end }];
    }
    case 'lookup': {
      const subject = subjectOf(event.process);
      const server = socketAddress(RESOLVER, 53);
      const asked: AuditStory[] =
        server === undefined ? [] : [{ kind: 'connect', subject, exit: 0, end: server }];
      // The C library asks the name service cache first, which is seldom there.
      return [{ kind: 'connect', subject, exit: ENOENT, end: LOCAL_SOCKET }, ...asked];
    }
    case 'silence':
      return [{ kind: 'daemon', starts: !event.begins }];
    default:
      return [];
  }
}

function login(process: StoryProcess): AuditStory[] {
  const own = process.posix?.login;
  const before = (process.posix?.replaces ?? process.parent)?.posix?.login;
  if (own === undefined || own === before) return [];
  const starter = process.parent ?? process;
  return [{ kind: 'login', subject: { ...subjectOf(starter), process }, login: own }];
}

/** Tries in folders that do not hold the program; the caller is still what it was. */
function searches(process: StoryProcess): AuditStory[] {
  const before = process.posix?.replaces ?? process.parent;
  if (before === undefined || !process.image.startsWith('/usr/bin/') || !SEARCHERS.test(nameOf(before.image)))
    return [];
  const { comm, exe } = subjectOf(before);
  return ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin'].map((folder) => ({
    kind: 'execve',
    subject: { process, comm, exe },
    exit: ENOENT,
    arguments: process.posix?.arguments ?? [process.image],
    cwd: process.cwd,
    paths: [`${folder}/${nameOf(process.image)}`],
  }));
}

function execution(process: StoryProcess): ExecStory {
  const words = process.posix?.arguments ?? [process.image];
  const script = process.posix?.script;
  const [first = process.image] = words;
  // The kernel is given the script as it was typed, and opens the interpreter that its first line names.
  const typed = words.slice(1, 3).find((word) => nameOf(word) === nameOf(script ?? '')) ?? script ?? '';
  const interpreter = first.startsWith('/') ? first : process.image;
  return {
    kind: 'execve',
    subject: subjectOf(process),
    exit: 0,
    arguments: words,
    cwd: process.cwd,
    paths: [...(script === undefined ? [process.image] : [typed, interpreter]), LOADER],
  };
}

function subjectOf(process: StoryProcess): AuditSubject {
  const name = nameOf(process.posix?.script ?? process.image);
  return { process, comm: name.slice(0, 15), exe: process.image };
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
