/** What a command may touch of the outside: handed in, so that tests can watch it. */
import type { CommandContext } from '@stricli/core';

export interface CliContext extends CommandContext {
  readonly process: CliProcess;
  /** Standard input, for commands that read text from it. */
  readonly input?: NodeJS.ReadableStream;
}

export interface CliProcess {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  exitCode?: number | string | null;
}

export interface OutputStream {
  write(text: string): void;
  readonly isTTY?: boolean;
  readonly columns?: number;
}
