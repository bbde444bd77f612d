/** Programs whose arguments are understood: hosts of PowerShell, cmd.exe, POSIX shells, and the tools. */
import { toolByName } from '../tools/find-tool.ts';
import { SHELL } from './run-shell.ts';

export const POWERSHELL = /^(?:powershell|pwsh|powershell_ise|pwsh-preview)$/;
export const CMD = /^(?:cmd|comspec)$/;

/** A program that is given commands as text. */
export function isShellOrHost(program: string): boolean {
  return POWERSHELL.test(program) || CMD.test(program) || SHELL.test(program);
}

/** Is it one of those or a tool with a grammar? */
export function isKnown(program: string): boolean {
  return isShellOrHost(program) || toolByName(program) !== undefined;
}
