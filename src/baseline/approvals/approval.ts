/**
 * An approval: a human decision that a program may send to a destination, with reason, owner and end. It binds identity
 * and destination, both, or it says nothing. It lowers a finding visibly and never drops one.
 */
import type { AddressRange } from '../../event/address.ts';
import type { AllowedHours } from '../calendar/allowed-hours.ts';
import type { Platform } from '../identity/canonical-path.ts';

/** What kind of program it is. Some of them encrypt for a living. */
export type ProgramClass =
  | 'browser'
  | 'os-service'
  | 'updater'
  | 'management'
  | 'security-agent'
  | 'backup'
  | 'sync'
  | 'communication'
  | 'developer-tool'
  | 'password-manager'
  | 'vpn-proxy'
  | 'business-application'
  | 'script';

export const PROGRAM_CLASSES: readonly ProgramClass[] = [
  'browser',
  'os-service',
  'updater',
  'management',
  'security-agent',
  'backup',
  'sync',
  'communication',
  'developer-tool',
  'password-manager',
  'vpn-proxy',
  'business-application',
  'script',
];

/** An encryption by any other class cancels its approval. [benign look-alikes, section 7.7] */
export const ENCRYPTING_CLASSES: ReadonlySet<ProgramClass> = new Set([
  'backup',
  'sync',
  'management',
  'password-manager',
  'script',
]);

/**
 * Which program. Lists are alternatives, an empty list asks nothing; what is given must all hold. Paths are canonical, with
 * `*` for anything within one name and `**` for any number of folders.
 */
export interface ApprovedIdentity {
  readonly paths: readonly string[];
  /** Subject of a valid signature, in any case. */
  readonly signers: readonly string[];
  /** Apple team id of a valid signature, and signing identifier. */
  readonly teamIds: readonly string[];
  readonly signingIds: readonly string[];
  /** Part of macOS itself. */
  readonly platformBinary: boolean;
  readonly sha256: readonly string[];
  /** What an interpreter runs. */
  readonly scriptPaths: readonly string[];
  readonly scriptSha256: readonly string[];
  /** `*` for anything. */
  readonly users: readonly string[];
  readonly parents: readonly string[];
}

/** Where to. One of domains, tenants and addresses must hold, and port and protocol where given. */
export interface ApprovedDestinations {
  /** A name and everything below it, label by label. */
  readonly domains: readonly string[];
  /** Tenants of shared services, by their own name (`acme.blob.core.windows.net`) or by the key destinations go by. */
  readonly tenants: readonly string[];
  readonly addresses: readonly AddressRange[];
  readonly ports: readonly PortRange[];
  readonly protocols: readonly string[];
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface Approval {
  /** Unique: lower-case words joined by `-`. */
  readonly id: string;
  readonly class: ProgramClass;
  readonly platform: Platform;
  /** Selected as a whole; `undefined` holds without being selected. */
  readonly pack: string | undefined;
  readonly identity: ApprovedIdentity;
  readonly destinations: ApprovedDestinations;
  /** Host names and groups, `*` for anything; none given: every host. */
  readonly hosts: { readonly names: readonly string[]; readonly groups: readonly string[] };
  readonly hours: AllowedHours | undefined;
  /** Bytes sent in a day beyond which it does not hold; `undefined` sets no bound. */
  readonly bytesPerDay: number | undefined;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string | undefined;
  /** Where the facts come from. */
  readonly sources: readonly string[];
  /** Start of these days in UTC, milliseconds. It holds for transfers before `expires`, earlier ones included. */
  readonly created: number;
  readonly review: number;
  readonly expires: number;
}
