import { lstat, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { intakeProblem, problemFrom } from './intake-problem.ts';
import type { OnProblem } from './intake-problem.ts';
import { isJunkName } from './member-names.ts';

/** A file to be read. */
export interface InputFile {
  /** The path as given, or below a given folder. */
  readonly path: string;
  readonly size: number;
}

/** Takes the path of each file or folder that is passed over because it is never telemetry. */
export type OnSkipped = (path: string) => void;

/**
 * All files that the paths name, folders walked to their depth, each file once, in the order of the paths and sorted
 * by name within them. Links to files are followed, links to folders are not, so that no loop can arise.
 */
export async function listFiles(
  paths: readonly string[],
  onProblem: OnProblem,
  onSkipped: OnSkipped = () => {},
): Promise<InputFile[]> {
  const walk = new Walk(onProblem, onSkipped);
  for (const path of paths) await walk.addGiven(path);
  return walk.files;
}

class Walk {
  readonly files: InputFile[] = [];
  readonly #seen = new Set<string>();
  readonly #onProblem: OnProblem;
  readonly #onSkipped: OnSkipped;

  constructor(onProblem: OnProblem, onSkipped: OnSkipped) {
    this.#onProblem = onProblem;
    this.#onSkipped = onSkipped;
  }

  /** What the user names is read whatever it is called. */
  async addGiven(path: string): Promise<void> {
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        const before = this.files.length;
        await this.#addFolder(path);
        if (this.files.length === before && this.#first(path))
          this.#onProblem(intakeProblem('INPUT_EMPTY', path));
      } else this.#add(path, found.isFile(), found.size);
    } catch (error) {
      this.#onProblem(problemFrom(error, path, 'INPUT_UNREADABLE'));
    }
  }

  async #addFolder(folder: string): Promise<void> {
    const names = await readdir(folder);
    for (const name of names.sort()) {
      const path = join(folder, name);
      if (isJunkName(name)) this.#onSkipped(path);
      else await this.#addFound(path);
    }
  }

  async #addFound(path: string): Promise<void> {
    try {
      const found = await lstat(path);
      if (found.isDirectory()) {
        await this.#addFolder(path);
        return;
      }
      const target = found.isSymbolicLink() ? await stat(path) : found;
      if (target.isDirectory()) this.#onSkipped(path);
      else this.#add(path, target.isFile(), target.size);
    } catch (error) {
      this.#onProblem(problemFrom(error, path, 'INPUT_UNREADABLE'));
    }
  }

  #add(path: string, isFile: boolean, size: number): void {
    if (!this.#first(path)) return;
    if (isFile) this.files.push({ path, size });
    else this.#onProblem(intakeProblem('INPUT_NOT_A_FILE', path, 'a device, pipe or socket'));
  }

  #first(path: string): boolean {
    const absolute = resolve(path);
    if (this.#seen.has(absolute)) return false;
    this.#seen.add(absolute);
    return true;
  }
}
