/** Shippers put the record they carry, as text, into a field of their own. */
import { at, isObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';

const CARRIERS = ['event.original', 'message', 'log', '_raw', 'MESSAGE', 'line'] as const;

/** Longer text is no record of a network sensor. */
const LONGEST = 1_000_000;

/** The text a shipper carries, if any. */
export function carriedText(record: JsonObject): string | undefined {
  for (const path of CARRIERS) {
    const value = at(record, path);
    if (typeof value === 'string' && value !== '' && value.length <= LONGEST) return value;
  }
  return undefined;
}

/** The JSON object a shipper carries as text, if it is one. */
export function carriedRecord(record: JsonObject): JsonObject | undefined {
  for (const path of CARRIERS) {
    const value = at(record, path);
    if (typeof value !== 'string' || value.length > LONGEST || !value.trimStart().startsWith('{')) continue;
    try {
      const parsed: unknown = JSON.parse(value);
      if (isObject(parsed)) return parsed;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The first of several paths that holds text. */
export function firstTextAt(record: JsonObject, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = at(record, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
