import { resolveStory } from '../../resolve-story.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';
import { callNames, RESERVED, subjectNumbers } from './audit-subject.ts';
import { auditTrail, type AuditSubject, type AuditTold } from './audit-trail.ts';

type Json = Readonly<Record<string, unknown>>;

/** LAUREL: the audit records of one event as one JSON object (threathunters-io/laurel, `record-perl-reverse-shell.json`). */
export const laurel: Renderer = {
  id: 'laurel',
  title: 'LAUREL',
  platform: 'linux',
  lacks: ['volumes', 'files', 'forks'],
  render: (story) => {
    const files = new TextFiles();
    for (const told of auditTrail(resolveStory(story)))
      files.addJson(`${story.id}.laurel.log`, laurelObject(told));
    return files.files();
  },
};

function laurelObject(told: AuditTold): Json {
  const { time, serial, machine } = told;
  const stamp = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${serial}`;
  return { ID: stamp, NODE: machine.name.toLowerCase(), ...recordsOf(told) };
}

function recordsOf({ call }: AuditTold): Json {
  switch (call.kind) {
    case 'daemon': {
      const fields = {
        op: call.starts ? 'start' : 'terminate',
        auid: RESERVED,
        pid: 612,
        uid: 0,
        res: 'success',
      };
      return call.starts ? { DAEMON_START: [fields] } : { DAEMON_END: [fields] };
    }
    case 'login': {
      const { session, user, userId } = call.login;
      const before = { 'old-auid': RESERVED, 'old-ses': RESERVED };
      const after = { auid: userId, ses: session, res: 1, UID: 'root', AUID: user };
      return { LOGIN: [{ pid: call.subject.process.pid, uid: 0, ...before, ...after }] };
    }
    case 'execve': {
      const words = call.arguments.map(escaped);
      return {
        SYSCALL: syscall(59, 'execve', call.subject, call.exit, call.paths.length),
        ...(call.exit < 0 ? {} : { EXECVE: { argc: words.length, ARGV: words } }),
        CWD: { cwd: escaped(call.cwd) },
        PATH: call.paths.map((path, item) => ({
          item,
          name: escaped(path),
          nametype: call.exit < 0 ? 'UNKNOWN' : 'NORMAL',
          ...(call.exit < 0
            ? {}
            : { inode: 260_000 + item, dev: 'fe:00', mode: '0o100755', ouid: 0, ogid: 0 }),
        })),
        PROCTITLE: { ARGV: words },
      };
    }
    case 'connect':
      return {
        SYSCALL: syscall(42, 'connect', call.subject, call.exit, 0),
        SOCKADDR: { saddr: escapedBytes(call.end.bytes) },
        PROCTITLE: { ARGV: (call.subject.process.posix?.arguments ?? []).map(escaped) },
      };
  }
}

function syscall(number: number, name: string, subject: AuditSubject, exit: number, items: number): Json {
  return {
    arch: '0xc000003e',
    syscall: number,
    success: exit === 0 ? 'yes' : 'no',
    exit,
    items,
    ...subjectNumbers(subject),
    comm: escaped(subject.comm),
    exe: escaped(subject.exe),
    subj: 'unconfined',
    key: null,
    ...callNames(subject, name),
    ARGV: ['0x3', '0x7ffc05cb9b60', '0x10', '0x8'],
  };
}

/** Text keeps its letters; what could not stand in a line is percent-encoded, and so is the percent sign. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}%]/gu, (letter) => [...Buffer.from(letter, 'utf8')].map(percent).join(''));
}

function escapedBytes(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x25 ? String.fromCharCode(byte) : percent(byte)))
    .join('');
}

function percent(byte: number): string {
  return `%${byte.toString(16).padStart(2, '0')}`;
}
