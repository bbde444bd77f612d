/** Files that encryptions wrote, found by what a command line holds: exact in `shared-artefact.ts`, never missed here. */
import { baseName } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import type { ObservedOperation } from './host-view.ts';
import { namedPaths } from './named-paths.ts';

/** What `shared-artefact.ts` takes for letters of a file name: a name found there starts such a run here. */
const RUN = /[\p{L}\p{N}_$~-]+/u;
const RUNS = /[\p{L}\p{N}_$~-]+/gu;

export class NameIndex {
  readonly #byRun = new Map<string, Set<ObservedOperation>>();
  readonly #byPrefix = new Map<string, Set<ObservedOperation>>();
  readonly #prefixLengths = new Set<number>();
  /** Named in no letters at all. */
  readonly #unspeakable = new Set<ObservedOperation>();

  /** `names` in lower case; one that ends in `*` stands for all that begin so. */
  add(operation: ObservedOperation, names: Iterable<string>): void {
    for (const name of [...names, ...operation.operation.outputs.map((path) => path.toLowerCase())]) {
      if (name.endsWith('*')) {
        this.#prefixLengths.add(name.length - 1);
        put(this.#byPrefix, name.slice(0, -1), operation);
      }
      const run = RUN.exec(baseName(name) ?? '')?.[0];
      if (run === undefined) this.#unspeakable.add(operation);
      else put(this.#byRun, run, operation);
    }
  }

  /** Encryptions whose files the process may name or read. */
  mentionedBy(process: Process): ReadonlySet<ObservedOperation> {
    const found = new Set(this.#unspeakable);
    if (this.#byRun.size === 0) return found;
    const named = namedPaths(process);
    const texts = [process.commandLine?.toLowerCase() ?? '', ...named, ...process.reads];
    const runs = new Set<string>();
    for (const text of texts) for (const run of text.match(RUNS) ?? []) runs.add(run);
    for (const run of runs) for (const operation of this.#byRun.get(run) ?? []) found.add(operation);
    for (const path of named) {
      for (const length of this.#prefixLengths) {
        if (length > path.length) continue;
        for (const operation of this.#byPrefix.get(path.slice(0, length)) ?? []) found.add(operation);
      }
    }
    return found;
  }
}

function put(map: Map<string, Set<ObservedOperation>>, key: string, operation: ObservedOperation): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([operation]));
  else known.add(operation);
}
