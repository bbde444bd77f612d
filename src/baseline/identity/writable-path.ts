/** Where a user without rights can put a program: there a path proves nothing about who made it. */
import type { Platform } from './canonical-path.ts';

/** Below folders that only administrators write to, still writable by anyone. */
const WINDOWS_HOLES = [
  'c:\\windows\\temp\\',
  'c:\\windows\\tasks\\',
  'c:\\windows\\tracing\\',
  'c:\\windows\\debug\\wia\\',
  'c:\\windows\\registration\\crmlog\\',
  'c:\\windows\\servicestate\\',
  'c:\\windows\\system32\\spool\\drivers\\color\\',
  'c:\\windows\\system32\\spool\\printers\\',
  'c:\\windows\\system32\\tasks\\',
  'c:\\windows\\system32\\microsoft\\crypto\\rsa\\machinekeys\\',
  'c:\\windows\\syswow64\\tasks\\',
];

/** Below ProgramData, where anyone may make folders, those whose access their program restricts. */
const WINDOWS_PROTECTED = [
  'c:\\programdata\\microsoft\\windows defender\\',
  'c:\\programdata\\microsoft\\windows defender advanced threat protection\\',
];

const POSIX_WRITABLE = [
  '/tmp/',
  '/var/tmp/',
  '/dev/shm/',
  '/run/user/',
  '/home/',
  '/var/folders/',
  '/proc/',
  '/mnt/',
  '/media/',
];

/** Owned by whoever installed Homebrew, and by every administrator. */
const MACOS_WRITABLE = [
  '/users/',
  '/applications/',
  '/opt/homebrew/',
  '/volumes/',
  ...['bin', 'sbin', 'cellar', 'caskroom', 'homebrew', 'opt', 'lib', 'share', 'var', 'etc'].map(
    (folder) => `/usr/local/${folder}/`,
  ),
];

/** Can somebody without rights write there? `path` is canonical; wildcards in it count as some name. */
export function isWritable(path: string, platform: Platform): boolean {
  if (platform === 'windows') return isWritableOnWindows(path);
  if (!path.startsWith('/')) return true;
  if (POSIX_WRITABLE.some((folder) => path.startsWith(folder))) return true;
  return platform === 'macos' && MACOS_WRITABLE.some((folder) => path.startsWith(folder));
}

/** Folders made at the root of a drive inherit that everyone may write there; those of the system do not. */
function isWritableOnWindows(path: string): boolean {
  if (WINDOWS_PROTECTED.some((folder) => path.startsWith(folder))) return false;
  if (path.startsWith('c:\\windows\\')) return WINDOWS_HOLES.some((folder) => path.startsWith(folder));
  return !/^[a-z]:\\program files(?: \(x86\))?\\/.test(path);
}
