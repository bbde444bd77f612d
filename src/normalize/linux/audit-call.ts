/** A system call as the audit system tells it, whatever wrote it down: auditd, LAUREL, Auditbeat, AUOMS. */

export interface AuditCall {
  /** `execve`, `connect`, ... */
  readonly name: string;
  /** `undefined`: the record does not say (`exit_group` never returns). */
  readonly success: boolean | undefined;
  /** What the call returned; negative is an errno. */
  readonly exit: number | undefined;
  /** Low 32 bits of the first four arguments. */
  readonly registers: readonly (number | undefined)[];
  readonly pid: number | undefined;
  readonly parentPid: number | undefined;
  /** File the process runs; never `comm`, which is the name of a thread. */
  readonly image: string | undefined;
  /** Name where the record has one, else the number. */
  readonly user: string | undefined;
  /** The user who logged in, in the same way; `undefined` for services. */
  readonly loginUser: string | undefined;
  readonly session: string | undefined;
  readonly cwd: string | undefined;
  readonly arguments: readonly string[] | undefined;
  /** The command line, where the writer joined the arguments and lost where each ends. */
  readonly commandLine: string | undefined;
  /** In order of their number. */
  readonly paths: readonly AuditPath[];
  readonly address: SocketAddress | undefined;
  /** Flags of `openat2`, whose arguments lie in memory. */
  readonly openFlags: number | undefined;
}

export interface AuditPath {
  readonly name: string;
  /** What the call did with it. */
  readonly kind: 'normal' | 'create' | 'delete' | 'parent' | 'unknown';
}

export interface SocketAddress {
  readonly family: 'internet' | 'other';
  /** Canonical; `''` where the family is another. */
  readonly address: string;
  readonly port: number;
}

const PATH_KINDS: ReadonlyMap<string, AuditPath['kind']> = new Map([
  ['NORMAL', 'normal'],
  ['CREATE', 'create'],
  ['DELETE', 'delete'],
  ['PARENT', 'parent'],
]);

export function pathKind(nametype: string | undefined): AuditPath['kind'] {
  return PATH_KINDS.get(nametype ?? '') ?? 'unknown';
}

const UNSET = new Set(['4294967295', '-1', 'unset', '']);

/** A session or login user number; `undefined` for what services have. */
export function setNumber(value: string | undefined): string | undefined {
  return value === undefined || UNSET.has(value) ? undefined : value;
}

/** The file a process runs, without the mark of one that was removed meanwhile. */
export function imagePath(exe: string | undefined): string | undefined {
  return exe?.replace(/ \(deleted\)$/, '');
}
