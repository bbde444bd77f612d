/** Unbound with log-queries or log-replies: `[1704456789] unbound[12:0] info: 10.0.0.5 example.com. A IN`. No answers. */
import { canonicalAddress } from '../../../event/address.ts';
import { nameLookup } from '../flow-draft.ts';
import { dnsName, moment } from '../wire-values.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

const LINE =
  /(?:info|query|reply): ([0-9A-Fa-f.:]{2,45})(?:@\d{1,5})? (\S{1,255}) [A-Z0-9]{1,10} (?:IN|CH|HS)(?: |$)/;

export const openUnbound: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const stamp = /^\[(\d{9,11})\]/.exec(frame.message)?.[1];
  const time = stamp === undefined ? clock.timeOf(frame) : moment(Number(stamp));
  const found = LINE.exec(frame.message);
  const name = dnsName(found?.[2]);
  const kind = 'Unbound query';
  const client = canonicalAddress(found?.[1] ?? '');
  if (name === undefined || client === undefined) return lineRead(kind, host, time, undefined);
  if (time === undefined) return lineRead(kind, host, time, NO_TIME);
  const sighting = { sensor: 'dns-log', code: 'unbound', host, time, place } as const;
  return lineRead(kind, host, time, nameLookup(sighting, name, [], [], client));
};
