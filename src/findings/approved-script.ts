/** Which script an interpreter runs, as far as an approval may rest on it: an argument or a remark may name any file. */
import { wordsOf } from '../analytics/named-paths.ts';
import { scriptOperand } from '../baseline/approvals/script-operand.ts';
import { sha256Hex } from '../event/sha256.ts';
import type { Process } from '../hosts/process.ts';

export interface ApprovedScript {
  /** Full path of the file. */
  readonly path: string | undefined;
  /** Of code given on the command line, whose text the sensor told word by word. Of files no sensor tells a hash. */
  readonly sha256: string | undefined;
}

const NOTHING: ApprovedScript = { path: undefined, sha256: undefined };

/** Longer code may have been cut off by its sensor: then its beginning is not it. */
const LONGEST_CODE = 4_000;

export function approvedScript(process: Process): ApprovedScript {
  // The kernel itself named the file of its first line (`#!`).
  if (process.scriptPath !== undefined) return { ...NOTHING, path: process.scriptPath };
  const { image } = process;
  if (image === undefined) return NOTHING;
  const words = exactWords(process);
  const operand = words === undefined ? undefined : scriptOperand(image, words);
  if (operand?.kind === 'file') return { ...NOTHING, path: absolute(operand.path, process) };
  if (operand?.kind === 'code')
    return operand.code.length > LONGEST_CODE ? NOTHING : { ...NOTHING, sha256: sha256Hex(operand.code) };
  // Script block logging names files, too, but not all that a process ran: only what was read is kept.
  return NOTHING;
}

/**
 * Arguments without the program's own name. On POSIX systems only as a list: joined by blanks, that name could pass for
 * arguments. Windows itself has no list; a single quote is none of its quotes.
 */
function exactWords(process: Process): readonly string[] | undefined {
  if (process.arguments !== undefined) return process.arguments.slice(1);
  const { commandLine } = process;
  if (process.platform !== 'windows' || commandLine === undefined || commandLine.includes("'"))
    return undefined;
  return wordsOf(process)
    .slice(1)
    .map((word) => word.replace(/^"|"$/g, ''));
}

function absolute(path: string, { cwd, platform }: Process): string {
  const isFull = platform === 'windows' ? /^(?:[a-z]:)?[\\/]/i.test(path) : path.startsWith('/');
  if (isFull || cwd === undefined) return path;
  return platform === 'windows' ? `${cwd}\\${path}` : `${cwd}/${path}`;
}
