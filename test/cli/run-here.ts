/** The command line in this process: what a user sees, without a build. */
import { runPostern } from '../../src/cli/run-postern.ts';

export interface RunHere {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHere(...argv: readonly string[]): Promise<RunHere> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): { write(text: string): void } => ({
    write(text: string): void {
      written[name] += text;
    },
  });
  const code = await runPostern(argv, { stdout: stream('stdout'), stderr: stream('stderr'), env: {} });
  return { code, ...written };
}
