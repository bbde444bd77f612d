/** The system calls that matter here, by the numbers each architecture gives them (kernel `syscall.tbl` files). */

/** What a call can tell, and with which other records. */
export type SyscallRole =
  /** Starts an image: EXECVE, CWD, PATH. */
  | 'exec'
  /** Starts or ends a process: its own record is all there is. */
  | 'process'
  /** Names a remote address in SOCKADDR, always. */
  | 'connect'
  /** Names a remote address in SOCKADDR, or has none. */
  | 'address'
  /** Names files: CWD, PATH, OPENAT2. */
  | 'file';

export interface AuditSyscall {
  readonly name: string;
  readonly role: SyscallRole;
}

const SYSCALLS: ReadonlyMap<string, AuditSyscall> = new Map(
  (
    [
      ['exec', 'execve execveat'],
      // `exit` ends a thread: a process ends by `exit_group`.
      ['process', 'fork vfork clone clone3 exit_group'],
      ['connect', 'connect'],
      ['address', 'sendto sendmsg sendmmsg accept accept4'],
      ['file', 'open openat openat2 creat rename renameat renameat2 unlink unlinkat'],
    ] as const
  ).flatMap(([role, names]) => names.split(' ').map((name) => [name, { name, role }] as const)),
);

/** `number:name` of each table; `socketcall` stands for all calls of sockets and is told by its first argument. */
const TABLES = {
  x86_64: `2:open 42:connect 43:accept 44:sendto 46:sendmsg 56:clone 57:fork 58:vfork 59:execve 82:rename 85:creat
    87:unlink 231:exit_group 257:openat 263:unlinkat 264:renameat 288:accept4 307:sendmmsg 316:renameat2 322:execveat
    435:clone3 437:openat2`,
  // Numbers of the x32 interface, without the bit that marks it.
  x32: '520:execve 545:execveat 518:sendmsg 538:sendmmsg',
  i386: `2:fork 5:open 8:creat 10:unlink 11:execve 38:rename 102:socketcall 120:clone 190:vfork 252:exit_group
    295:openat 301:unlinkat 302:renameat 345:sendmmsg 353:renameat2 358:execveat 362:connect 364:accept4 369:sendto
    370:sendmsg 435:clone3 437:openat2`,
  generic: `35:unlinkat 38:renameat 56:openat 94:exit_group 202:accept 203:connect 206:sendto 211:sendmsg 220:clone
    221:execve 242:accept4 269:sendmmsg 276:renameat2 281:execveat 435:clone3 437:openat2`,
  arm: `2:fork 5:open 8:creat 10:unlink 11:execve 38:rename 102:socketcall 120:clone 190:vfork 248:exit_group
    283:connect 285:accept 290:sendto 296:sendmsg 322:openat 328:unlinkat 329:renameat 366:accept4 374:sendmmsg
    382:renameat2 387:execveat 435:clone3 437:openat2`,
  ppc: `2:fork 5:open 8:creat 10:unlink 11:execve 38:rename 102:socketcall 120:clone 189:vfork 234:exit_group
    286:openat 292:unlinkat 293:renameat 328:connect 330:accept 335:sendto 341:sendmsg 344:accept4 349:sendmmsg
    357:renameat2 362:execveat 435:clone3 437:openat2`,
  s390: `2:fork 5:open 8:creat 10:unlink 11:execve 38:rename 102:socketcall 120:clone 190:vfork 248:exit_group
    288:openat 294:unlinkat 295:renameat 347:renameat2 354:execveat 358:sendmmsg 362:connect 364:accept4 369:sendto
    370:sendmsg 435:clone3 437:openat2`,
} as const;

const X32_BIT = 0x4000_0000;

/** AUDIT_ARCH_* of `linux/audit.h` and the table each uses. */
const ARCHITECTURES: readonly (readonly [number, keyof typeof TABLES])[] = [
  [0xc000_003e, 'x86_64'],
  [0x4000_0003, 'i386'],
  [0xc000_00b7, 'generic'],
  [0xc000_00f3, 'generic'],
  [0x4000_00f3, 'generic'],
  [0xc000_0102, 'generic'],
  [0x4000_0028, 'arm'],
  [0x0000_0028, 'arm'],
  [0xc000_0015, 'ppc'],
  [0x8000_0015, 'ppc'],
  [0x0000_0014, 'ppc'],
  [0x8000_0016, 's390'],
  [0x0000_0016, 's390'],
];

/** Marks `socketcall`, whose meaning its first argument decides. */
const SOCKETCALL: AuditSyscall = { name: 'socketcall', role: 'address' };

/** First argument of `socketcall` (`linux/net.h`). */
const SOCKETCALLS: ReadonlyMap<number, string> = new Map([
  [3, 'connect'],
  [5, 'accept'],
  [11, 'sendto'],
  [16, 'sendmsg'],
  [18, 'accept4'],
  [20, 'sendmmsg'],
]);

/** Operations of io_uring that stand for a call (`linux/io_uring.h`); no system call is made for them. */
const URING_OPERATIONS: ReadonlyMap<number, string> = new Map([
  [9, 'sendmsg'],
  [13, 'accept'],
  [16, 'connect'],
  [18, 'openat'],
  [28, 'openat2'],
  [35, 'renameat'],
  [36, 'unlinkat'],
]);

const BY_NUMBER: ReadonlyMap<number, ReadonlyMap<number, AuditSyscall>> = new Map(
  ARCHITECTURES.map(([arch, table]) => [arch, readTable(table)] as const),
);

/** Are the numbers of this architecture known? */
export function knowsArchitecture(arch: number): boolean {
  return BY_NUMBER.has(arch);
}

/**
 * The call of a number, `undefined` for one that does not matter. `firstArgument` is asked for where the call is
 * `socketcall`.
 */
export function syscallByNumber(
  arch: number,
  number: number,
  firstArgument: () => number | undefined,
): AuditSyscall | undefined {
  const call = BY_NUMBER.get(arch)?.get(number);
  return call === SOCKETCALL ? syscallByName(SOCKETCALLS.get(firstArgument() ?? -1) ?? '') : call;
}

/** The call of a name, as enriched logs and other products write it. */
export function syscallByName(name: string): AuditSyscall | undefined {
  return SYSCALLS.get(name);
}

/** The call an io_uring operation stands for. */
export function syscallOfUring(operation: number): AuditSyscall | undefined {
  return SYSCALLS.get(URING_OPERATIONS.get(operation) ?? '');
}

function readTable(table: keyof typeof TABLES): Map<number, AuditSyscall> {
  const calls = new Map<number, AuditSyscall>();
  const fill = (text: string, bit: number): void => {
    for (const entry of text.split(/\s+/)) {
      const [number, name = ''] = entry.split(':');
      const call = name === 'socketcall' ? SOCKETCALL : SYSCALLS.get(name);
      if (call !== undefined) calls.set(Number(number) + bit, call);
    }
  };
  fill(TABLES[table], 0);
  if (table === 'x86_64') {
    fill(TABLES.x86_64, X32_BIT);
    fill(TABLES.x32, X32_BIT);
  }
  return calls;
}
