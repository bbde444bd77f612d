import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { jsonLayout } from './json-layout.ts';
import { JsonTextDecoder } from './json-text-decoder.ts';
import { LONGEST_JSON_RECORD } from './json-limits.ts';

/**
 * JSON that is not one record a line: arrays, pretty-printed or concatenated objects, and wrappers that hold their
 * records in one known array. Each record keeps its own exact place.
 */
export const jsonTextFormat: Format = {
  id: 'json-text',
  title: 'JSON text',
  sniff: (head) => jsonLayout(head) === 'text',
  open: (source, sink) => openJsonText(source, sink),
};

/** Opens a decoder; `longest` bounds the bytes of one record. */
export function openJsonText(
  source: string,
  sink: RecordSink,
  longest: number = LONGEST_JSON_RECORD,
): RecordDecoder {
  return new JsonTextDecoder(source, sink, longest);
}
