/** Cuts the inputs into tasks: large line-based files by range, everything else whole, the largest first. */
import { closeSync, openSync, readSync } from 'node:fs';
import { detectFormat } from '../formats/registry.ts';
import type { InputFile } from '../intake/list-files.ts';
import { SEGMENT } from './scan-task.ts';
import type { ScanTask } from './scan-task.ts';

export function planTasks(files: readonly InputFile[], named: readonly string[]): ScanTask[] {
  const tasks: ScanTask[] = [];
  for (const { path, size } of files) {
    const format = size <= 2 * SEGMENT ? undefined : cuttableFormat(path);
    if (format === undefined) {
      tasks.push({ path, range: undefined, bytes: size, named: named.includes(path) });
      continue;
    }
    for (let start = 0; start < size; start += SEGMENT) {
      const end = Math.min(size, start + SEGMENT);
      tasks.push({ path, range: { start, end, format }, bytes: end - start, named: named.includes(path) });
    }
  }
  return tasks.sort(
    (a, b) => Number(a.range !== undefined) - Number(b.range !== undefined) || b.bytes - a.bytes,
  );
}

/** Only plain UTF-8 lines that stand for themselves can be cut; what cannot be opened is left to the reader, which reports it. */
function cuttableFormat(path: string): string | undefined {
  const head = Buffer.alloc(65_536);
  try {
    const file = openSync(path, 'r');
    try {
      const length = readSync(file, head, 0, head.length, 0);
      const bytes = head.subarray(0, length);
      const format = isWide(bytes) ? undefined : detectFormat(bytes);
      return format?.openAt === undefined ? undefined : format.id;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** A byte order mark, or the zero bytes of UTF-16: such a file has to be transcoded from its beginning. */
function isWide(head: Buffer): boolean {
  return (head[0] ?? 0) >= 0xef || head.subarray(0, 256).includes(0);
}
