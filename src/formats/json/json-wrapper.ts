/**
 * Keys under which exports put their records: CloudTrail and Azure (`Records`, `records`), generic (`events`),
 * OData and Microsoft Graph (`value`), Elasticsearch search answers (`hits` inside `hits`).
 */
const RECORD_ARRAYS: readonly string[] = ['Records', 'records', 'events', 'value'];
const HITS = 'hits';
const LONGEST_KEY = 7;

/** What a key at the first or second level of a top-level object may announce. */
export type WrapperKey = 'none' | 'records' | 'hits';

/** Classifies the key `bytes[start, end)` (without its quotes). */
export function wrapperKey(bytes: Buffer, start: number, end: number): WrapperKey {
  const length = end - start;
  if (length < HITS.length || length > LONGEST_KEY) return 'none';
  const key = bytes.toString('latin1', start, end);
  if (key === HITS) return 'hits';
  return RECORD_ARRAYS.includes(key) ? 'records' : 'none';
}
