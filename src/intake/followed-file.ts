/**
 * A log that grows, is rotated (renamed, a new one begun) or truncated (copied, emptied): every byte once, in order. What
 * was renamed meanwhile is read to its end before the new file is begun.
 */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { identify, isSameFile } from './file-identity.ts';
import type { FileIdentity } from './file-identity.ts';

/** Takes what is read. A file begins at 0, or where it was left; its end means that no more will come of it. */
export interface FollowedBytes {
  begin(identity: FileIdentity, offset: number): void;
  bytes(chunk: Buffer): void;
  end(): void;
  /** One sentence: what may have been missed, and why. */
  note(sentence: string): void;
}

export interface FilePosition {
  readonly identity: FileIdentity;
  readonly offset: number;
}

const CHUNK = 1024 * 1024;
/** One poll reads no more than this of one file, so that others get their turn. */
const MOST_AT_ONCE = 64 * CHUNK;

export class FollowedFile {
  readonly path: string;
  readonly #sink: FollowedBytes;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #file: number | undefined;
  #identity: FileIdentity | undefined;
  #offset = 0;
  #resume: FilePosition | undefined;
  #missing = false;
  #closed = false;

  /** `from`: where an earlier run left off; the first poll looks for that file under all its names. */
  constructor(path: string, sink: FollowedBytes, from: FilePosition | undefined) {
    this.path = path;
    this.#sink = sink;
    this.#resume = from;
  }

  /** Reads what is new; the number of bytes. @throws on a system error other than that the file is not there. */
  poll(): number {
    if (this.#closed || (this.#file === undefined && !this.#openFirst())) return 0;
    let read = this.#readOn();
    for (let next = this.#nextFile(); next !== undefined && read < MOST_AT_ONCE; next = this.#nextFile()) {
      // What was written to it between the last read and its renaming.
      read += this.#readOn();
      this.#finish();
      this.#begin(next, 0);
      read += this.#readOn();
    }
    return read;
  }

  /** The file that is read now, as well as it can be known by now. */
  get identity(): FileIdentity | undefined {
    return this.#identity;
  }

  close(): void {
    this.#closed = true;
    if (this.#file !== undefined) this.#finish();
  }

  #openFirst(): boolean {
    const from = this.#resume;
    this.#resume = undefined;
    if (from !== undefined) {
      for (const path of [this.path, ...this.#renamed()]) {
        const file = openIfThere(path);
        if (file === undefined) continue;
        if (isSameFile(file, from.identity) && fstatSync(file).size >= from.offset) {
          this.#take(file, from.offset);
          return true;
        }
        closeSync(file);
      }
      this.#sink.note(
        `${this.path}: the file that was read last is gone or was emptied; records in between may be lost`,
      );
    }
    const opened = this.#begin(this.path, 0);
    if (!opened && !this.#missing) this.#sink.note(`${this.path} is not there yet; waiting for it`);
    this.#missing = !opened;
    return opened;
  }

  #begin(path: string, offset: number): boolean {
    const file = openIfThere(path);
    if (file === undefined) return false;
    this.#take(file, offset);
    return true;
  }

  #take(file: number, offset: number): void {
    this.#file = file;
    this.#identity = identify(file);
    this.#offset = offset;
    this.#sink.begin(this.#identity, offset);
  }

  #finish(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#sink.end();
  }

  #readOn(): number {
    const file = this.#file;
    const known = this.#identity;
    if (file === undefined || known === undefined) return 0;
    const { size } = fstatSync(file);
    if (size < this.#offset || !isSameFile(file, known)) {
      this.#sink.note(`${this.path} was emptied and is read from its beginning`);
      this.#sink.end();
      this.#take(file, 0);
    } else if (known.length < 512 && size > known.length) {
      // A young file is known better once it has grown.
      this.#identity = identify(file);
    }
    let total = 0;
    while (total < MOST_AT_ONCE) {
      const length = readSync(file, this.#buffer, 0, CHUNK, this.#offset);
      if (length === 0) break;
      this.#offset += length;
      total += length;
      this.#sink.bytes(this.#buffer.subarray(0, length));
    }
    return total;
  }

  /** The file begun after this one was renamed: the oldest renamed later, or what is at the path now. */
  #nextFile(): string | undefined {
    if (this.#file === undefined) return undefined;
    const own = fstatSync(this.#file);
    const current = statIfThere(this.path);
    if (current === undefined || (current.ino === own.ino && current.dev === own.dev)) return undefined;
    const renamed = this.#renamed().flatMap((path) => {
      const stat = statIfThere(path);
      return stat === undefined ? [] : [{ path, ino: stat.ino, written: stat.mtimeMs, age: ageOf(path) }];
    });
    const age = renamed.find(({ ino }) => ino === own.ino)?.age ?? Number.POSITIVE_INFINITY;
    const [oldest] = renamed
      .filter(({ ino }) => ino !== own.ino)
      .filter(({ written, age: other }) => written > own.mtimeMs || (written === own.mtimeMs && other < age))
      .sort((a, b) => a.written - b.written || b.age - a.age);
    return oldest?.path ?? this.path;
  }

  /** `audit.log.1`, `audit.log-20260101`: not those that were packed, whose bytes are others. */
  #renamed(): string[] {
    const folder = dirname(this.path);
    const name = basename(this.path);
    try {
      return readdirSync(folder)
        .filter((other) => other.startsWith(name) && /^[.-][\w.-]+$/.test(other.slice(name.length)))
        .filter((other) => !/\.(?:gz|bz2|xz|zst|zip)$/.test(other))
        .map((other) => join(folder, other));
    } catch {
      return [];
    }
  }
}

/** `audit.log.3` was renamed three times: the higher, the older. Clocks of file systems are too coarse to tell. */
function ageOf(path: string): number {
  const number = /\.(\d{1,6})$/.exec(path)?.[1];
  return number === undefined ? 0 : Number(number);
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function statIfThere(path: string): { ino: number; dev: number; mtimeMs: number } | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
