import { describe, expect, it } from 'vitest';
import { connectLines, saddr4 } from './audit-lines.ts';
import { eventKinds, readSample } from './read-sample.ts';
import { sysmonEvent } from './sysmon-event.ts';

const read = (lines: readonly string[]): ReturnType<typeof readSample> =>
  readSample(Buffer.from(lines.map((line) => `${line}\n`).join('')));
const launch = sysmonEvent(1, {
  ProcessGuid: '{94325212-fc0d-627b-4874-61f901560000}',
  ProcessId: '17790',
  Image: '/bin/bash',
  CommandLine: 'bash -c id',
  ParentCommandLine: '/usr/sbin/sshd -D',
});
const header = 'Nov 22 06:00:01 u';

describe('one syslog file', () => {
  it('may hold Sysmon for Linux, audit records and everything else', () => {
    const audit = connectLines({ time: '1795310108.381', serial: 8, saddr: saddr4('203.0.113.20', 443) });
    const account = read([
      `${header} systemd[1]: Started Session 1 of user alice.`,
      `${header} sysmon: ${launch}`,
      ...audit.map((line) => `${header} audispd: ${line}`),
      `2026-11-22T06:00:01.000000+00:00 u sysmon[1590]: ${launch.slice(0, -60)}`,
      `<14>1 2026-11-22T06:00:01Z u sysmon 1590 - - ${sysmonEvent(5, { ProcessId: '9', Image: '/bin/x' })}`,
      `${header} kernel: [   12.000000] IN=eth0 OUT= SRC=203.0.113.9`,
    ]);
    expect(account.format).toBe('audit');
    expect(eventKinds(account)).toEqual({ launch: 2, connection: 1, end: 1 });
    expect([account.rejected, account.broken]).toEqual([[], []]);
    expect(account.skipped).toEqual({ 'line of another program': 2 });
  });

  it('gives no event of what another program quotes', () => {
    const account = read([
      `${header} sysmon: ${launch}`,
      `${header} sudo: alice : COMMAND=/bin/echo ${launch}`,
    ]);
    expect(eventKinds(account)).toEqual({ launch: 1 });
  });

  it('says what to do where records were interpreted', () => {
    const account = read([
      'type=SYSCALL msg=audit(11/22/2026 06:03:01.377:1) : arch=x86_64 syscall=execve success=yes',
    ]);
    expect(account.rejected.map(({ detail }) => detail)).toEqual([expect.stringContaining('ausearch --raw')]);
  });
});
