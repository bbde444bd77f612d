/** BIND's query log: `client @0x7f.. 10.0.0.5#54321 (name): view internal: query: name IN A +E(0)K (10.0.0.1)`. No answers. */
import { dnsName } from '../wire-values.ts';
import { nameLookup } from '../flow-draft.ts';
import { clockTime } from './clock-time.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

const QUERY =
  /client (?:@0x[0-9a-f]{1,16} )?([0-9a-fA-F:.%\w]{2,64})#\d{1,5}(?: \([^)]{0,255}\))?: (?:view \S{1,64}: )?query: (\S{1,255}) \S{1,16} \S{1,16}/;

export const openBind: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  // BIND's own log files have their own time in front: `05-Jan-2024 12:34:56.789`.
  const own = /^(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d{1,6})?) /.exec(frame.message)?.[1];
  const written = own === undefined ? undefined : clockTime(own);
  const time = written === undefined ? clock.timeOf(frame) : clock.saw(written);
  const found = QUERY.exec(frame.message);
  const name = dnsName(found?.[2]);
  const kind = 'BIND query';
  if (found === null || name === undefined) return lineRead(kind, host, time, undefined);
  if (time === undefined) return lineRead(kind, host, time, NO_TIME);
  const sighting = { sensor: 'dns-log', code: 'bind', host, time, place } as const;
  return lineRead(kind, host, time, nameLookup(sighting, name, [], [], found[1]));
};
