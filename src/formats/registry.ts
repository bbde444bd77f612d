import { eventXmlFormat } from './event-xml/event-xml-format.ts';
import { evtxFormat } from './evtx/evtx-format.ts';
import type { Format } from './format.ts';
import { jsonLinesFormat } from './json/json-lines.ts';
import { jsonTextFormat } from './json/json-text.ts';

/** Every format Postern reads. A new one is one line here. */
export const FORMATS: readonly Format[] = [
  evtxFormat,
  eventXmlFormat,
  jsonLinesFormat,
  jsonTextFormat,
] as const satisfies readonly Format[];

/** Bytes of a member that are worth handing to `detectFormat`. */
export const HEAD_LENGTH: number = 64 * 1024;

/**
 * The format of a member that begins with `head`, judged by content alone: names and extensions lie.
 * Text must be UTF-8 by now. `undefined` when no format knows it.
 */
export function detectFormat(head: Buffer): Format | undefined {
  const looked = head.length > HEAD_LENGTH ? head.subarray(0, HEAD_LENGTH) : head;
  return FORMATS.find((format) => format.sniff(looked));
}
