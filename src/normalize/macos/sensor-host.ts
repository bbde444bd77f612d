import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { said } from '../loose-value.ts';

/**
 * Host of a record whose product does not name one itself (eslogger, `log`): what a forwarder wrote beside it. Lower
 * case; `undefined` when there is nothing.
 */
export function forwardedHost(record: JsonObject): string | undefined {
  for (const key of ['host', 'hostname', 'host_name', 'computer', 'device']) {
    const value = record[key];
    const name = isObject(value)
      ? (said(value['hostname']) ?? said(value['host_name']) ?? said(value['name']))
      : said(value);
    if (name !== undefined && name.length <= 255) return name.toLowerCase();
  }
  return undefined;
}
