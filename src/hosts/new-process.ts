import type { Process } from './process.ts';

/** A process of which nothing is known but its key and that it was alive at `seen` (milliseconds UTC). */
export function newProcess(
  key: string,
  uid: string | undefined,
  pid: number | undefined,
  seen: number,
): Process {
  return {
    key,
    uid,
    pid,
    image: undefined,
    commandLine: undefined,
    user: undefined,
    session: undefined,
    cwd: undefined,
    originalName: undefined,
    company: undefined,
    start: undefined,
    end: undefined,
    firstSeen: seen,
    lastSeen: seen,
    parent: undefined,
    parentPid: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
    signature: undefined,
    signed: undefined,
    hostsPowerShell: false,
    files: new Set(),
    launchPlaces: [],
    endPlaces: [],
  };
}
