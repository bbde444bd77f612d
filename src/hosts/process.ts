/** A process as the host's telemetry knows it: one image, one life, one identity that survives pid reuse. */
import type { Platform, Signer } from '../event/event.ts';
import type { Place } from '../event/place.ts';

export interface Process {
  /** Unique on its host and the same in any order of the records: the ProcessGuid, else pid and start second. */
  readonly key: string;
  readonly uid: string | undefined;
  /** Old Sysmon exports name only the guid; the pid is then learned from another record of the same act. */
  pid: number | undefined;
  readonly platform: Platform;
  image: string | undefined;
  commandLine: string | undefined;
  /** Exact argument list, where a sensor tells it. */
  arguments: readonly string[] | undefined;
  user: string | undefined;
  /** User of the login that started its session, where that differs from `user`. */
  loginUser: string | undefined;
  session: string | undefined;
  cwd: string | undefined;
  originalName: string | undefined;
  company: string | undefined;
  /** Of the image, lower-case hexadecimal. */
  sha256: string | undefined;
  /** Milliseconds UTC; `undefined` when no record tells. */
  start: number | undefined;
  end: number | undefined;
  /** First and last moment any record showed it alive. */
  firstSeen: number;
  lastSeen: number;
  parent: Process | undefined;
  /** The image that lived in this pid before it was replaced (`exec`): open files and sockets go on. */
  replaced: Process | undefined;
  /** On whose behalf it runs (macOS), where launchd and XPC break parentage. */
  responsible: Process | undefined;
  /** Parent facts for when the parent itself was never recorded. */
  parentPid: number | undefined;
  parentImage: string | undefined;
  parentCommandLine: string | undefined;
  /** Signature of its image as the sensor saw it at load; `undefined` when no load was recorded. */
  signature: string | undefined;
  signed: boolean | undefined;
  signer: Signer | undefined;
  /** Script file an interpreter was started for, where a sensor tells. */
  scriptPath: string | undefined;
  /** It has the PowerShell engine loaded or ran script blocks, whatever its image is called. */
  hostsPowerShell: boolean;
  /** Paths it wrote and read, lower case. */
  readonly files: Set<string>;
  readonly reads: Set<string>;
  /** File names of libraries it loaded that a sensor told of, lower case. */
  readonly libraries: Set<string>;
  readonly launchPlaces: Place[];
  readonly endPlaces: Place[];
}

/** Last part of a Windows or POSIX path, lower case. */
export function baseName(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return path.slice(cut + 1).toLowerCase();
}

/** The same task of the kernel: one pid that went on under other images. */
export function sameTask(a: Process, b: Process): boolean {
  return a === b || taskOf(a) === taskOf(b);
}

/** The first image of the pid. */
export function taskOf(process: Process): Process {
  let first = process;
  for (let steps = 0; first.replaced !== undefined && steps < 16; steps++) first = first.replaced;
  return first;
}

/** Ancestors, direct parent first; bounded, because attackers can write any parent they like. */
export function ancestors(process: Process, limit = 16): readonly Process[] {
  const chain: Process[] = [];
  for (let next = process.parent; next !== undefined && chain.length < limit; next = next.parent) {
    if (next === process || chain.includes(next)) break;
    chain.push(next);
  }
  return chain;
}
