/**
 * Where a record was read: every statement Postern makes can be traced back to bytes.
 *
 * `source` is what the user named plus the way inside it (`case.zip!logs/a.json`); `offset` and `length` count
 * bytes of that member after decompression, before any character decoding.
 */
export interface Place {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}

/** Orders places by source, then offset; the tie-breaker that keeps output independent of arrival. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.offset - b.offset || a.length - b.length;
}
