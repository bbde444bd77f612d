import { processRole } from '../hosts/process-role.ts';
import type { ProcessRole } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';
import type { ProcessFacts } from './finding.ts';
import type { Redactor } from './redactor.ts';

/** A process as a reader needs it; secrets of its command line go through `redact`. */
export function describeProcess(
  process: Process,
  role: ProcessRole | undefined,
  redact: Redactor,
): ProcessFacts {
  return {
    key: process.key,
    pid: process.pid,
    image: process.image,
    commandLine:
      process.commandLine === undefined ? undefined : redact.commandLine(process.commandLine, process.image),
    user: process.user,
    session: process.session,
    // Fractions only order the records of one tick.
    start: floored(process.start),
    end: floored(process.end),
    role: role ?? processRole(process),
  };
}

function floored(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time);
}
