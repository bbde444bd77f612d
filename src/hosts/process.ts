/** A process as the host's telemetry knows it: one image, one life, one identity that survives pid reuse. */
import type { Place } from '../event/place.ts';

export interface Process {
  /** Unique on its host and the same in any order of the records: the ProcessGuid, else pid and start second. */
  readonly key: string;
  readonly uid: string | undefined;
  /** Old Sysmon exports name only the guid; the pid is then learned from another record of the same act. */
  pid: number | undefined;
  image: string | undefined;
  commandLine: string | undefined;
  user: string | undefined;
  session: string | undefined;
  cwd: string | undefined;
  originalName: string | undefined;
  company: string | undefined;
  /** Milliseconds UTC; `undefined` when no record tells. */
  start: number | undefined;
  end: number | undefined;
  /** First and last moment any record showed it alive. */
  firstSeen: number;
  lastSeen: number;
  parent: Process | undefined;
  /** Parent facts for when the parent itself was never recorded. */
  parentPid: number | undefined;
  parentImage: string | undefined;
  parentCommandLine: string | undefined;
  /** Signature of its image as the sensor saw it at load; `undefined` when no load was recorded. */
  signature: string | undefined;
  signed: boolean | undefined;
  /** It has the PowerShell engine loaded or ran script blocks, whatever its image is called. */
  hostsPowerShell: boolean;
  readonly files: Set<string>;
  readonly launchPlaces: Place[];
  readonly endPlaces: Place[];
}

/** Last part of a Windows or POSIX path, lower case. */
export function baseName(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return path.slice(cut + 1).toLowerCase();
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
