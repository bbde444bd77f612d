/** Where an approval lets its program send, as a story can play it, and places that are nearly that one. */
import type { Approval } from '../baseline/approvals/approval.ts';
import { sharedService } from '../baseline/approvals/shared-clouds.ts';
import type { TransportProtocol } from './story-step.ts';

/** A destination of a story. */
export interface StoryPlace {
  /** Looked up, and shown in the handshake; `undefined`: its address is all there is. */
  readonly name: string | undefined;
  readonly address: string;
  readonly port: number;
  readonly protocol: TransportProtocol;
}

/** Documentation addresses (RFC 5737), which stories take for the outside. */
const THEIRS = '203.0.113.40';
const OTHERS = '198.51.100.77';

/** `undefined` where neither name nor address leads there: a tenant that only shows in the path of a request. */
export function approvedPlace({ destinations }: Approval): StoryPlace | undefined {
  const port = destinations.ports[0]?.from ?? 443;
  const protocol = destinations.protocols[0] === 'udp' ? 'udp' : 'tcp';
  const name = destinations.domains[0] ?? destinations.tenants.find((tenant) => !tenant.includes('/'));
  if (name !== undefined) return { name, address: THEIRS, port, protocol };
  const [range] = destinations.addresses;
  const address = range?.text.split('/')[0];
  return address === undefined ? undefined : { name: undefined, address, port, protocol };
}

/** Of the same kind and somebody else's: another tenant of its service, else a bucket that anyone can rent. */
export function othersPlace(place: StoryPlace): StoryPlace {
  if (place.name === undefined) return { ...place, address: OTHERS };
  const rented =
    sharedService(place.name) === undefined ? undefined : place.name.split('.').slice(1).join('.');
  return { ...place, name: `evil-drop.${rented ?? 's3.eu-central-1.amazonaws.com'}`, address: OTHERS };
}

/** Begins like the approved name; `undefined` where none is approved. */
export function lookAlike(place: StoryPlace): StoryPlace | undefined {
  return place.name === undefined
    ? undefined
    : { ...place, name: `${place.name}.evil.example`, address: OTHERS };
}
