/**
 * Kernel events of the audit trail that are read here (bsm/audit_kevents.h), as praudit writes them: by description,
 * by constant (-s) or by number (-r).
 */
import { wholeNumber } from '../loose-value.ts';

const NAMES: Readonly<Record<string, 'exec' | 'spawn' | 'fork' | 'exit' | 'connect'>> = {
  'execve(2)': 'exec',
  aue_execve: 'exec',
  'exec(2)': 'exec',
  aue_exec: 'exec',
  'posix_spawn(2)': 'spawn',
  aue_posix_spawn: 'spawn',
  'fork(2)': 'fork',
  aue_fork: 'fork',
  'vfork(2)': 'fork',
  aue_vfork: 'fork',
  'exit(2)': 'exit',
  aue_exit: 'exit',
  'connect(2)': 'connect',
  aue_connect: 'connect',
  'connectx(2)': 'connect',
  aue_connectx: 'connect',
};

const NUMBERS: Readonly<Record<number, string>> = {
  1: 'exit(2)',
  2: 'fork(2)',
  7: 'exec(2)',
  23: 'execve(2)',
  25: 'vfork(2)',
  32: 'connect(2)',
  43_190: 'posix_spawn(2)',
};

/** What happened, or `other`: the account of what was read stays a bounded set of names. */
export function auditEventName(name: unknown, number?: unknown): string {
  const numbered = NUMBERS[wholeNumber(number) ?? wholeNumber(name) ?? -1];
  const text = numbered ?? (typeof name === 'string' ? name.slice(0, 64).toLowerCase() : '');
  return Object.hasOwn(NAMES, text) ? (NAMES[text] ?? 'other') : 'other';
}
