import { programOf } from './multi-call.ts';
import { baseName } from './process.ts';
import type { Process } from './process.ts';

const SHELL =
  /^-?(?:(?:ba|z|da|k|mk|lk|ok|fi|tc|c|a|rba|rk|rz)?sh|ksh93|nu|elvish|xonsh)(?:[\d.]{0,8})(?:\.exe)?$/;
/** What the shell is told by name; the next word belongs to it. */
const VALUED = /^--(?:rcfile|init-file|init-command|emulate)$/;
const NAMED_COMMAND = /^--command(?:=|$)/;
const LONGEST = 4096;

/** What is known of a process; the exact arguments count before the command line. */
export type ShellFacts = Pick<Process, 'image' | 'commandLine'> & Partial<Pick<Process, 'arguments'>>;

/**
 * A POSIX shell somebody types into: no script, no `-c`. What it starts one after the other need not belong together, so
 * siblings under it are tied weakly. A shell with no recorded arguments counts as one: it ran before the records
 * began, as login shells do and scripts seldom. Windows' own shells (cmd, PowerShell) are never one here: what
 * attacks types into them.
 *
 * @example isInteractiveShell({ image: '/bin/bash', commandLine: '-bash' }) // true
 */
export function isInteractiveShell(process: ShellFacts | undefined): boolean {
  if (process === undefined || !SHELL.test(baseName(programOf(process)) ?? '')) return false;
  const fish = /fish/.test(baseName(programOf(process)) ?? '');
  return !runsScript(wordsAfterName(process), fish ? /[oCd]$/ : /[oO]$/);
}

function wordsAfterName(process: ShellFacts): readonly string[] {
  // A quoted name may hold blanks (`"C:\\Program Files\\Git\\bin\\bash.exe" -i`).
  const line = process.commandLine
    ?.slice(0, LONGEST)
    .trim()
    .replace(/^"[^"]*"/, 'shell');
  const words = process.arguments ?? line?.split(/\s+/) ?? [];
  const applet = /^(?:busybox|toybox)/.test(baseName(words[0]) ?? '') && SHELL.test(baseName(words[1]) ?? '');
  return words.slice(applet ? 2 : 1);
}

/** `valued`: a cluster that ends so takes the next word (`-o option`, `-euo pipefail`, `+O option`; fish: `-C command`). */
function runsScript(words: readonly string[], valued: RegExp): boolean {
  let fed = false;
  let asked = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--' || word === '-') return words[at + 1] !== undefined;
    if (NAMED_COMMAND.test(word)) return true;
    if (VALUED.test(word)) at++;
    else if (/^[-+][A-Za-z]/.test(word)) {
      if (word.startsWith('-') && word.includes('c')) return true;
      fed ||= word.includes('s') && word.startsWith('-');
      asked ||= word.includes('i') && word.startsWith('-');
      if (valued.test(word)) at++;
    } else if (!word.startsWith('-') && !word.startsWith('+') && word !== '') return true;
  }
  // `-s` alone reads a script from a pipe (`curl | bash -s`); with -i a person is there.
  return fed && !asked;
}
