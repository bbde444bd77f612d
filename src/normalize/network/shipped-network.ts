/** Records of network sensors that a shipper (filebeat, Fluent Bit, a container engine) carries as text in a field. */
import type { JsonObject } from '../json-object.ts';
import type { JsonProduct, JsonReader } from '../product.ts';
import { networkLineKind } from '../../formats/text-lines/dialects/network-line.ts';
import { carriedRecord, carriedText, firstTextAt } from './carried-record.ts';
import { openNetworkLines } from './lines/network-lines.ts';
import { netflowProduct } from './netflow/netflow.ts';
import { suricataProduct } from './suricata/suricata.ts';
import { moment, sensorName } from './wire-values.ts';
import { zeekJsonProduct } from './zeek/zeek-json.ts';

/** Products whose JSON is looked for inside. */
const INNER: readonly JsonProduct[] = [zeekJsonProduct, suricataProduct, netflowProduct];

export const shippedNetworkProduct: JsonProduct = {
  id: 'shipped-network',
  title: 'shipped network records',
  knows: (record) => innerProduct(record) !== undefined || lineOf(record) !== undefined,
  open(context) {
    const readers = new Map<string, JsonReader>();
    const lines = openNetworkLines(context);
    return (record, place) => {
      const inner = innerProduct(record);
      if (inner !== undefined) {
        let reader = readers.get(inner.product.id);
        if (reader === undefined) {
          reader = inner.product.open(context);
          readers.set(inner.product.id, reader);
        }
        return reader(inner.record, place);
      }
      const shipped = moment(record['@timestamp'] ?? record['time'] ?? record['timestamp']);
      const read = lines(lineOf(record) ?? '', place, shipped);
      if (read === undefined)
        return { kind: 'network log other', host: undefined, time: undefined, events: [] };
      // A line without a syslog header is of the host its shipper ran on.
      const shipper = sensorName(
        firstTextAt(record, ['host.name', 'host.hostname', 'hostname', 'agent.hostname']),
      );
      if (shipper === undefined || read.host !== context.fallbackHost) return read;
      return { ...read, host: shipper, events: read.events.map((event) => ({ ...event, host: shipper })) };
    };
  },
};

function innerProduct(
  record: JsonObject,
): { readonly product: JsonProduct; readonly record: JsonObject } | undefined {
  const inner = carriedRecord(record);
  if (inner === undefined) return undefined;
  const product = INNER.find((one) => one.knows(inner));
  return product === undefined ? undefined : { product, record: inner };
}

function lineOf(record: JsonObject): string | undefined {
  const text = carriedText(record)?.trimEnd();
  return text !== undefined && networkLineKind(text) !== undefined ? text : undefined;
}
