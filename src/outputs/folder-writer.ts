import { createHash, type Hash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from './report-manifest.ts';

/** Ends the name of a file that is still being written. */
export const PARTIAL = '.partial';

/**
 * Writes files below one folder so that a file either has its whole content or does not exist under its name, and keeps
 * size and digest of each.
 */
export class FolderWriter {
  readonly #root: string;
  readonly #files: ManifestFile[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** In the order of their paths. */
  get files(): readonly ManifestFile[] {
    return this.#files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** `path` is ours, relative, with `/`; never text of the telemetry. */
  async write(path: string, chunks: Iterable<string | Buffer>): Promise<void> {
    const target = join(this.#root, ...path.split('/'));
    const temporary = `${target}${PARTIAL}`;
    // A leftover of a run that died; `wx` below never follows a link somebody put there meanwhile.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx');
    try {
      const hash = createHash('sha256');
      const bytes = await writeAll(handle, chunks, hash);
      await handle.close();
      await rename(temporary, target);
      this.#files.push({ path, bytes, sha256: hash.digest('hex') });
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

async function writeAll(handle: FileHandle, chunks: Iterable<string | Buffer>, hash: Hash): Promise<number> {
  let bytes = 0;
  for (const chunk of chunks) {
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    hash.update(buffer);
    await handle.writeFile(buffer);
    bytes += buffer.length;
  }
  return bytes;
}
