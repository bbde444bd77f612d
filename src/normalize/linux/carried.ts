/**
 * Linux records that travel as text inside JSON: audit records and Sysmon for Linux in the journal, in Azure's Syslog
 * table, in what shippers and container engines make of lines; and JSON of other products inside a string.
 */
import type { Place } from '../../event/place.ts';
import type { JsonObject } from '../json-object.ts';
import { carriedRecord } from '../network/carried-record.ts';
import { osqueryProduct } from '../osquery/osquery.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { auditbeatProduct } from './auditbeat.ts';
import { isAuoms, readAuoms } from './auoms.ts';
import { CarriedAudit, goAuditLines, journalAuditLine } from './carried-audit.ts';
import { carriedHost, carriedLine } from './carried-line.ts';
import { falcoProduct } from './falco.ts';
import { laurelProduct } from './laurel.ts';
import { readSysmonLine } from './sysmon-line.ts';
import { tetragonProduct } from './tetragon.ts';

/** Products whose JSON is looked for inside. */
const INNER: readonly JsonProduct[] = [
  tetragonProduct,
  falcoProduct,
  laurelProduct,
  osqueryProduct,
  auditbeatProduct,
];

export const carriedLinuxProduct: JsonProduct = {
  id: 'carried-linux',
  title: 'Linux records inside JSON',
  knows: (record) => carriedLine(record) !== undefined || innerProduct(record) !== undefined,
  open: openCarried,
};

function openCarried(context: SourceContext): JsonReader {
  const audit = new CarriedAudit(context);
  const readers = new Map<string, JsonReader>();
  return (record: JsonObject, place: Place): ReadRecord => {
    const host = carriedHost(record);
    const line = carriedLine(record);
    if (line === undefined) return readInner(record, place, host, context, readers);
    switch (line.kind) {
      case 'auoms':
        return isAuoms(line.text)
          ? readAuoms(line.text, host, context.fallbackHost, place)
          : { kind: 'AUOMS', host, time: undefined, events: [], broken: 'a line of AUOMS without a head' };
      case 'sysmon':
        return readSysmonLine(line.text, host, context.fallbackHost, place);
      case 'audit':
        return audit.read(line.text, host, place);
      case 'go-audit': {
        const lines = goAuditLines(record);
        return lines === undefined
          ? { kind: 'go-audit record', host, time: undefined, events: [] }
          : audit.read(lines, host, place);
      }
      case 'journal-audit': {
        const written = journalAuditLine(record, line.text);
        return written === undefined
          ? { kind: 'journal audit record', host, time: undefined, events: [] }
          : audit.read(written, host, place);
      }
    }
  };
}

/** `fallbackHost` of an inner record is the host its carrier names. */
function readInner(
  record: JsonObject,
  place: Place,
  host: string | undefined,
  context: SourceContext,
  readers: Map<string, JsonReader>,
): ReadRecord {
  const inner = innerProduct(record);
  if (inner === undefined) return { kind: 'unknown inside JSON', host, time: undefined, events: [] };
  const key = `${inner.product.id} ${host ?? ''}`;
  let reader = readers.get(key);
  if (reader === undefined) {
    reader = inner.product.open({ ...context, fallbackHost: host ?? context.fallbackHost });
    // One carrier may serve many hosts; their readers keep little, and making one anew only repeats it.
    if (readers.size >= 256) readers.clear();
    readers.set(key, reader);
  }
  return reader(inner.record, place);
}

function innerProduct(
  record: JsonObject,
): { readonly product: JsonProduct; readonly record: JsonObject } | undefined {
  const inner = carriedRecord(record);
  if (inner === undefined) return undefined;
  const product = INNER.find((one) => one.knows(inner));
  return product === undefined ? undefined : { product, record: inner };
}
