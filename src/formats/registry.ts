import { auditFormat } from './audit/audit-format.ts';
import { aslFormat } from './asl/asl-format.ts';
import { bsmBinaryFormat } from './bsm/bsm-binary-format.ts';
import { bsmTextFormat } from './bsm/bsm-text-format.ts';
import { bsmXmlFormat } from './bsm/bsm-xml-format.ts';
import { elasticConsoleFormat } from './elastic-console/console-format.ts';
import { captureFormat } from './capture/capture-format.ts';
import { eventXmlFormat } from './event-xml/event-xml-format.ts';
import { evtxFormat } from './evtx/evtx-format.ts';
import type { Format } from './format.ts';
import { jsonLinesFormat } from './json/json-lines.ts';
import { jsonTextFormat } from './json/json-text.ts';
import { logPreambleFormat } from './unified-log/preamble-format.ts';
import { DIALECTS } from './text-lines/dialects.ts';
import { textLinesFormat } from './text-lines/text-lines-format.ts';
import { zeekFormat } from './zeek/zeek-format.ts';

/** Every format Postern reads. A new one is one line here. */
export const FORMATS: readonly Format[] = [
  evtxFormat,
  captureFormat,
  auditFormat,
  eventXmlFormat,
  aslFormat,
  bsmBinaryFormat,
  bsmTextFormat,
  bsmXmlFormat,
  zeekFormat,
  logPreambleFormat,
  jsonLinesFormat,
  jsonTextFormat,
  elasticConsoleFormat,
  ...DIALECTS.map(textLinesFormat),
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
