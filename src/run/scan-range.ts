/** Reads a byte range of a plain file of lines, synchronously: this is where large inputs are read. */
import type { Format, RecordDecoder } from '../formats/format.ts';
import { FORMATS } from '../formats/registry.ts';
import { readRange } from '../intake/read-range.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';
import type { MemberScan } from './member-scan.ts';
import type { ByteRange } from './scan-task.ts';

const NEWLINE = 0x0a;

/**
 * The range begins after the first newline at or after `start - 1` and reads on past `end` to the end of the line that
 * began before it, so that every line belongs to exactly one range.
 */
export function scanRange(
  path: string,
  { start, end, format: id }: ByteRange,
  scan: MemberScan,
  onBytes: (bytes: number) => void,
): SourceSummary {
  const format = lineFormat(id);
  let decoder: RecordDecoder | undefined;
  let position = start === 0 ? 0 : start - 1;
  readRange(path, position, Number.MAX_SAFE_INTEGER, (bytes) => {
    const chunkStart = position;
    position += bytes.length;
    let from = 0;
    if (decoder === undefined) {
      if (start > 0) {
        const newline = bytes.indexOf(NEWLINE);
        // No line begins in this range: it lies inside one long line of an earlier range.
        if (newline < 0) return position < end;
        if (chunkStart + newline + 1 >= end) return false;
        from = newline + 1;
      }
      decoder = format.openAt?.(path, scan, chunkStart + from) ?? format.open(path, scan);
    }
    const last = position >= end ? bytes.indexOf(NEWLINE, Math.max(from, end - 1 - chunkStart)) : -1;
    const to = last < 0 ? bytes.length : last + 1;
    decoder.push(bytes.subarray(from, to));
    onBytes(to - from);
    return last < 0;
  });
  decoder?.end();
  scan.addSkipped(decoder?.skipped);
  return scan.summary(format.id, end - start, undefined);
}

function lineFormat(id: string): Format {
  const format = FORMATS.find((one) => one.id === id);
  if (format === undefined) throw new RangeError(`no format is called ${id}`);
  return format;
}
