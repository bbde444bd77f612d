import type { Recognition } from '../encryption-operation.ts';
import type { Recogniser } from '../recognise.ts';

const PLAIN_POSIX = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** A first word like `A=b` would be read as an assignment. */
const ASSIGNMENT = /^\w+=/;

function quotePosix(argument: string, index: number): string {
  if (PLAIN_POSIX.test(argument) && (index > 0 || !ASSIGNMENT.test(argument))) return argument;
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

function quoteWindows(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/** One text that splits into exactly these arguments again; it is layer 0 of what `recogniseArguments` answers. */
export function joinArguments(argv: readonly string[], platform: 'windows' | 'posix'): string {
  return argv
    .map((argument, index) => (platform === 'windows' ? quoteWindows(argument) : quotePosix(argument, index)))
    .join(' ');
}

/**
 * Reads an argument list as a process got it (auditd EXECVE, Endpoint Security, eBPF): nothing in it is shell syntax any
 * more, and no quote was lost. Offsets count in `joinArguments(argv, platform)`.
 */
export function recogniseArguments(
  recogniser: Pick<Recogniser, 'recogniseCommandLine'>,
  argv: readonly string[],
  platform: 'windows' | 'posix',
  image?: string,
): Recognition {
  return recogniser.recogniseCommandLine(joinArguments(argv, platform), platform, image);
}
