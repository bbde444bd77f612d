/**
 * Endpoint Security messages of a story, in the shape that eslogger and Jamf Protect share. Imitates the exec record of
 * Jamf Protect's telemetry (elastic/integrations, jamf_protect) and Apple's type definitions.
 */
import { chosenNumber, digestOf } from '../../stable-choice.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { FileAct } from '../../timeline.ts';
import { imageOf, type PosixEvent, type PosixImage } from '../posix/posix-events.ts';

export type Json = Readonly<Record<string, unknown>>;

const UNSET = 4_294_967_295;
const NUMBERS: Readonly<Record<string, number>> = {
  exec: 9,
  open: 10,
  fork: 11,
  close: 12,
  create: 13,
  exit: 15,
  mmap: 20,
  rename: 25,
  unlink: 32,
  network_connect: 1000,
};

/** Name of the event, its payload, and who acted. */
export interface EsEvent {
  readonly name: string;
  readonly payload: Json;
  readonly actor: PosixImage;
}

/** What Endpoint Security has of an event of the story: nothing of connections and lookups. */
export function esEvent(event: PosixEvent): EsEvent | undefined {
  switch (event.kind) {
    case 'fork':
      return { name: 'fork', payload: { child: esProcess(event.child) }, actor: event.parent };
    case 'exec': {
      const { process } = event.after;
      const posix = process.posix;
      const payload = {
        target: esProcess(event.after),
        args: posix?.arguments ?? [],
        env: ['PATH=/usr/bin:/bin:/usr/sbin:/sbin'],
        fds: [0, 1, 2].map((fd) => ({ fd, fdtype: 1 })),
        cwd: esFile(process.cwd),
        script: posix?.script === undefined ? null : esFile(posix.script),
        last_fd: 2,
        image_cputype: 16_777_228,
        image_cpusubtype: -2_147_483_646,
        dyld_exec_path: process.image,
      };
      return { name: 'exec', payload, actor: event.before };
    }
    case 'exit':
      return { name: 'exit', payload: { stat: 0 }, actor: event.image };
    case 'file':
      return fileEvent(event);
    case 'module':
      return {
        name: 'mmap',
        payload: { protection: 5, max_protection: 5, flags: 2, file_pos: 0, source: esFile(event.module) },
        actor: imageOf(event.process),
      };
    default:
      return undefined;
  }
}

function fileEvent(act: FileAct): EsEvent {
  const actor = imageOf(act.process);
  const slash = act.path.lastIndexOf('/');
  const created = {
    destination_type: 1,
    destination: {
      new_path: {
        dir: esFile(act.path.slice(0, Math.max(1, slash))),
        filename: act.path.slice(slash + 1),
        mode: 420,
      },
    },
  };
  switch (act.action) {
    case 'read':
      return { name: 'open', payload: { fflag: 1, file: esFile(act.path) }, actor };
    case 'rename':
      return { name: 'rename', payload: { source: esFile(act.from ?? act.path), ...created }, actor };
    case 'delete':
      return { name: 'unlink', payload: { target: esFile(act.path), parent_dir: esFile('/') }, actor };
    default:
      return {
        name: 'close',
        payload: { modified: true, target: esFile(act.path), was_mapped_writable: false },
        actor,
      };
  }
}

export function esProcess(image: PosixImage): Json {
  const { process, path } = image;
  const { parent } = process;
  const responsible = responsibleOf(process);
  const signature = path === process.image ? process.posix?.signature : parent?.posix?.signature;
  return {
    audit_token: auditToken(image),
    ppid: parent?.pid ?? 1,
    original_ppid: parent?.pid ?? 1,
    group_id: process.pid,
    session_id: 1,
    // CS_VALID and the hardened runtime; unsigned images have neither.
    codesigning_flags: signature === undefined ? 0 : 570_493_697,
    is_platform_binary: signature?.platform ?? false,
    is_es_client: false,
    cdhash: digestOf('sha1', `cdhash ${path}`),
    signing_id: signature?.identifier ?? '',
    team_id: signature?.team ?? null,
    executable: esFile(path),
    start_time: new Date(process.start).toISOString(),
    tty: null,
    parent_audit_token: parent === undefined ? null : auditToken(imageOf(parent)),
    responsible_audit_token: auditToken(imageOf(responsible)),
  };
}

/** Without a word of the story the topmost app below launchd answers for a process. */
export function responsibleOf(process: StoryProcess): StoryProcess {
  const named = process.posix?.responsible;
  if (named !== undefined) return named;
  let top = process;
  for (let next = process.parent; next !== undefined && next.pid !== 1; next = next.parent) top = next;
  return top;
}

function auditToken({ process, version }: PosixImage): Json {
  const user = process.posix?.userId ?? 501;
  const login = loginOf(process);
  return {
    asid: login === UNSET ? 100_000 : 100_000 + login,
    auid: login,
    egid: 20,
    euid: user,
    pid: process.pid,
    pidversion: version,
    rgid: 20,
    ruid: user,
  };
}

/** Who logged in: the user of a process or, after a change of users, of the person who changed. */
function loginOf(process: StoryProcess): number {
  for (let one: StoryProcess | undefined = process; one !== undefined; one = one.parent) {
    const user = one.posix?.userId ?? 0;
    if (user >= 500) return user;
  }
  return UNSET;
}

export function esFile(path: string): Json {
  return {
    path,
    path_truncated: false,
    stat: { st_dev: 16_777_231, st_ino: 1_000_000 + chosenNumber(90_000_000, 'inode', path), st_size: 4096 },
  };
}

export function esEventType(name: string): number {
  return NUMBERS[name] ?? 0;
}

/** Numbers of messages, which go on while nobody takes them. */
export class EsSequence {
  readonly #own = new Map<string, number>();
  #all = 0;

  next(name: string): { readonly own: number; readonly all: number } {
    const own = this.#own.get(name) ?? 0;
    this.#own.set(name, own + 1);
    return { own, all: this.#all++ };
  }
}

/** What every message has around its event. */
export function esMessage({ name, payload, actor }: EsEvent, time: number, sequence: number): Json {
  return {
    version: 7,
    time: new Date(time).toISOString().replace('Z', '000000Z'),
    mach_time: Math.floor(time) * 24,
    thread: { thread_id: actor.process.pid * 7 },
    action_type: 1,
    action: { result: { result_type: 0, result: { auth: 0 } } },
    deadline: 0,
    seq_num: sequence,
    event_type: esEventType(name),
    event: { [name]: payload },
    process: esProcess(actor),
  };
}
