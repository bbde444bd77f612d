/** JSON of Zeek or Suricata behind a syslog header; the host of the header is the sensor where the record names none. */
import { isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import type { JsonProduct, JsonReader } from '../../product.ts';
import { suricataProduct } from '../suricata/suricata.ts';
import { sensorName } from '../wire-values.ts';
import { zeekJsonProduct } from '../zeek/zeek-json.ts';
import { lineHost, lineRead } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

const PRODUCTS: readonly JsonProduct[] = [suricataProduct, zeekJsonProduct];

/** Syslog hosts of one member that get a reader of their own; more would be a flood. */
const MOST_HOSTS = 1000;

export const openCarriedJson: OpenNetworkLines = (context, clock) => {
  const readers = new Map<string, JsonReader>();
  return (frame, place) => {
    const host = sensorName(frame.host) ?? context.fallbackHost;
    const record = parsed(frame.message);
    const product = record === undefined ? undefined : PRODUCTS.find((one) => one.knows(record));
    if (record === undefined || product === undefined) {
      const broken = record === undefined ? 'the JSON behind the header is not whole' : undefined;
      return lineRead('JSON of a network sensor', lineHost(frame, context), clock.timeOf(frame), broken);
    }
    const key = `${product.id}|${host}`;
    let reader = readers.get(key);
    if (reader === undefined) {
      if (readers.size >= MOST_HOSTS) readers.clear();
      reader = product.open({ ...context, fallbackHost: host });
      readers.set(key, reader);
    }
    return reader(record, place);
  };
};

function parsed(message: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(message.slice(message.indexOf('{')));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
