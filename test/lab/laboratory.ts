/**
 * A laboratory on the machine the tests run on: the real audit daemon with a log of its own, and two network namespaces,
 * one of which plays the internet. Needs root, the kernel's audit system, and no audit daemon that somebody else runs.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAuditStatus } from '../../src/run/drill/probe-audit.ts';

export const OUTSIDE = '203.0.113.20';
const INSIDE = '10.97.30.5';
const TOOLS = ['auditd', 'auditctl', 'ip', 'bash', 'openssl', 'gpg', 'curl', 'wget', 'nc', '7z', 'python3'];
const RULES = ['execve,execveat', 'connect'];

/** Why there can be no laboratory here; `undefined` when there can. */
export function laboratoryObstacle(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  const missing = TOOLS.filter((tool) => quiet('which', [tool]) === undefined);
  if (missing.length > 0) return `${missing.join(', ')} not installed`;
  const status = quiet('auditctl', ['-s']);
  if (status === undefined || !/^enabled \d/m.test(status))
    return 'the kernel gives no access to its audit system';
  if (/^enabled 2$/m.test(status)) return 'the audit rules of this machine are locked';
  if (readAuditStatus(status) !== undefined || /^pid 0$/m.test(status)) return undefined;
  return 'an audit daemon is running here already';
}

export class Laboratory {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'postern-lab-'));
  readonly log: string = join(this.folder, 'audit.log');
  readonly #inside = `pin${process.pid}`;
  readonly #outside = `pout${process.pid}`;
  #daemon: ChildProcess | undefined;
  #internet: ChildProcess | undefined;
  #wasEnabled = true;

  async start(): Promise<void> {
    this.#wasEnabled = !/^enabled 0$/m.test(quiet('auditctl', ['-s']) ?? '');
    const config = join(this.folder, 'etc');
    mkdirSync(join(config, 'plugins.d'), { recursive: true });
    writeFileSync(
      join(config, 'auditd.conf'),
      `log_file = ${this.log}\nlog_format = ENRICHED\nflush = DATA\nlocal_events = yes\nwrite_logs = yes\nmax_log_file = 64\nnum_logs = 2\nspace_left = 2\nadmin_space_left = 1\nadmin_space_left_action = IGNORE\nspace_left_action = IGNORE\n`,
      { mode: 0o640 },
    );
    this.#network();
    this.#daemon = spawn('auditd', ['-n', '-s', 'nochange', '-c', config], { stdio: 'ignore' });
    await until(() => !/^pid 0$/m.test(quiet('auditctl', ['-s']) ?? 'pid 0'));
    run('auditctl', ['-e', '1']);
    run('auditctl', ['-b', '8192']);
    for (const calls of RULES)
      run('auditctl', ['-a', 'always,exit', '-F', 'arch=b64', '-S', calls, '-k', 'postern-lab']);
    await this.#listen();
  }

  /** Runs a script of the inside host, as a shell script of its own. */
  act(name: string, script: string): void {
    const path = join(this.folder, `${name}.sh`);
    writeFileSync(path, script);
    run('ip', ['netns', 'exec', this.#inside, 'bash', path], this.folder);
  }

  /** The log so far, once the daemon has written what is under way. */
  async settled(): Promise<string> {
    let before = -1;
    await until(() => {
      const now = readFileSync(this.log).length;
      const still = now === before;
      before = now;
      return still;
    });
    return this.log;
  }

  stop(): void {
    quiet('auditctl', ['-D', '-k', 'postern-lab']);
    if (!this.#wasEnabled) quiet('auditctl', ['-e', '0']);
    this.#daemon?.kill('SIGTERM');
    this.#internet?.kill('SIGKILL');
    for (const name of [this.#inside, this.#outside]) quiet('ip', ['netns', 'del', name]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #network(): void {
    for (const name of [this.#inside, this.#outside]) run('ip', ['netns', 'add', name]);
    run('ip', [
      'link',
      'add',
      'lab0',
      'netns',
      this.#inside,
      'type',
      'veth',
      'peer',
      'name',
      'lab1',
      'netns',
      this.#outside,
    ]);
    for (const [name, device, address] of [
      [this.#inside, 'lab0', INSIDE],
      [this.#outside, 'lab1', OUTSIDE],
    ] as const) {
      run('ip', ['-n', name, 'addr', 'add', `${address}/32`, 'dev', device]);
      run('ip', ['-n', name, 'link', 'set', device, 'up']);
      run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
      run('ip', ['-n', name, 'route', 'add', 'default', 'dev', device]);
    }
  }

  /** A server that takes anything on a range of ports and answers as HTTP. */
  async #listen(): Promise<void> {
    const ready = join(this.folder, 'ready');
    const server = `
      const { createServer } = require('node:net');
      const { writeFileSync } = require('node:fs');
      let open = 0;
      for (let port = 9001; port <= 9020; port++) createServer((socket) => {
        socket.on('data', () => socket.end('HTTP/1.0 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n'));
        socket.on('error', () => socket.destroy());
      }).listen(port, '${OUTSIDE}', () => { if (++open === 20) writeFileSync('${ready}', 'x'); });
    `;
    this.#internet = spawn('ip', ['netns', 'exec', this.#outside, process.execPath, '-e', server], {
      stdio: 'ignore',
    });
    await until(() => quiet('cat', [ready]) === 'x');
  }
}

function run(command: string, words: readonly string[], cwd?: string): void {
  execFileSync(command, [...words], {
    stdio: 'ignore',
    timeout: 30_000,
    ...(cwd === undefined ? {} : { cwd }),
  });
}

function quiet(command: string, words: readonly string[]): string | undefined {
  try {
    return execFileSync(command, [...words], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

/** Waits for what the machine does in its own time; @throws when it never does. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the laboratory does not come to rest');
}
