import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInteractiveShell } from './interactive-shell.ts';

describe('a shell somebody types into', () => {
  it.each([
    ['/usr/bin/bash', '-bash'],
    ['/usr/bin/bash', 'bash'],
    ['/usr/bin/bash', 'bash -l'],
    ['/usr/bin/bash', '/bin/bash --login -i'],
    ['/usr/bin/bash', 'bash -i'],
    ['/usr/bin/bash', 'bash --norc --noprofile'],
    ['/usr/bin/bash', 'bash --init-file /usr/share/code/shellIntegration-bash.sh'],
    ['/usr/bin/bash', 'bash -O extglob -o vi'],
    ['/usr/bin/bash', 'bash -is'],
    ['/usr/bin/bash', 'bash -'],
    ['/bin/zsh', '-zsh'],
    ['/bin/zsh', '/bin/zsh -il'],
    ['/usr/bin/dash', 'sh'],
    ['/usr/bin/fish', 'fish -C clear'],
    ['/bin/tcsh', '-tcsh'],
    ['/bin/busybox', '-sh'],
    ['/bin/busybox', 'busybox sh -l'],
    ['/usr/bin/bash', undefined],
    ['C:\\Program Files\\Git\\usr\\bin\\bash.exe', '"C:\\Program Files\\Git\\usr\\bin\\bash.exe" --login -i'],
  ])('is %s as %s', (image, commandLine) => {
    expect(isInteractiveShell({ image, commandLine })).toBe(true);
  });

  it.each([
    ['/usr/bin/bash', 'bash /opt/backup.sh'],
    ['/usr/bin/bash', '/bin/bash ./run a b'],
    ['/usr/bin/bash', 'bash -c id'],
    ['/usr/bin/bash', 'bash -lc id'],
    ['/usr/bin/bash', 'bash -ic id'],
    ['/usr/bin/bash', 'bash -e -x script'],
    ['/usr/bin/bash', 'bash -euo pipefail script'],
    ['/usr/bin/bash', 'bash --rcfile f script'],
    ['/usr/bin/bash', 'bash -- script'],
    ['/usr/bin/bash', 'bash -s -- arg'],
    ['/usr/bin/bash', 'bash -s'],
    ['/usr/bin/dash', 'sh -c cron-job'],
    ['/usr/bin/fish', 'fish --command=id'],
    ['/bin/busybox', 'busybox sh -c id'],
    ['/bin/busybox', 'nc 203.0.113.9 80'],
    ['/usr/bin/python3.11', 'python3'],
    ['/usr/bin/sudo', 'sudo -i'],
    ['/usr/bin/sshd', 'sshd: ann@pts/0'],
    ['C:\\Windows\\System32\\cmd.exe', 'cmd.exe'],
    ['C:\\Program Files\\Git\\bin\\bash.exe', '"C:\\Program Files\\Git\\bin\\bash.exe" -c "id"'],
    [undefined, '-bash'],
  ])('is not %s as %s', (image, commandLine) => {
    expect(isInteractiveShell({ image, commandLine })).toBe(false);
  });

  it('is known by the exact arguments where there are some', () => {
    const image = '/usr/bin/bash';
    expect(isInteractiveShell({ image, commandLine: 'bash a b', arguments: ['bash', 'a b'] })).toBe(false);
    expect(isInteractiveShell({ image, commandLine: 'bash x', arguments: ['-bash'] })).toBe(true);
    expect(isInteractiveShell(undefined)).toBe(false);
  });

  it('is looked for in every command line without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('-c', '-i', '-o', '--', '-'), fc.string())), (words) => {
        const answer = isInteractiveShell({ image: '/bin/bash', commandLine: words.join(' ') });
        expect([true, false]).toContain(answer);
      }),
    );
  });
});
