/** Learning while following: complete hours become part of the baseline, what was suspicious only as a suspicion. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectLines, execLines, saddr4 } from '../linux/audit-lines.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runHere } from './run-here.ts';

/** An agent that reports to its server, as auditd tells it. */
function report(hour: number): string[] {
  const time = `${1_795_312_800 + hour * 3_600}.100`;
  const pid = 5_000 + hour;
  const exe = '/opt/agent/bin/agent';
  return [
    ...execLines({ time, serial: hour * 10 + 1, arguments: [exe], pid, ppid: 1, exe }),
    ...connectLines({ time, serial: hour * 10 + 2, pid, ppid: 1, exe, saddr: saddr4('203.0.113.20', 443) }),
  ];
}

it('follow --learn learns the hours that are over', async () => {
  const lines = [0, 1, 2].flatMap(report).map((line) => `${line}\n`);
  const folder = temporaryFolder({ 'audit.log': lines.join('') });
  const file = join(folder, 'site.baseline');
  const argv = [join(folder, 'audit.log'), '--host', 'web01', '--learn', file, '--exit-when-idle', '300ms'];
  expect(await runHere('follow', ...argv)).toMatchObject({ code: 0 });
  const once = await runHere('baseline', 'show', file);
  expect(once.stdout).toContain('host web01 | /opt/agent/bin/agent -> address:203.0.113.20:443/tcp');
  await runHere('follow', ...argv);
  expect((await runHere('baseline', 'show', file)).stdout).toBe(once.stdout);
});
