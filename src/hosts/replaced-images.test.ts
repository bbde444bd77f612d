import { describe, expect, it } from 'vitest';
import { end, launch, MINUTE, SECOND, T0 } from '../../test/host-events.ts';
import { inAnyOrder, tableOf } from '../../test/process-table-of.ts';
import type { ProcessLaunch } from '../event/event.ts';
import type { Process } from './process.ts';
import type { ProcessTable } from './process-table.ts';

const audit = (more: Partial<ProcessLaunch>): ProcessLaunch =>
  launch({ sensor: 'auditd', platform: 'linux', code: 'execve', how: 'exec', ...more });
const osquery = (more: Partial<ProcessLaunch>): ProcessLaunch => audit({ sensor: 'osquery-events', ...more });
const only = (table: ProcessTable, image: string, how = 0): Process | undefined =>
  table.processes.filter((process) => process.image === image)[how];

describe('an image that exec replaced', () => {
  const cipher = audit({ pid: 900, image: '/usr/bin/openssl', parentPid: 800, time: T0 });
  const connected = (table: ProcessTable, before: number, image = '/usr/bin/bash'): Process | undefined =>
    table.locateOrAssume(
      { uid: undefined, pid: 900, image, sensor: 'auditd', platform: 'linux' },
      T0 - before,
    )?.process;

  it('is the shell that connected before its first recorded exec', () => {
    inAnyOrder([cipher], (table) => {
      const shell = connected(table, 12);
      expect(only(table, '/usr/bin/openssl')?.replaced).toBe(shell);
    });
  });

  it('is none that had the pid long before, or that runs no others', () => {
    for (const [before, image] of [
      [5 * MINUTE, '/usr/bin/bash'],
      [12, '/usr/bin/curl'],
    ] as const) {
      const table = tableOf([cipher]);
      expect(connected(table, before, image)).toBeDefined();
      expect(only(table, '/usr/bin/openssl')?.replaced).toBeUndefined();
    }
  });

  it('is what was forked, whatever program forked it, unless that ended', () => {
    const forked = osquery({
      how: 'fork',
      pid: 900,
      image: '/usr/bin/sftp',
      parentPid: 800,
      parentImage: '/usr/bin/sftp',
      time: T0,
    });
    const ssh = osquery({ pid: 900, image: '/usr/bin/ssh', time: T0 });
    inAnyOrder([forked, ssh], (table) => {
      expect(only(table, '/usr/bin/ssh')?.replaced?.image).toBe('/usr/bin/sftp');
    });
    const gone = end({ sensor: 'osquery-events', pid: 900, image: undefined, time: T0 + SECOND });
    inAnyOrder([forked, gone, { ...ssh, time: T0 + MINUTE }], (table) => {
      expect(only(table, '/usr/bin/ssh')?.replaced).toBeUndefined();
    });
  });

  it('gives its parent to the image after it, which no record tells', () => {
    const script = launch({
      platform: 'linux',
      sensor: 'tetragon',
      uid: 'a',
      pid: 50,
      image: '/usr/bin/bash',
      time: T0,
    });
    const wrapper = {
      ...script,
      uid: 'b',
      pid: 51,
      image: '/usr/bin/dash',
      parentUid: 'a',
      how: 'spawn',
      time: T0 + 10,
    } as const;
    const program = {
      ...script,
      uid: 'c',
      pid: 51,
      image: '/usr/lib/p7zip/7z',
      replacedUid: 'b',
      how: 'exec',
      time: T0 + 20,
    } as const;
    inAnyOrder([script, wrapper, program], (table) => {
      expect(table.byUid('c')?.parent?.uid).toBe('a');
    });
  });

  it('is one process with the image after it to those who name only the pid', () => {
    const forked = osquery({ how: 'fork', pid: 900, image: '/usr/bin/bash', parentPid: 800, time: T0 });
    const script = osquery({ pid: 900, image: '/usr/bin/bash', commandLine: 'bash job.sh', time: T0 });
    const child = osquery({ pid: 901, image: '/usr/bin/curl', parentPid: 900, time: T0 });
    inAnyOrder([forked, script, child], (table) => {
      expect(only(table, '/usr/bin/curl')?.parent?.commandLine).toBe('bash job.sh');
    });
  });
});
