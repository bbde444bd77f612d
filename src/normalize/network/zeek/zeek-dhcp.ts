/** Zeek dhcp.log: one row sums up an exchange. It says which host had which address. */
import { canonicalAddress } from '../../../event/address.ts';
import type { HostAddress } from '../../../event/event.ts';
import type { Sighting } from '../flow-draft.ts';
import { hostAddress } from '../host-address.ts';
import type { ZeekFields } from './zeek-fields.ts';

export function readZeekDhcp(fields: ZeekFields, sighting: Sighting): HostAddress | undefined {
  const messages = fields.list('msg_types');
  // A server that never agreed gave no address.
  if (messages.length > 0 && !messages.includes('ACK')) return undefined;
  const address = canonicalAddress(fields.text('assigned_addr') ?? fields.text('client_addr') ?? '');
  if (address === undefined) return undefined;
  const fqdn = fields.text('client_fqdn');
  const lease = fields.number('lease_time');
  return hostAddress(sighting, {
    name: fqdn?.includes('.') === true ? fqdn : (fields.text('host_name') ?? fqdn),
    address,
    mac: fields.text('mac'),
    until: lease === undefined || lease === 0 ? undefined : sighting.time + lease * 1000,
  });
}
