/** Record types of the audit system (`linux/audit.h`, `libaudit.h`) and what each is to the reader. */

/** What to do with a record of a type. */
export const Skip = 0;
export const Syscall = 1;
export const Execve = 2;
export const Cwd = 3;
export const Path = 4;
export const Sockaddr = 5;
export const OpenHow = 6;
export const Uring = 7;
/** The last record of an event. */
export const Terminator = 8;
/** Belongs to an event and tells nothing that is needed. */
export const Detail = 9;
/** An event of its own that tells of the audit system itself. */
export const Notice = 10;

export interface RecordType {
  readonly name: string;
  readonly role: number;
  /** How many were skipped unread. */
  skipped: number;
}

const ROLES: readonly (readonly [number, string])[] = [
  [Syscall, 'SYSCALL'],
  [Execve, 'EXECVE'],
  [Cwd, 'CWD'],
  [Path, 'PATH'],
  [Sockaddr, 'SOCKADDR'],
  [OpenHow, 'OPENAT2'],
  [Uring, 'URINGOP'],
  [Terminator, 'PROCTITLE EOE'],
  [
    Detail,
    'BPRM_FCAPS CAPSET FD_PAIR IPC IPC_SET_PERM MMAP MQ_GETSETATTR MQ_NOTIFY MQ_OPEN MQ_SENDRECV OBJ_PID',
  ],
  [Detail, 'SOCKETCALL KERN_MODULE FANOTIFY NETFILTER_PKT TIME_ADJNTPVAL TIME_INJOFFSET CONTAINER_ID'],
  [Notice, 'CONFIG_CHANGE FEATURE_CHANGE KERNEL REPLACE DAEMON_START DAEMON_END DAEMON_ABORT DAEMON_CONFIG'],
  [Notice, 'DAEMON_RECONFIG DAEMON_RESUME DAEMON_ERR'],
];

/** Numbers that the kernel itself prints where no daemon listens, and that journald keeps beside the name. */
const NUMBERS: Readonly<Record<number, string>> = {
  1200: 'DAEMON_START',
  1201: 'DAEMON_END',
  1202: 'DAEMON_ABORT',
  1203: 'DAEMON_CONFIG',
  1206: 'DAEMON_RESUME',
  1209: 'DAEMON_ERR',
  1300: 'SYSCALL',
  1302: 'PATH',
  1303: 'IPC',
  1304: 'SOCKETCALL',
  1305: 'CONFIG_CHANGE',
  1306: 'SOCKADDR',
  1307: 'CWD',
  1309: 'EXECVE',
  1318: 'OBJ_PID',
  1320: 'EOE',
  1321: 'BPRM_FCAPS',
  1322: 'CAPSET',
  1323: 'MMAP',
  1327: 'PROCTITLE',
  1328: 'FEATURE_CHANGE',
  1329: 'REPLACE',
  1336: 'URINGOP',
  1337: 'OPENAT2',
  2000: 'KERNEL',
};

/** More names than any system has are not kept apart. */
const MOST_TYPES = 512;
const LONGEST_NAME = 40;
const BUCKETS = 1024;

interface Entry {
  readonly bytes: Buffer;
  readonly type: RecordType;
}

/** Looks types up by the bytes of their names and counts what was skipped. One table serves one member. */
export class RecordTypes {
  readonly #buckets: (Entry[] | undefined)[] = Array.from({ length: BUCKETS });
  readonly #types: RecordType[] = [];
  readonly #others: RecordType = { name: 'OTHER', role: Skip, skipped: 0 };
  /** What the kernel prints about the audit system without a type. */
  readonly kernel: RecordType;
  /** What the daemon says of itself in syslog. */
  readonly daemon: RecordType;

  constructor() {
    const roles = new Map<string, number>();
    for (const [role, names] of ROLES) for (const name of names.split(' ')) roles.set(name, role);
    const types = new Map([...roles].map(([name, role]) => [name, this.#add(name, name, role)] as const));
    for (const [number, name] of Object.entries(NUMBERS)) {
      const type = types.get(name);
      if (type === undefined) continue;
      this.#put(number, type);
      // A daemon older than its kernel.
      this.#put(`UNKNOWN[${number}]`, type);
    }
    this.kernel = types.get('KERNEL') ?? this.#others;
    this.daemon = types.get('DAEMON_ERR') ?? this.#others;
  }

  /** The type whose name stands in `bytes[start, end)`. */
  at(bytes: Buffer, start: number, end: number): RecordType {
    const bucket = this.#buckets[hash(bytes, start, end)];
    if (bucket !== undefined) {
      for (const entry of bucket) if (equals(entry.bytes, bytes, start, end)) return entry.type;
    }
    if (this.#types.length >= MOST_TYPES || end - start > LONGEST_NAME) return this.#others;
    const name = bytes.toString('latin1', start, end);
    return this.#add(name, /^[A-Z][A-Z0-9_]*$/.test(name) ? name : 'OTHER', Skip);
  }

  /** Names of the types that were skipped, with how many. */
  *skipped(): Generator<readonly [string, number]> {
    for (const type of this.#types) if (type.skipped > 0) yield [type.name, type.skipped];
    if (this.#others.skipped > 0) yield [this.#others.name, this.#others.skipped];
  }

  #add(key: string, name: string, role: number): RecordType {
    const type = { name, role, skipped: 0 };
    this.#types.push(type);
    this.#put(key, type);
    return type;
  }

  #put(key: string, type: RecordType): void {
    const bytes = Buffer.from(key, 'latin1');
    const at = hash(bytes, 0, bytes.length);
    (this.#buckets[at] ??= []).push({ bytes, type });
  }
}

/** First, middle and last byte and the length tell the common types apart. */
function hash(bytes: Buffer, start: number, end: number): number {
  const middle = bytes[(start + end) >> 1] ?? 0;
  return (
    ((bytes[start] ?? 0) * 31 + middle * 7 + (bytes[end - 1] ?? 0) * 131 + (end - start) * 17) & (BUCKETS - 1)
  );
}

function equals(name: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false;
  return true;
}
