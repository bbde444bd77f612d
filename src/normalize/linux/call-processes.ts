import type { EventBase, ProcessLaunch, ProcessRef } from '../../event/event.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { absolutePath } from './absolute-path.ts';
import type { AuditCall } from './audit-call.ts';
import type { CallOutcome } from './call-events.ts';

/** `linux/sched.h`: the child is a thread of the caller. */
const CLONE_THREAD = 0x0001_0000;

/** A successful `execve`: the process goes on as another image. A failed one belongs to its caller and starts nothing. */
export function execEvents(call: AuditCall, base: EventBase, process: ProcessRef): CallOutcome {
  if (call.success === false) return { events: [] };
  if (call.pid === undefined) return { events: [], broken: 'an execution that names no process' };
  return { events: [launch(call, base, process, 'exec')] };
}

/** `fork`, `vfork` and `clone` of a process; `exit_group`. A thread is no process. */
export function processEvents(call: AuditCall, base: EventBase, process: ProcessRef): CallOutcome {
  if (call.pid === undefined) return { events: [], broken: `${call.name} that names no process` };
  if (call.name === 'exit_group') return { events: [{ kind: 'end', ...base, ...process }] };
  const child = call.exit;
  if (call.success === false || child === undefined || child <= 0 || isThread(call)) return { events: [] };
  return { events: [launch(call, base, { ...process, pid: child }, 'fork')] };
}

/** `clone3` has its flags in memory, where the audit system does not look. */
function isThread(call: AuditCall): boolean {
  return call.name === 'clone' && ((call.registers[0] ?? 0) & CLONE_THREAD) !== 0;
}

/** A forked child goes on with the image of its parent, which made the call. */
function launch(call: AuditCall, base: EventBase, process: ProcessRef, how: 'exec' | 'fork'): ProcessLaunch {
  const isExec = how === 'exec';
  const words = isExec ? call.arguments : undefined;
  return {
    kind: 'launch',
    ...base,
    uid: undefined,
    pid: process.pid,
    image: process.image,
    commandLine: words === undefined ? call.commandLine : joinedArguments(words),
    user: call.user,
    session: call.session,
    cwd: call.cwd,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: isExec ? call.parentPid : call.pid,
    parentImage: isExec ? undefined : call.image,
    parentCommandLine: undefined,
    how,
    arguments: words,
    loginUser: call.loginUser === call.user ? undefined : call.loginUser,
    scriptPath: isExec ? scriptPath(call) : undefined,
  };
}

/**
 * The file of a `#!` script. The kernel opens the script first and its interpreter second, and puts the script's name
 * behind the interpreter's in the arguments, after one optional argument of the `#!` line.
 */
function scriptPath(call: AuditCall): string | undefined {
  const script = call.paths[0]?.name;
  const words = call.arguments;
  if (script === undefined || script === '' || words === undefined || script === words[0]) return undefined;
  const isRun = call.paths.some((path) => path.name === words[0]);
  const isNamed = script === words[1] || script === words[2];
  return isRun && isNamed ? absolutePath(script, call.cwd) : undefined;
}
