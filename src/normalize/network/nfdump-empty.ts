import type { ReadRecord } from '../product.ts';

/** nfdump's JSON of a capture without flows: brackets that are no JSON. There is nothing to read, and nothing is lost. */
export function openEmptyNfdump(): () => ReadRecord {
  return () => ({ kind: 'nfdump without a flow', host: undefined, time: undefined, events: [] });
}
