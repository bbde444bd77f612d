/** What a profile is of: who (a host, a peer group, the fleet, a user), which program, and where to. */

/** Whose behaviour it is. Answers are looked for in this order; `user` serves totals of a person only. */
export type Level = 'host' | 'peer-group' | 'fleet' | 'user';
export const LEVELS: readonly Level[] = ['host', 'peer-group', 'fleet', 'user'];

/**
 * What the profile is of: one program to one destination and port (`contact`), all programs to a destination
 * (`destination`), one program to anywhere (`program`), everything (`all`).
 */
export type Shape = 'contact' | 'destination' | 'program' | 'all';
export const SHAPES: readonly Shape[] = ['contact', 'destination', 'program', 'all'];

export interface ProfileKey {
  readonly level: Level;
  /** Host, peer group or user; empty for the fleet. */
  readonly name: string;
  readonly shape: Shape;
  /** Process identity (`identityKey`); empty where the profile is of all programs. */
  readonly identity: string;
  /** Registrable domain, tenant or address; empty where the profile is of all destinations. */
  readonly destination: string;
  /** Only a contact has a port and a protocol, else 0 and empty. */
  readonly port: number;
  readonly protocol: string;
}

const PROTOCOLS: readonly (readonly [string, number])[] = [
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['gre', 47],
  ['esp', 50],
  ['icmpv6', 58],
  ['sctp', 132],
];
const BY_NAME = new Map(PROTOCOLS);
const BY_NUMBER = new Map(PROTOCOLS.map(([name, number]) => [number, name]));
/** IANA reserves 255, so it can stand for what has no number. */
const OTHER = 255;

/** IANA protocol number of a name or of a number as text. */
export function protocolNumber(name: string): number {
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  const number = /^\d{1,3}$/.test(name) ? Number(name) : OTHER;
  return number < OTHER ? number : OTHER;
}

export function protocolName(number: number): string {
  return BY_NUMBER.get(number) ?? (number === OTHER ? 'other' : String(number));
}

/** One line for people and for ordering: `host ws1 | curl -> example.com:443/tcp`. */
export function describeKey(key: ProfileKey): string {
  const who = key.name === '' ? key.level : `${key.level} ${key.name}`;
  const program = key.identity === '' ? 'any program' : key.identity;
  const port = key.shape === 'contact' ? `:${key.port}/${key.protocol}` : '';
  return `${who} | ${program} -> ${key.destination === '' ? 'anywhere' : key.destination}${port}`;
}
