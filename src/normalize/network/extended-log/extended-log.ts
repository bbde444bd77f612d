/** W3C extended logs: header lines name the columns and may come again with others. */
import type { Place } from '../../../event/place.ts';
import type { ReadRecord, SourceContext } from '../../product.ts';
import { sensorName } from '../wire-values.ts';
import { clockTime } from '../lines/clock-time.ts';
import { lineRead } from '../lines/network-line-product.ts';
import { isProxyRecord, proxyRecordTime, readProxyRecord } from '../lines/proxy-record.ts';
import type { NamedField } from '../lines/proxy-record.ts';
import { extendedFields } from './extended-fields.ts';
import { readPfirewall } from './pfirewall.ts';

const NO_EVENTS: ReadRecord = { kind: 'extended log header', host: undefined, time: undefined, events: [] };

export function openExtendedLog(context: SourceContext): (text: string, place: Place) => ReadRecord {
  let columns = new Map<string, number>();
  let width = 0;
  return (text, place) => {
    const header = /^#Fields:[ \t]*(.*)$/.exec(text)?.[1];
    if (header !== undefined) {
      const names = header.trim().split(/[ \t]+/, 400);
      columns = new Map(names.map((name, index) => [name.toLowerCase(), index]));
      width = names.length;
      return NO_EVENTS;
    }
    if (text.startsWith('#')) return NO_EVENTS;
    const values = extendedFields(text);
    const field: NamedField = (name) => {
      const column = columns.get(name);
      const value = column === undefined ? undefined : values[column];
      return value === '-' ? undefined : value;
    };
    if (columns.has('src-ip') && columns.has('dst-ip') && columns.has('action'))
      return pfirewall(field, values.length, width, context, place);
    if (!isProxyRecord(field)) {
      const proxyColumns = columns.has('cs-host') && columns.has('c-ip') && columns.has('s-action');
      const broken =
        proxyColumns && values.length < width ? 'the line ends before its last column' : undefined;
      return lineRead(
        proxyColumns ? 'proxy request' : 'extended log other',
        context.fallbackHost,
        undefined,
        broken,
      );
    }
    const host = sensorName(
      field('s-dnsname') ?? field('x-bluecoat-appliance-name') ?? field('s-computername'),
    );
    const sensor = host ?? sensorName(field('s-ip')) ?? context.fallbackHost;
    const time = proxyRecordTime(field);
    const kind = 'proxy request';
    if (time === undefined) return lineRead(kind, sensor, time, 'the time cannot be read');
    const sighting = { sensor: 'proxy', code: 'extended', host: sensor, time, place } as const;
    return lineRead(kind, sensor, time, readProxyRecord(field, sighting));
  };
}

function pfirewall(
  field: NamedField,
  length: number,
  width: number,
  { fallbackHost }: SourceContext,
  place: Place,
): ReadRecord {
  const kind = 'Windows Firewall packet';
  const time = clockTime(`${field('date') ?? ''} ${field('time') ?? ''}`);
  // The firewall writes in blocks: the last line of a file is often half a line.
  if (length < width || time === undefined)
    return lineRead(
      kind,
      fallbackHost,
      time,
      'the line ends before its last column or its time cannot be read',
    );
  const sighting = { sensor: 'firewall', code: 'pfirewall', host: fallbackHost, time, place } as const;
  return lineRead(kind, fallbackHost, time, readPfirewall(field, sighting));
}
