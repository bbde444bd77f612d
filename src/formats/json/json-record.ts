import type { RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { isTooDeep, mayBeDeep } from './json-depth.ts';
import { DEEPEST_JSON } from './json-limits.ts';
import { repairJson } from './json-repair.ts';

const COMMA = 0x2c;

/**
 * Parses `bytes[start, end)` as one JSON value and hands it to the sink, or rejects it there.
 *
 * `broken` is the reason given for text that is no JSON: `truncated` where the member ended inside the record.
 */
export function deliverJson(
  sink: RecordSink,
  source: string,
  bytes: Buffer,
  start: number,
  end: number,
  offset: number,
  broken: RejectReason,
): void {
  const text = decodeJson(bytes, start, end);
  // Nesting is looked for in the text only where parsing a hostile one would take real memory.
  if (text.length > LONGEST_UNCHECKED && isTooDeep(text)) {
    rejectJson(sink, source, 'json-too-deep', offset, end - start);
    return;
  }
  let value: unknown;
  let length = end - start;
  try {
    value = JSON.parse(text);
  } catch {
    try {
      value = JSON.parse(repairJson(text));
    } catch {
      rejectJson(sink, source, broken, offset, length);
      return;
    }
    // Exports cut out of an array keep the comma between elements; it is no part of the record.
    if (bytes[end - 1] === COMMA) length--;
  }
  if (mayBeDeep(text) && isDeeper(value, DEEPEST_JSON)) {
    rejectJson(sink, source, 'json-too-deep', offset, length);
    return;
  }
  sink.json(value, offset, length);
}

/** A text this short cannot nest deeply enough to cost much: V8 parses without recursion. */
const LONGEST_UNCHECKED = 65_536;

/** Does a parsed value nest deeper than `limit`? Looks no deeper than that itself. */
function isDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, limit - 1)) return true;
  }
  return false;
}
const SENTENCES: Partial<Record<RejectReason, string>> = {
  'json-broken': 'These bytes are not valid JSON; reading went on after them.',
  'json-too-deep': 'This JSON is nested deeper than any telemetry; it was not read.',
  'record-too-long': 'This record is longer than the largest one that is read; it was skipped.',
  truncated: 'The input ends inside this record; what followed it is missing.',
};

/** Reports bytes that gave no record. The sentence never quotes the input. */
export function rejectJson(
  sink: RecordSink,
  source: string,
  reason: RejectReason,
  offset: number,
  length: number,
): void {
  sink.reject({
    reason,
    place: { source, offset, length },
    detail: SENTENCES[reason] ?? 'These bytes could not be read.',
  });
}

/**
 * One-byte strings parse markedly faster, and most records are ASCII: Latin-1 is tried first and kept when its
 * UTF-8 length shows that no byte was above 0x7f.
 */
function decodeJson(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  return Buffer.byteLength(text) === end - start ? text : bytes.toString('utf8', start, end);
}
