/** Runs the built command line as a user does: another process, its own streams and exit code. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The bundled example, read only. */
export const EXAMPLE: string = fileURLToPath(new URL('../../examples/windows-case', import.meta.url));

export interface CliRun {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Close our end of its standard output at once, as `| head` does when it has seen enough. */
  readonly closeStdout?: boolean;
}

/** `postern ...args`, without the colour and terminal settings of whoever runs the tests. */
export function postern(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  if (!existsSync(main))
    throw new Error('dist/cli/main.js is missing: run "npm run build" first ("npm test" does so itself)');
  const { FORCE_COLOR: _force, NO_COLOR: _no, NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  if (options.closeStdout === true) child.stdout.destroy();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      });
    });
  });
}
