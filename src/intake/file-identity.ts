/** Which file it is, whatever it is called by now: rotation renames files, and inodes are used again. */
import { createHash } from 'node:crypto';
import { fstatSync, readSync } from 'node:fs';

export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
  /** How many of the first bytes the digest covers; a young file has few. */
  readonly length: number;
  /** SHA-256 of them, hexadecimal. */
  readonly digest: string;
}

const MOST = 512;

/** Of an open file. */
export function identify(file: number, length: number = MOST): FileIdentity {
  const { dev, ino } = fstatSync(file);
  const head = Buffer.alloc(Math.min(length, MOST));
  const read = readSync(file, head, 0, head.length, 0);
  const digest = createHash('sha256').update(head.subarray(0, read)).digest('hex');
  return { device: dev, inode: ino, length: read, digest };
}

/** Is the open file the one that was identified, though it may have grown? */
export function isSameFile(file: number, known: FileIdentity): boolean {
  const now = identify(file, known.length);
  return now.inode === known.inode && now.device === known.device && now.digest === known.digest;
}
