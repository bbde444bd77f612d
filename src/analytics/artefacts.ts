/** Files that hold what an operation encrypted, under every name they went by afterwards. */
import { baseName, sameTask, taskOf } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import { stem } from '../hosts/process-role.ts';
import type { HostView, ObservedOperation } from './host-view.ts';
import { absolutePath, namedPaths } from './named-paths.ts';

/** Programs that put a file under another name, into pieces or into another file. */
const MOVERS = new Set([
  'mv', 'cp', 'ln', 'install', 'ditto', 'tar', 'bsdtar', 'gtar', 'zip', '7z', '7za', '7zr', 'gzip', 'xz', 'bzip2', 'zstd',
  'split', 'csplit', 'base64', 'xxd', 'dd', 'tee', 'move', 'copy', 'xcopy', 'robocopy', 'rename',
]); // prettier-ignore
/** A hostile log may hold any number of them; the earliest are looked at. */
const MOST_MOVERS = 50_000;
const MOST_NAMES = 64;
const MOST_HOPS = 3;
/** A program is started before what it writes is complete: a pipeline's `tee` is older than its cipher. */
const BEFORE_END = 10_000;

/** What is known of the files of one operation. */
export interface OperationFiles {
  /** Lower-case paths, absolute where that could be told. */
  readonly names: ReadonlySet<string>;
  /** Do the names come from the operation itself (its output option) and not only from what its process wrote? */
  readonly stated: boolean;
}

export class Artefacts {
  readonly #view: Pick<HostView, 'processes' | 'renames'>;
  readonly #known = new Map<ObservedOperation, OperationFiles>();
  /** Programs that move files, by each path they name, earliest first. */
  #movers: ReadonlyMap<string, readonly Process[]> | undefined;
  /** Images that went on in the pid of another one, by the first. */
  #replacing: ReadonlyMap<Process, readonly Process[]> | undefined;

  constructor(view: Pick<HostView, 'processes' | 'renames'>) {
    this.#view = view;
  }

  of(operation: ObservedOperation): OperationFiles {
    let files = this.#known.get(operation);
    if (files === undefined) {
      files = this.#trace(operation);
      this.#known.set(operation, files);
    }
    return files;
  }

  /** What the pid of a process became afterwards by `exec`. */
  becameOf(process: Process): readonly Process[] {
    this.#replacing ??= groupBy(
      this.#view.processes.filter(({ replaced }) => replaced !== undefined),
      (one) => [taskOf(one)],
    );
    const images = this.#replacing.get(taskOf(process)) ?? [];
    return images.filter((image) => image !== process && began(image) >= began(process));
  }

  #trace(operation: ObservedOperation): OperationFiles {
    const { process } = operation;
    const stated = operation.operation.outputs
      .filter((path) => path !== '' && path !== '-' && !path.startsWith('/dev/'))
      .map((path) => absolutePath(path, process));
    const names = new Set([...stated, ...process.files]);
    let fresh = [...names];
    for (let hop = 0; hop < MOST_HOPS && fresh.length > 0; hop++) {
      const next: string[] = [];
      for (const name of this.#otherNames(fresh, operation)) {
        if (names.has(name) || names.size >= MOST_NAMES) continue;
        names.add(name);
        next.push(name);
      }
      fresh = next;
    }
    return { names, stated: stated.length > 0 };
  }

  *#otherNames(names: readonly string[], { time, process }: ObservedOperation): Generator<string> {
    for (const name of names) yield* this.#view.renames.get(name) ?? [];
    const movers = this.#allMovers();
    for (const mover of new Set(names.flatMap((name) => movers.get(name) ?? []))) {
      if (began(mover) < time - BEFORE_END || sameTask(mover, process)) continue;
      const paths = namedPaths(mover);
      yield* paths;
      // `split -b 5m a part.` makes part.aa, part.ab, ...: the prefix stands for them all.
      if (stem(mover.image) === 'split') for (const path of paths) yield `${path}*`;
      // A copy into a folder keeps its name.
      for (const path of paths)
        for (const name of names) yield `${path.replace(/\/$/, '')}/${baseName(name) ?? ''}`;
    }
  }

  #allMovers(): ReadonlyMap<string, readonly Process[]> {
    this.#movers ??= groupBy(
      this.#view.processes
        .filter((process) => process.commandLine !== undefined && MOVERS.has(stem(process.image)))
        .sort((a, b) => began(a) - began(b) || (a.key < b.key ? -1 : 1))
        .slice(0, MOST_MOVERS),
      namedPaths,
    );
    return this.#movers;
  }
}

function began({ start, firstSeen }: Process): number {
  return start ?? firstSeen;
}

function groupBy<Key>(
  processes: readonly Process[],
  keysOf: (process: Process) => Iterable<Key>,
): Map<Key, Process[]> {
  const groups = new Map<Key, Process[]>();
  for (const process of processes) {
    for (const key of keysOf(process)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [process]);
      else group.push(process);
    }
  }
  return groups;
}
