import { describe, expect, it } from 'vitest';
import { auditFormat } from './audit-format.ts';

const sniff = (text: string): boolean => auditFormat.sniff(Buffer.from(text));
const record = 'type=SYSCALL msg=audit(1795310108.377:1): arch=c000003e syscall=59 success=yes exit=0';

describe('what an audit log is', () => {
  it.each([
    ['records', `${record}\n`],
    ['records of a node', `node=web1 ${record}\n`],
    ['a byte order mark first', `\ufeff${record}\n`],
    ['a torn line first', `0 a1="x"\n${record}\n`],
    ['output of ausearch', `----\ntime->Sun Nov 22 06:03:01 2026\n${record}\n`],
    [
      'interpreted output of ausearch, to be told what to do',
      'type=CWD msg=audit(11/22/26 06:03:01.377:1) : cwd=/tmp\n',
    ],
    ['syslog with records', `Nov 22 06:03:01 u CRON[1]: x\nNov 22 06:03:01 u audispd: ${record}\n`],
    [
      "the kernel's log",
      'Nov 22 06:03:01 u kernel: [   12.345678] audit: type=1300 audit(1795310108.377:1): arch=c000003e\n',
    ],
  ])('%s', (_, text) => expect(sniff(text)).toBe(true));

  it.each([
    ['JSON that carries a record', `{"message":"${record}"}\n`],
    ['another syslog', 'Nov 22 06:03:01 u sshd[99]: Accepted publickey for alice\n'],
    ['text that quotes a record', `Nov 22 06:03:01 u sudo: alice : COMMAND=/bin/echo ${record}\n`],
    [
      'Windows events behind a log header',
      'Mar  1 06:03:01 ws1 sysmon: <Event><System><Provider Name="Microsoft-Windows-Sysmon"/>',
    ],
    ['nothing', ''],
  ])('is not %s', (_, text) => expect(sniff(text)).toBe(false));

  it('is told before XML, whatever arguments look like', () => {
    const hostile = record
      .replace('SYSCALL', 'EXECVE')
      .replace(/arch.*$/, 'argc=2 a0="<Event>" a1="<System>"');
    expect(sniff(`${hostile}\n`)).toBe(true);
  });
});
