/** Who made a call, in the fields of a SYSCALL record. */
import type { StoryProcess } from '../../process-identity.ts';
import type { AuditSubject } from './audit-trail.ts';

/** What the kernel writes for no login. */
export const RESERVED = 4_294_967_295;

/** The kernel's own fields, in its order. */
export function subjectNumbers({ process }: AuditSubject): Readonly<Record<string, string | number>> {
  const user = process.posix?.userId ?? 0;
  const login = process.posix?.login;
  return {
    ppid: process.parent?.pid ?? 1,
    pid: process.pid,
    auid: login?.userId ?? RESERVED,
    uid: user,
    gid: user,
    euid: user,
    suid: user,
    fsuid: user,
    egid: user,
    sgid: user,
    fsgid: user,
    tty: terminalOf(process),
    ses: login?.session ?? RESERVED,
  };
}

/** What auditd adds where its log is enriched. */
export function callNames({ process }: AuditSubject, call: string): Readonly<Record<string, string>> {
  const { name } = process.account;
  return {
    ARCH: 'x86_64',
    SYSCALL: call,
    AUID: process.posix?.login?.user ?? 'unset',
    UID: name,
    GID: name,
    EUID: name,
    SUID: name,
    FSUID: name,
    EGID: name,
    SGID: name,
    FSGID: name,
  };
}

/** Only who came in by ssh has a terminal. */
function terminalOf(process: StoryProcess): string {
  for (let one: StoryProcess | undefined = process; one !== undefined; one = one.parent) {
    if (one.image.endsWith('/sshd')) return 'pts0';
  }
  return '(none)';
}
