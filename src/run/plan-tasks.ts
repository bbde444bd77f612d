/** Cuts the inputs into tasks: large line-based files by range, everything else whole, the largest first. */
import { closeSync, openSync, readSync } from 'node:fs';
import { detectFormat } from '../formats/registry.ts';
import type { InputFile } from '../intake/list-files.ts';
import { SEGMENT } from './scan-task.ts';
import type { ScanTask } from './scan-task.ts';

export function planTasks(files: readonly InputFile[], named: readonly string[]): ScanTask[] {
  const tasks: ScanTask[] = [];
  for (const { path, size } of files) {
    if (size <= 2 * SEGMENT || !isJsonLines(path)) {
      tasks.push({ path, range: undefined, bytes: size, named: named.includes(path) });
      continue;
    }
    for (let start = 0; start < size; start += SEGMENT) {
      const end = Math.min(size, start + SEGMENT);
      tasks.push({ path, range: { start, end }, bytes: end - start, named: named.includes(path) });
    }
  }
  return tasks.sort(
    (a, b) => Number(a.range !== undefined) - Number(b.range !== undefined) || b.bytes - a.bytes,
  );
}

/** Only plain UTF-8 lines can be cut anywhere; what cannot be opened is left to the reader, which reports it. */
function isJsonLines(path: string): boolean {
  const head = Buffer.alloc(65_536);
  try {
    const file = openSync(path, 'r');
    try {
      const length = readSync(file, head, 0, head.length, 0);
      const bytes = head.subarray(0, length);
      return !isWide(bytes) && detectFormat(bytes)?.id === 'json-lines';
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** A byte order mark, or the zero bytes of UTF-16: such a file has to be transcoded from its beginning. */
function isWide(head: Buffer): boolean {
  return (head[0] ?? 0) >= 0xef || head.subarray(0, 256).includes(0);
}
