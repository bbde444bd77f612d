import type { ZeekHeader } from '../../../formats/zeek/zeek-header.ts';
import type { RawProduct } from '../../product.ts';
import { readZeek } from './read-zeek.ts';
import { zeekLog } from './zeek-logs.ts';
import type { ZeekLog } from './zeek-logs.ts';
import { ZeekTsvFields } from './zeek-tsv-fields.ts';

/** Zeek's own tab separated logs. */
export const zeekTsvProduct: RawProduct<'zeek-row'> = {
  id: 'zeek-tsv',
  title: 'Zeek TSV',
  open({ fallbackHost }) {
    let fields: ZeekTsvFields | undefined;
    let header: ZeekHeader | undefined;
    let log: ZeekLog = zeekLog('');
    return (row, place) => {
      if (row.header !== header) {
        header = row.header;
        log = zeekLog(header.path === '' ? pathByFields(header) : header.path);
      }
      if (log.read !== undefined && !log.mayBeTorn && row.values.length < header.fields.length) {
        const broken = `the row has ${row.values.length} of ${header.fields.length} columns`;
        return { kind: log.kind, host: fallbackHost, time: undefined, events: [], broken };
      }
      fields = fields?.load(row) ?? new ZeekTsvFields(row);
      return readZeek(log, fields, fallbackHost, place);
    };
  },
};

/** `zeek-cut` and some exports drop `#path`. */
function pathByFields({ columns }: ZeekHeader): string {
  if (columns.has('conn_state')) return 'conn';
  if (columns.has('cipher') && columns.has('resumed')) return 'ssl';
  if (columns.has('qtype_name')) return 'dns';
  if (columns.has('trans_depth') && columns.has('uri')) return 'http';
  return columns.has('fuid') ? 'files' : '';
}
