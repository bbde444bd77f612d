/**
 * What is learned from: all that one program on one host, for one user, sent to one destination and port within one hour
 * of UTC. Told once the hour is complete; telling it again, or a part of it, changes nothing, because the larger amount of
 * an hour stands. Two halves of an hour that are told apart therefore count as the larger half.
 */

/** Why a sighting must not become part of what is normal. */
export type Suspicion = 'encryption' | 'finding';

export interface Sighting {
  /** The host's one name, however its logs spell it. */
  readonly host: string;
  /** Peer group (role) of the host; `undefined` when it has none. */
  readonly group: string | undefined;
  /** `undefined` when unknown and for accounts that every host has (SYSTEM, root). */
  readonly user: string | undefined;
  /** The program, by `identityKey`. */
  readonly identity: string;
  /** What tells one build of the program from another: SHA-256 of the image, else nothing. */
  readonly image: string | undefined;
  /** Registrable domain, tenant label or canonical address. */
  readonly destination: string;
  readonly port: number;
  /** IANA name, lower case, or number as text. */
  readonly protocol: string;
  /** First and last connection, milliseconds UTC, of one hour. */
  readonly first: number;
  readonly last: number;
  readonly connections: number;
  /** `undefined` when no sensor told. */
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  /** An encryption operation or an open finding was matched in the same records. */
  readonly suspicion: Suspicion | undefined;
}
