import type { Platform } from '../event/event.ts';
import type { Process } from './process.ts';

/** A process of which nothing is known but its key and that it was alive at `seen` (milliseconds UTC). */
export function newProcess(
  key: string,
  uid: string | undefined,
  pid: number | undefined,
  seen: number,
  platform: Platform = 'windows',
): Process {
  return {
    key,
    uid,
    pid,
    platform,
    image: undefined,
    commandLine: undefined,
    arguments: undefined,
    user: undefined,
    loginUser: undefined,
    session: undefined,
    cwd: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    start: undefined,
    end: undefined,
    firstSeen: seen,
    lastSeen: seen,
    parent: undefined,
    replaced: undefined,
    responsible: undefined,
    parentPid: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
    signature: undefined,
    signed: undefined,
    signer: undefined,
    scriptPath: undefined,
    hostsPowerShell: false,
    files: new Set(),
    reads: new Set(),
    libraries: new Set(),
    launchPlaces: [],
    endPlaces: [],
  };
}
