/** Does a sender read or name what an encryption wrote? */
import { baseName } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import type { Artefacts } from './artefacts.ts';
import type { ObservedOperation } from './host-view.ts';
import { namedPaths } from './named-paths.ts';
import { onWhoseBehalf } from './senders.ts';

/**
 * Whose command lines tell what a sender sends: its own, those of the programs it carries for, and of what its pid became
 * (`cat file > /dev/tcp/host/port` connects before it is `cat`).
 */
export function sendersOf(sender: Process, artefacts: Artefacts): readonly Process[] {
  return [...onWhoseBehalf(sender), ...artefacts.becameOf(sender)];
}

/**
 * The output of the cipher, read by the sender or named by its command line or by that of the program it carries for.
 * Short or common names prove nothing.
 */
export function sharedArtefact(
  sender: Process,
  operation: ObservedOperation,
  artefacts: Artefacts,
): string | undefined {
  const { names } = artefacts.of(operation);
  for (const process of sendersOf(sender, artefacts)) {
    const named = namedPaths(process);
    for (const name of names) {
      if (name.endsWith('*') ? startsAny(named, name.slice(0, -1)) : named.has(name) && isTelling(name))
        return name;
      if (process.reads.has(name)) return name;
    }
    const found = mentioned(process.commandLine?.toLowerCase(), operation, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

function startsAny(paths: ReadonlySet<string>, prefix: string): boolean {
  if (!isTelling(prefix)) return false;
  for (const path of paths) if (path.startsWith(prefix)) return true;
  return false;
}

function isTelling(path: string): boolean {
  return path.length > 6 && /[\\/]/.test(path);
}

function mentioned(
  command: string | undefined,
  operation: ObservedOperation,
  names: ReadonlySet<string>,
): string | undefined {
  if (command === undefined) return undefined;
  const written = operation.operation.outputs.map((path) => path.toLowerCase());
  for (const path of new Set([...written, ...names])) {
    // A full path is a name of its own; a bare file name must be long enough to mean one file.
    if (isTelling(path) && namesFile(command, path)) return path;
    const name = baseName(path);
    if (name === undefined || name.length < 5 || !name.includes('.')) continue;
    if (written.includes(path) && namesFile(command, name)) return path;
  }
  return undefined;
}

/** Does the name stand as a word of its own? `data.zip` is neither `mydata.zip` nor `data.zip.gpg`. */
function namesFile(command: string, name: string): boolean {
  for (let from = command.indexOf(name); from >= 0; from = command.indexOf(name, from + 1)) {
    const after = from + name.length;
    const ends = command[after] === '.' ? !isNameLetter(command[after + 1]) : !isNameLetter(command[after]);
    if (ends && !isNameLetter(command[from - 1]) && command[from - 1] !== '.') return true;
  }
  return false;
}

/** Letters, digits of any script, and what file names otherwise hold. */
function isNameLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}_$~-]/u.test(letter);
}
