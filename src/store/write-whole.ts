/** A file written whole or not at all: beside its place, synced, renamed. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Readable by its owner only: what is stored tells what a site's programs do. Ends with `commit` or `discard`. */
export class WholeFile {
  readonly #path: string;
  readonly #file: number;
  #waiting: string[] = [];
  #length = 0;

  /** @throws the system's error when it cannot be made. */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(this.#beside, 'w', 0o600);
  }

  get #beside(): string {
    return `${this.#path}.new`;
  }

  write(chunk: Uint8Array | string): void {
    if (typeof chunk === 'string') {
      this.#waiting.push(chunk);
      this.#length += chunk.length;
      if (this.#length >= GATHERED) this.#flush();
    } else {
      this.#flush();
      this.#writeAll(chunk);
    }
  }

  commit(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.#beside, this.#path);
  }

  discard(): void {
    closeSync(this.#file);
    rmSync(this.#beside, { force: true });
  }

  #flush(): void {
    if (this.#length === 0) return;
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    this.#waiting = [];
    this.#length = 0;
    this.#writeAll(bytes);
  }

  #writeAll(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
  }
}

/** Characters gathered before they are written. */
const GATHERED = 1 << 20;

/** @throws the system's error when it cannot be written; what was there before is then still there. */
export function writeWhole(path: string, chunks: Iterable<Uint8Array | string>): void {
  const file = new WholeFile(path);
  try {
    for (const chunk of chunks) file.write(chunk);
  } catch (error) {
    file.discard();
    throw error;
  }
  file.commit();
}
