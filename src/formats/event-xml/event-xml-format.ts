import { byteOrderMarkLength } from '../byte-order-mark.ts';
import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { EventXmlDecoder } from './event-xml-decoder.ts';

/** Longest event in bytes. Windows itself limits an event to 64 KiB of data; rendered text adds to it. */
const LONGEST_EVENT = 4 * 1024 * 1024;

const EVENT_TAG = /<(?:[\w.-]{1,24}:)?Events?[\s>]/;

/** Windows events as XML: under one root, one after another, one a line, or in lines with a log header. */
export const eventXmlFormat: Format = {
  id: 'event-xml',
  title: 'Windows event XML',
  sniff: looksLikeEventXml,
  open: (source, sink) => openEventXml(source, sink),
};

/** Opens a decoder; `longest` bounds the bytes of one event. */
export function openEventXml(
  source: string,
  sink: RecordSink,
  longest: number = LONGEST_EVENT,
): RecordDecoder {
  return new EventXmlDecoder(source, sink, longest);
}

function looksLikeEventXml(head: Buffer): boolean {
  const text = head.toString('latin1', byteOrderMarkLength(head)).trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return false;
  return EVENT_TAG.test(text) && (text.startsWith('<') || /<(?:[\w.-]{1,24}:)?System[\s>]/.test(text));
}
