/**
 * What a person reviewed while learning. It is kept in the profiles of the contact, the host's own and its peer group's, as
 * a cleared suspicion, so that it merges with everything else and a later suspicion undoes it.
 */
import type { Question } from '../baseline/answer/question.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Sighting } from '../baseline/learning/sighting.ts';
import type { ProfileKey } from '../baseline/profile/profile-key.ts';
import { CLEARED, SUSPECT_LAST } from '../baseline/profile/record-layout.ts';

type Contact = Pick<Question & Sighting, 'host' | 'group' | 'identity' | 'destination' | 'port' | 'protocol'>;

/** Somebody vouches for a sighting that was suspicious and has just been learned. */
export function markReviewed(baseline: Baseline, sighting: Sighting): void {
  baseline.clearSuspicion(hostContact(sighting), sighting.last);
  const group = groupContact(sighting);
  if (group !== undefined) baseline.clearSuspicion(group, sighting.last);
}

/** Was it reviewed on the host itself, on others of its peer group, or nowhere? */
export function reviewedWhere(baseline: Baseline, contact: Contact): 'host' | 'peer-group' | undefined {
  if (isReviewed(baseline, hostContact(contact))) return 'host';
  const group = groupContact(contact);
  return group !== undefined && isReviewed(baseline, group) ? 'peer-group' : undefined;
}

function isReviewed(baseline: Baseline, key: ProfileKey): boolean {
  const record = baseline.table.find(key);
  if (record === 0) return false;
  const cleared = baseline.table.word(record, CLEARED);
  return cleared > 0 && cleared >= baseline.table.word(record, SUSPECT_LAST);
}

function hostContact({ host, identity, destination, port, protocol }: Contact): ProfileKey {
  return { level: 'host', name: host, shape: 'contact', identity, destination, port, protocol };
}

function groupContact({ group, identity, destination, port, protocol }: Contact): ProfileKey | undefined {
  if (group === undefined) return undefined;
  return { level: 'peer-group', name: group, shape: 'contact', identity, destination, port, protocol };
}
