/** Lines of an enriched `audit.log` as auditd 3 writes them, after the layout of real logs of Debian 12. */
import { callNames, RESERVED, subjectNumbers } from './audit-subject.ts';
import { argumentRecords, processTitle, untrusted } from './audit-text.ts';
import type { AuditSubject, AuditTold } from './audit-trail.ts';
import type { SocketEnd } from './socket-bytes.ts';

/** Stands between what the kernel wrote and what auditd added. */
const ENRICHED = '\u001d';
const FILE_CAPABILITIES = 'cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0';

/** The records of one event. */
export function auditLines({ time, serial, machine, call }: AuditTold): readonly string[] {
  const stamp = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${serial}`;
  const line = (type: string, text: string): string =>
    `node=${machine.name.toLowerCase()} type=${type} msg=audit(${stamp}): ${text}`;
  switch (call.kind) {
    case 'daemon': {
      const text = call.starts ? 'op=start ver=3.0.9 format=enriched kernel=6.1.0-18-amd64' : 'op=terminate';
      const who = `auid=${RESERVED} pid=612 uid=0 ses=${RESERVED} subj=unconfined  res=success`;
      const names = `${ENRICHED}AUID="unset" UID="root"`;
      return [line(call.starts ? 'DAEMON_START' : 'DAEMON_END', `${text} ${who}${names}`)];
    }
    case 'login': {
      const { pid } = call.subject.process;
      const { session, user, userId } = call.login;
      const text = `pid=${pid} uid=0 old-auid=${RESERVED} auid=${userId} tty=(none) old-ses=${RESERVED} ses=${session} res=1`;
      return [line('LOGIN', `${text}${ENRICHED}UID="root" OLD-AUID="unset" AUID="${user}"`)];
    }
    case 'execve':
      return [
        line('SYSCALL', syscall(59, 'execve', call.subject, call.exit, call.paths.length, 'exec')),
        ...(call.exit < 0 ? [] : argumentRecords(call.arguments).map((text) => line('EXECVE', text))),
        line('CWD', `cwd=${untrusted(call.cwd)}`),
        ...call.paths.map((path, item) => line('PATH', pathRecord(path, item, call.exit))),
        line('PROCTITLE', `proctitle=${processTitle(call.arguments)}`),
      ];
    case 'connect':
      return [
        line('SYSCALL', syscall(42, 'connect', call.subject, call.exit, 0, 'net')),
        line(
          'SOCKADDR',
          `saddr=${call.end.bytes.toString('hex').toUpperCase()}${ENRICHED}${readable(call.end)}`,
        ),
        line('PROCTITLE', `proctitle=${processTitle(call.subject.process.posix?.arguments ?? [])}`),
      ];
  }
}

function syscall(
  number: number,
  name: string,
  subject: AuditSubject,
  exit: number,
  items: number,
  key: string,
): string {
  const numbers = Object.entries(subjectNumbers(subject)).map(([field, value]) => `${field}=${value}`);
  const names = Object.entries(callNames(subject, name)).map(([field, value]) =>
    field === 'ARCH' || field === 'SYSCALL' ? `${field}=${value}` : `${field}="${value}"`,
  );
  return (
    `arch=c000003e syscall=${number} success=${exit === 0 ? 'yes' : 'no'} exit=${exit} ` +
    `a0=3 a1=7ffc05cb9b60 a2=10 a3=8 items=${items} ${numbers.join(' ')} ` +
    `comm=${untrusted(subject.comm)} exe=${untrusted(subject.exe)} subj=unconfined key="${key}"${ENRICHED}${names.join(' ')}`
  );
}

function pathRecord(path: string, item: number, exit: number): string {
  const name = `item=${item} name=${untrusted(path)}`;
  if (exit < 0) return `${name} nametype=UNKNOWN ${FILE_CAPABILITIES}`;
  return `${name} inode=${260_000 + item} dev=fe:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL ${FILE_CAPABILITIES}${ENRICHED}OUID="root" OGID="root"`;
}

function readable({ family, address, port }: SocketEnd): string {
  return family === 'local'
    ? `SADDR={ saddr_fam=local path=${address} }`
    : `SADDR={ saddr_fam=${family} laddr=${address} lport=${port} }`;
}
