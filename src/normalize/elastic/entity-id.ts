/**
 * Entity ids of Elastic Endpoint: base64 of `<agent id>-<pid>-<time>`; some versions write a hash instead.
 *
 * On macOS exec gives a process a new id, and the record of the exec calls the id before it the parent, beside the pid
 * of the true parent. Whoever takes both for one process joins a process to itself.
 */
const WHOLE = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}-(\d{1,10})-[^-]{1,32}$/;
const LONGEST = 256;

/** The pid an entity id is made of; `undefined` when it does not tell. */
export function pidOfEntity(id: string | undefined): number | undefined {
  if (id === undefined || id.length < 48 || id.length > LONGEST) return undefined;
  const pid = WHOLE.exec(Buffer.from(id, 'base64').toString('latin1'))?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Where a process came from: the image it had before, and the process that started it. */
export interface Descent {
  readonly replacedUid: string | undefined;
  readonly parentUid: string | undefined;
  /** Pid of `parentUid`, where the id tells: after adoption by launchd the record's own is 1. */
  readonly parentPid: number | undefined;
}

/** `parent` is the id the record calls so, `ancestry` the ids before the process, nearest first. */
export function descentOf(
  pid: number | undefined,
  own: string | undefined,
  parent: string | undefined,
  ancestry: readonly string[],
): Descent {
  const before = [...(parent === undefined ? [] : [parent]), ...ancestry].filter((id) => id !== own);
  const isSelf = (id: string): boolean => pid !== undefined && pidOfEntity(id) === pid;
  const first = before[0];
  const parentUid = before.find((id) => !isSelf(id));
  return {
    replacedUid: first !== undefined && isSelf(first) ? first : undefined,
    parentUid,
    parentPid: pidOfEntity(parentUid),
  };
}
