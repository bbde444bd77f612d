/** Lines as auditd writes them, made for tests (in the layout of the kernel's `auditsc.c` and of auditd 3.0). */

export interface Stamp {
  /** Seconds and milliseconds since 1970 as in the log: `1795310108.377`. */
  readonly time: string;
  readonly serial: number;
  readonly node?: string;
}

export interface ExecFacts extends Stamp {
  readonly arguments: readonly string[];
  readonly pid?: number;
  readonly ppid?: number;
  readonly exe?: string;
  readonly cwd?: string;
  readonly script?: string;
  readonly success?: boolean;
  readonly enriched?: boolean;
}

export interface ConnectFacts extends Stamp {
  readonly pid?: number;
  readonly ppid?: number;
  readonly exe?: string;
  readonly saddr: string;
  readonly exit?: number;
}

/** `type=TYPE msg=audit(...): text`. */
export function auditLine(stamp: Stamp, type: string, text: string): string {
  const node = stamp.node === undefined ? '' : `node=${stamp.node} `;
  return `${node}type=${type} msg=audit(${stamp.time}:${stamp.serial}): ${text}`;
}

/** As the kernel writes a text that somebody else chose. */
export function untrusted(text: string): string {
  const bytes = Buffer.from(text);
  const isPlain = bytes.every((byte) => byte > 0x20 && byte < 0x7f && byte !== 0x22);
  return isPlain && text !== '' ? `"${text}"` : text === '' ? '""' : bytes.toString('hex').toUpperCase();
}

/** SYSCALL, EXECVE, CWD, PATH, PATH, PROCTITLE of one `execve`. */
export function execLines(facts: ExecFacts): string[] {
  const { arguments: words, exe = '/usr/bin/tool', cwd = '/home/alice', script, success = true } = facts;
  const call = `arch=c000003e syscall=59 success=${success ? 'yes exit=0' : 'no exit=-2'} a0=55d0 a1=55e0 a2=55f0 a3=8`;
  const items = success ? 2 : 1;
  const lines = [auditLine(facts, 'SYSCALL', `${call} items=${items} ${subject(facts, exe)}`)];
  if (success) lines.push(...argumentRecords(words).map((text) => auditLine(facts, 'EXECVE', text)));
  const path = (item: number, name: string): string =>
    auditLine(
      facts,
      'PATH',
      `item=${item} name=${untrusted(name)} inode=2051 dev=fe:00 mode=0100755 ouid=0 nametype=NORMAL cap_fp=0`,
    );
  lines.push(auditLine(facts, 'CWD', `cwd=${untrusted(cwd)}`), path(0, script ?? exe));
  if (success) lines.push(path(1, script === undefined ? '/lib64/ld-linux-x86-64.so.2' : (words[0] ?? exe)));
  lines.push(auditLine(facts, 'PROCTITLE', `proctitle=${untrusted(words.join('\0').slice(0, 128))}`));
  return lines;
}

/** SYSCALL, SOCKADDR, PROCTITLE of one `connect`. */
export function connectLines(facts: ConnectFacts): string[] {
  const { exe = '/usr/bin/nc.openbsd', saddr, exit = -115 } = facts;
  const call = `arch=c000003e syscall=42 success=${exit < 0 ? 'no' : 'yes'} exit=${exit} a0=3 a1=7ffc a2=10 a3=4`;
  return [
    auditLine(facts, 'SYSCALL', `${call} items=0 ${subject(facts, exe)}`),
    auditLine(facts, 'SOCKADDR', `saddr=${saddr}`),
    auditLine(facts, 'PROCTITLE', 'proctitle="nc"'),
  ];
}

/** `struct sockaddr_in` as on a little-endian machine. */
export function saddr4(address: string, port: number): string {
  const bytes = Buffer.from([
    2,
    0,
    port >> 8,
    port & 255,
    ...address.split('.').map(Number),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  return bytes.toString('hex').toUpperCase();
}

function subject(facts: { pid?: number; ppid?: number; enriched?: boolean }, exe: string): string {
  const { pid = 4321, ppid = 4300, enriched = true } = facts;
  const names = '\u001dARCH=x86_64 SYSCALL=x AUID="alice" UID="alice" GID="alice" EUID="alice"';
  return `ppid=${ppid} pid=${pid} auid=1001 uid=1001 gid=1001 euid=1001 suid=1001 fsuid=1001 egid=1001 sgid=1001 fsgid=1001 tty=pts0 ses=9 comm="thread" exe=${untrusted(exe)} subj=unconfined key="exec"${enriched ? names : ''}`;
}

/** Arguments of more than 7,500 characters come in pieces and in several records. */
function argumentRecords(words: readonly string[]): string[] {
  const records: string[] = [];
  let record = `argc=${words.length}`;
  words.forEach((word, index) => {
    const value = untrusted(word);
    if (value.length <= 7_500) {
      if (record.length + value.length > 7_500) {
        records.push(record);
        record = '';
      }
      record += `${record === '' ? '' : ' '}a${index}=${value}`;
      return;
    }
    const isHex = !value.startsWith('"');
    const digits = isHex ? value : value.slice(1, -1);
    const pieces = digits.match(/.{1,7000}/g) ?? [];
    record += ` a${index}_len=${digits.length}`;
    pieces.forEach((piece, number) => {
      if (number > 0 || record.length > 400) {
        records.push(record);
        record = '';
      }
      record += ` a${index}[${number}]=${isHex ? piece : `"${piece}"`}`;
    });
  });
  records.push(record);
  return records;
}

/** Facts of a SYSCALL record; what is left out is a successful call of root that tells nothing more. */
export interface SyscallFacts {
  readonly arch?: string;
  /** `''`: a call that never returns. */
  readonly success?: string;
  readonly exit?: number;
  readonly a0?: string;
  readonly a1?: string;
  readonly a2?: string;
  readonly a3?: string;
  readonly items?: number;
  /** What an enriched log adds. */
  readonly rest?: string;
}

/** The stamp of events of which only one matters. */
export const STAMP: Stamp = { time: '1795310108.377', serial: 4_567 };

/** A SYSCALL record. */
export function syscallLine(number: number, facts: SyscallFacts = {}): string {
  const {
    arch = 'c000003e',
    success = 'yes',
    exit = 0,
    a0 = '3',
    a1 = '0',
    a2 = '0',
    a3 = '0',
    items = 0,
  } = facts;
  const result = success === '' ? '' : ` success=${success} exit=${exit}`;
  const registers = `a0=${a0} a1=${a1} a2=${a2} a3=${a3}`;
  const subject =
    'ppid=4300 pid=4321 auid=1001 uid=0 gid=0 euid=0 tty=(none) ses=9 comm="worker" exe="/usr/bin/tool"';
  const text = `arch=${arch} syscall=${number}${result} ${registers} items=${items} ${subject} subj=unconfined key=(null)`;
  return auditLine(STAMP, 'SYSCALL', `${text}${facts.rest ?? ''}`);
}

/** A PATH record. */
export function pathLine(item: number, name: string, nametype: string): string {
  return auditLine(
    STAMP,
    'PATH',
    `item=${item} name=${untrusted(name)} inode=5 dev=fe:00 nametype=${nametype} cap_fp=0`,
  );
}

/** The CWD record of `/home/alice`. */
export const CWD: string = auditLine(STAMP, 'CWD', 'cwd="/home/alice"');
