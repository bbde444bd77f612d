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

/** Programs whose work is to start another one in their own place. */
const WRAPPERS = new Set(['env', 'sudo', 'su', 'doas', 'setsid', 'nice', 'ionice', 'nohup', 'timeout', 'stdbuf', 'busybox']);

export function linkReplaced(
  facts: ProcessFacts,
  lives: ProcessLives,
  processOf: (launch: ProcessLaunch) => Process | undefined,
): void {
  for (const [, { launch }] of sortedEntries(facts.launches)) {
    if (launch.how !== 'exec' || launch.pid === undefined) continue;
    const process = processOf(launch);
    if (process === undefined || process.replaced !== undefined) continue;
    const before = lives.before(launch.pid, process);
    if (before !== undefined && isSamePid(before, process, launch)) process.replaced = before;
  }
}

/**
 * Pids are reused, and most logs tell of no exit: the image before counts only when the sensor names it, or when it is
 * one that runs others, lives on, and has the same parent and session.
 */
function isSamePid(before: Process, after: Process, launch: ProcessLaunch): boolean {
  if (launch.replacedUid !== undefined && before.uid !== undefined) return launch.replacedUid === before.uid;
  if (before.end !== undefined && before.end < launch.time) return false;
  const role = processRole(before);
  if (before.image !== undefined && role !== 'shell' && role !== 'script-host' && !WRAPPERS.has(stem(before.image)))
    return false;
  const same = <T>(a: T | undefined, b: T | undefined): boolean => a === undefined || b === undefined || a === b;
  return same(before.parentPid, after.parentPid) && same(before.session, after.session);
}
