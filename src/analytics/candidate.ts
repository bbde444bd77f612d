import type { ProcessRole } from '../hosts/process-role.ts';
import type { Egress, HostView, ObservedOperation } from './host-view.ts';
import type { Link } from './links.ts';

/** An encryption tied to an egress. */
export interface CandidateLink {
  readonly operation: ObservedOperation;
  readonly link: Link;
}

/**
 * What correlation gathered, before anyone asks whether it is normal: one egress of one process, and the encryptions
 * it is tied to, strongest tie first. Empty `links` is the compensating case: a connection whose encryption nobody saw.
 */
export interface Candidate {
  readonly analytic: string;
  readonly view: HostView;
  readonly egress: Egress;
  readonly role: ProcessRole;
  readonly links: readonly CandidateLink[];
  /** Further connections of the same act (a data connection, a loop of uploads), earliest first. */
  readonly also?: readonly Egress[];
}
