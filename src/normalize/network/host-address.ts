import type { HostAddress } from '../../event/event.ts';
import type { Sighting } from './flow-draft.ts';
import { sensorName } from './wire-values.ts';

export interface Lease {
  /** The host by its own name. */
  readonly name: string | undefined;
  /** Canonical. */
  readonly address: string;
  readonly mac: string | undefined;
  /** Milliseconds. */
  readonly until: number | undefined;
}

/** `undefined` where the record does not name the host: an address of nobody joins nothing. */
export function hostAddress(sighting: Sighting, lease: Lease): HostAddress | undefined {
  const host = sensorName(lease.name);
  if (host === undefined) return undefined;
  return {
    kind: 'address',
    host,
    time: sighting.time,
    sensor: sighting.sensor,
    platform: undefined,
    code: sighting.code,
    place: sighting.place,
    address: lease.address,
    mac: macAddress(lease.mac),
    until: lease.until,
  };
}

/** Six bytes in lower case with colons, whatever stands between them. */
function macAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 40) return undefined;
  const digits = text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  return digits.length === 12 ? digits.replaceAll(/(..)(?=.)/g, '$1:') : undefined;
}
