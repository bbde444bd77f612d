/** Proxy logs as `key=value` pairs: Blue Coat's custom formats, Zscaler's feed for SIEMs. */
import { lineHost, lineRead } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';
import { proxyRecordTime, readProxyRecord } from './proxy-record.ts';
import { clockTime } from './clock-time.ts';

const MOST_PAIRS = 300;

export const openProxyPairs: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const pairs = pairsOf(frame.message);
  const field = (name: string): string | undefined => pairs.get(name);
  // Some put the time, with the proxy's name glued to it, before the pairs.
  const leading = /^["\s]*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)?)/.exec(frame.message)?.[1];
  const time = proxyRecordTime(field) ?? (leading === undefined ? clock.timeOf(frame) : clockTime(leading));
  const kind = 'proxy request';
  if (time === undefined) return lineRead(kind, host, time, 'the line has no time, or none with a year');
  return lineRead(
    kind,
    host,
    time,
    readProxyRecord(field, { sensor: 'proxy', code: 'pairs', host, time, place }),
  );
};

/** Names in lower case. A value may be quoted; the first of a name counts. */
function pairsOf(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const found of text.matchAll(/([A-Za-z][\w().-]{0,63})=(?:"([^"]*)"|(\S*))/g)) {
    if (pairs.size >= MOST_PAIRS) break;
    const name = (found[1] ?? '').toLowerCase();
    if (!pairs.has(name)) pairs.set(name, found[2] ?? found[3] ?? '');
  }
  return pairs;
}
