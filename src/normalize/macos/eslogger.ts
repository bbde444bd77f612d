/** eslogger(1): Endpoint Security messages as JSON lines. It says itself that its format is no interface. */
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import type { JsonProduct } from '../product.ts';
import { openEsReader } from './es-reader.ts';
import type { EsDialect } from './es-reader.ts';

const dialect: EsDialect = {
  sensor: 'eslogger',
  title: 'eslogger',
  globalNumber: 'global_seq_num',
  own: () => undefined,
  beside: () => [],
};

export const esloggerProduct: JsonProduct = {
  id: 'eslogger',
  title: 'eslogger',
  knows: isEsMessage,
  open: (context) => openEsReader(dialect, context),
};

/** A process that acts, an event, and one of the numbers that only ES messages carry. */
export function isEsMessage(record: JsonObject): boolean {
  if (!isObject(record['process']) || record['event_type'] === undefined) return false;
  return (
    record['global_seq_num'] !== undefined ||
    record['mach_time'] !== undefined ||
    record['seq_num'] !== undefined
  );
}
