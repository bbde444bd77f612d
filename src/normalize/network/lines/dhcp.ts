/** Leases as ISC dhcpd and dnsmasq log them: which host has which address. */
import { canonicalAddress } from '../../../event/address.ts';
import { hostAddress } from '../host-address.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

/** `DHCPACK on 10.0.0.5 to aa:bb:cc:dd:ee:ff (name) via eth0`. */
const ISC = /DHCPACK on (\S{2,45}) to ([0-9a-f:]{11,24}) \(([^)]{1,255})\) via /;
/** `DHCPACK(eth0) 10.0.0.5 aa:bb:cc:dd:ee:ff name`. */
const DNSMASQ = /DHCPACK(?:\(\S{1,32}\))? (\S{2,45}) ([0-9a-f:]{11,24}) (\S{1,255})/;

export const openDhcp: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const time = clock.timeOf(frame);
  const found = ISC.exec(frame.message) ?? DNSMASQ.exec(frame.message);
  const address = canonicalAddress(found?.[1] ?? '');
  const kind = 'DHCP lease';
  if (found === null || address === undefined) return lineRead(kind, host, time, undefined);
  if (time === undefined) return lineRead(kind, host, time, NO_TIME);
  const sighting = { sensor: 'dns-log', code: 'dhcp', host, time, place } as const;
  const lease = { name: found[3], address, mac: found[2], until: undefined };
  return lineRead(kind, host, time, hostAddress(sighting, lease));
};
