import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 2 * 1024 * 1024;

/**
 * Reads bytes [start, end) of a file synchronously, for worker threads: no event loop turns between chunks. All chunks
 * come in one buffer, so `onBytes` must not keep them; when it returns `false` reading stops. Returns how many bytes
 * were given: fewer than asked for where the file is shorter. Throws the system's error when the file cannot be read.
 */
export function readRange(
  path: string,
  start: number,
  end: number,
  onBytes: (bytes: Buffer) => boolean | void,
): number {
  const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK, end - start)));
  const file = openSync(path, 'r');
  try {
    let position = start;
    while (position < end) {
      const count = readSync(file, buffer, 0, Math.min(buffer.length, end - position), position);
      if (count === 0) break;
      position += count;
      if (onBytes(buffer.subarray(0, count)) === false) break;
    }
    return position - start;
  } finally {
    closeSync(file);
  }
}
