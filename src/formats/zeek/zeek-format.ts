/** Zeek's tab separated logs: a header that may be repeated, one row a line. */
import { byteOrderMarkLength } from '../byte-order-mark.ts';
import type { Format } from '../format.ts';
import { ZeekDecoder } from './zeek-decoder.ts';
import { isZeekHeaderLine } from './zeek-header.ts';

/** Comments of test suites and editors may stand before the header. */
const LINES_TRIED = 20;

export const zeekFormat: Format = {
  id: 'zeek-tsv',
  title: 'Zeek TSV',
  sniff: (head) =>
    head
      .toString('latin1', byteOrderMarkLength(head), Math.min(head.length, 16_384))
      .split('\n', LINES_TRIED)
      .some(isZeekHeaderLine),
  open: (source, sink) => new ZeekDecoder(source, sink),
};
