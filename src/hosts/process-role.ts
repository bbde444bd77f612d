/**
 * What kind of program a process is. "Browser or not" is too coarse: most encrypted traffic of a healthy host is
 * non-browser. Names say what a program claims to be; `impostor` says when its own version data disagree.
 */
import { programOf } from './multi-call.ts';
import { baseName } from './process.ts';
import type { Process } from './process.ts';
import { isRootName, roleOfProgram } from './program-roles.ts';
import { isUserWritablePath } from './user-writable.ts';

export type ProcessRole =
  | 'browser'
  | 'script-host'
  | 'dual-use-transfer'
  | 'os-service'
  | 'shell'
  | 'unknown';

export function processRole(process: Process): ProcessRole {
  const posix = isPosix(process);
  const claimed = posix ? posixRole(process) : roleOfName(process.image, false);
  if (process.hostsPowerShell && claimed !== 'script-host') return 'script-host';
  const original = roleOfName(process.originalName, posix);
  // A renamed tool stays what its version data say it is, and whoever only calls itself a browser is none.
  if (claimed !== original && process.originalName !== undefined) {
    if (original === 'script-host' || original === 'dual-use-transfer') return original;
    if (claimed === 'browser') return original;
  }
  if (claimed === 'browser' && isAutomated(process.commandLine)) return 'dual-use-transfer';
  return claimed;
}

/** The platform is missing in records of the first formats; a path from a root says it as well. */
function isPosix({ platform, image }: Pick<Process, 'platform' | 'image'>): boolean {
  return platform !== 'windows' || image?.startsWith('/') === true;
}

/** The methods of apt are called `http` and `https`. */
const PACKAGE_FETCHER = /^\/(?:usr\/)?lib(?:64)?\/apt\/methods\//;

function posixRole(process: Process): ProcessRole {
  if (PACKAGE_FETCHER.test(process.image ?? '')) return 'os-service';
  const role = roleOfName(programOf(process), true);
  // A service of the system does not live where anybody may put a program.
  return role === 'os-service' && isUserWritable(process.image) ? 'unknown' : role;
}

function roleOfName(path: string | undefined, posix: boolean): ProcessRole {
  const name = stem(path);
  return roleOfProgram(posix ? withoutHelper(name) : name, posix) ?? 'unknown';
}

/** `google chrome helper (renderer)` belongs to `google chrome`; `-bash` is a login shell. */
function withoutHelper(name: string): string {
  return name.replace(/^-/, '').replace(/ helper(?: \([a-z ]{1,24}\)| eh| np)?$/, '');
}

/**
 * The name without what says only which build it is: `powershell` of `C:\...\PowerShell.EXE`, `pwsh` of `pwsh.dll`,
 * `python3` of `python3.11`, `perl` of `perl5.36-x86_64-linux-gnu`, `ruby` of `ruby3.1`.
 */
export function stem(path: string | undefined): string {
  return (baseName(path) ?? '')
    .replace(/ \(deleted\)$/, '')
    .replace(/\.mui$/, '')
    .replace(/\.(?:exe|com|scr|bin|dll)$/, '')
    .replace(/^((?:python|pypy)\d?)\.\d{1,2}(?:t|d|-intel64)?$/, '$1')
    .replace(
      /^(perl|ruby|php|lua|tclsh|wish|node|php-cgi|php-fpm)-?\d[\d.]{0,7}(?:-[a-z0-9_]{1,16}){0,4}$/,
      '$1',
    );
}

/** Chromium takes switches with `--`, `-` and, on Windows, `/`; Firefox with one or two dashes. */
const AUTOMATED =
  /(?:^|[\s"])(?:--?|\/)(?:headless|remote-debugging-port|remote-debugging-pipe|enable-automation|marionette)\b/i;

/** A browser driven by a program is that program's tool. */
export function isAutomated(commandLine: string | undefined): boolean {
  return commandLine !== undefined && AUTOMATED.test(commandLine);
}

/** A program in a folder anyone may write to is no session root, however it is called. */
export function isSessionRoot(process: Process | undefined): boolean {
  if (process === undefined) return true;
  const posix = isPosix(process);
  // The start of init is never recorded.
  if (posix && process.pid === 1 && process.image === undefined) return true;
  const root = posix
    ? isRootName(withoutHelper(stem(programOf(process))), true)
    : isRootName(stem(process.image), false);
  return root && !isUserWritable(process.image);
}

/** Its version data name another program than its file does: somebody renamed it. */
export function impostorName(process: Process): string | undefined {
  const original = process.originalName;
  if (original === undefined || process.image === undefined) return undefined;
  const claimed = stem(process.image);
  const real = stem(original);
  if (real === '' || claimed === '' || real === claimed) return undefined;
  const posix = isPosix(process);
  // Only a rename that hides a tool matters; vendors ship programs under other names all the time.
  return roleOfName(original, posix) !== 'unknown' &&
    roleOfName(process.image, posix) !== roleOfName(original, posix)
    ? original
    : undefined;
}

/** A folder any user can write to proves nothing about who put the program there. */
export function isUserWritable(image: string | undefined): boolean {
  return image !== undefined && isUserWritablePath(image);
}
