/**
 * Which image a pid had before `exec` gave it another one. Open files and sockets go on, so an encryption after an
 * `exec` may write to what the shell before it connected.
 */
import type { ProcessLaunch } from '../event/event.ts';
import { sortedEntries } from '../event/sorted-entries.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { ProcessLives } from './process-lives.ts';
import { processRole, stem } from './process-role.ts';
import type { Process } from './process.ts';
import { isStarter } from './starters.ts';

/** Become a shell, or another program of their own file. */
const SHELL_LIKE = new Set(['su', 'busybox']);

/** What a shell opens for its next command is used at once; later a pid may be somebody else's. */
const AT_ONCE = 60_000;

/** Returns the processes that an `exec` began. */
export function linkReplaced(
  facts: ProcessFacts,
  lives: ProcessLives,
  processOf: (launch: ProcessLaunch) => Process | undefined,
): Set<Process> {
  const begun = new Set<Process>();
  const forked = new Set<Process>();
  const launches = sortedEntries(facts.launches);
  for (const [, { launch }] of launches) {
    const child = launch.how === 'fork' ? processOf(launch) : undefined;
    if (child !== undefined) forked.add(child);
  }
  for (const [, { launch }] of launches) {
    if (launch.how !== 'exec' || launch.pid === undefined) continue;
    const process = processOf(launch);
    if (process === undefined) continue;
    begun.add(process);
    if (process.replaced !== undefined) continue;
    const before = lives.before(launch.pid, process);
    if (before === undefined) continue;
    // Whoever was forked keeps its pid until it ends, whatever it runs.
    if (forked.has(before) ? !hasEnded(before, launch) : isSamePid(before, process, launch))
      process.replaced = before;
  }
  return begun;
}

/**
 * Did a process whose start nobody recorded become `next`, which an `exec` began? With `cipher > /dev/tcp/host/port` the
 * child of the shell connects before its first exec, and many sensors tell of no fork.
 */
export function becameAtOnce(before: Process, next: Process): boolean {
  if (before.start !== undefined || next.start === undefined || next.replaced !== undefined) return false;
  return processRole(before) === 'shell' && next.start - before.lastSeen <= AT_ONCE;
}

/** An exec leaves the parent as it was; a sensor may have told it with the fork alone. */
export function inheritParents(begun: ReadonlySet<Process>): void {
  for (const process of begun) {
    let before = process.replaced;
    for (let steps = 0; process.parent === undefined && before !== undefined && steps < 16; steps++) {
      if (before.parent !== process) process.parent = before.parent;
      before = before.replaced;
    }
  }
}

function hasEnded({ end }: Process, { time }: ProcessLaunch): boolean {
  return end !== undefined && end < time;
}

/**
 * Pids are reused, and most logs tell of no exit: the image before counts only when the sensor names it, or when it is
 * one that runs others, lives on, and has the same parent and session.
 */
function isSamePid(before: Process, after: Process, launch: ProcessLaunch): boolean {
  if (launch.replacedUid !== undefined && before.uid !== undefined) return launch.replacedUid === before.uid;
  if (hasEnded(before, launch)) return false;
  const role = processRole(before);
  if (
    before.image !== undefined &&
    role !== 'shell' &&
    role !== 'script-host' &&
    !isStarter(before.image) &&
    !SHELL_LIKE.has(stem(before.image))
  )
    return false;
  const same = <T>(a: T | undefined, b: T | undefined): boolean =>
    a === undefined || b === undefined || a === b;
  return same(before.parentPid, after.parentPid) && same(before.session, after.session);
}
