/** Who descends from whom on one host, as ties between an encryption and a sender need it. Remembered by process. */
import { ancestors, sameTask, taskOf } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import { isSessionRoot } from '../hosts/process-role.ts';

/** Aunts and cousins are looked for no further up. */
const COUSINS = 4;

interface Line {
  readonly chain: readonly Process[];
  /** Tasks of the nearest ancestors. */
  readonly near: ReadonlySet<Process>;
  /** Tasks of all ancestors. */
  readonly tasks: readonly Process[];
}

const lines = new WeakMap<Process, Line>();
const roots = new WeakMap<Process, boolean>();

function lineOf(process: Process): Line {
  let line = lines.get(process);
  if (line === undefined) {
    const chain = ancestors(process);
    const tasks = chain.map(taskOf);
    line = { chain, tasks, near: new Set(tasks.slice(0, COUSINS)) };
    lines.set(process, line);
  }
  return line;
}

function startsEverything(process: Process): boolean {
  let is = roots.get(process);
  if (is === undefined) {
    is = isSessionRoot(process);
    roots.set(process, is);
  }
  return is;
}

/** Two processes that one other started, which is not the root of a session. */
export function siblings(a: Process, b: Process): boolean {
  if (a.parent === undefined || b.parent === undefined) return false;
  if (startsEverything(a.parent) || startsEverything(b.parent)) return false;
  return sameTask(a.parent, b.parent) && !sameTask(a, b);
}

/** Is `from`, which is not the root of a session, an ancestor? */
export function descends(process: Process, from: Process): boolean {
  if (startsEverything(from)) return false;
  const task = taskOf(from);
  const { chain, tasks } = lineOf(process);
  return tasks.some((one, index) => one === task && !startsEverything(chain[index] ?? from));
}

/** Aunts and cousins under one script or shell; a session's roots tie nothing. */
export function commonAncestor(a: Process, b: Process): Process | undefined {
  const { near } = lineOf(a);
  const { chain, tasks } = lineOf(b);
  const index = tasks.findIndex((task, place) => place < COUSINS && near.has(task));
  const found =
    chain[index] ??
    (a.responsible !== undefined && a.responsible === b.responsible ? a.responsible : undefined);
  return found === undefined || startsEverything(found) ? undefined : found;
}

/** Tasks under which an encryption by this process is found by its kin: its own, and of ancestors that are no session roots. */
export function tasksToFind(process: Process): readonly Process[] {
  const { chain, tasks } = lineOf(process);
  return withResponsible(
    process,
    tasks.filter((_, index) => !startsEverything(chain[index] ?? process)),
  );
}

/** Tasks under which kin of this process may be found. */
export function tasksToLookUnder(process: Process): readonly Process[] {
  return withResponsible(process, lineOf(process).tasks);
}

function withResponsible(process: Process, tasks: readonly Process[]): readonly Process[] {
  const { responsible } = process;
  return [...new Set([taskOf(process), ...tasks, ...(responsible === undefined ? [] : [responsible])])];
}
