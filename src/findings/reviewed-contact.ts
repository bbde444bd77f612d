/**
 * What a person reviewed while learning. It is kept in the profile of the host's own contact, as a cleared suspicion, so
 * that it merges with everything else and a later suspicion undoes it.
 */
import type { Question } from '../baseline/answer/question.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Sighting } from '../baseline/learning/sighting.ts';
import type { ProfileKey } from '../baseline/profile/profile-key.ts';
import { CLEARED, SUSPECT_LAST } from '../baseline/profile/record-layout.ts';

type Contact = Pick<Question & Sighting, 'host' | 'identity' | 'destination' | 'port' | 'protocol'>;

/** Somebody vouches for a sighting that was suspicious and has just been learned. */
export function markReviewed(baseline: Baseline, sighting: Sighting): void {
  baseline.clearSuspicion(hostContact(sighting), sighting.last);
}

export function isReviewed(baseline: Baseline, contact: Contact): boolean {
  const record = baseline.table.find(hostContact(contact));
  if (record === 0) return false;
  const cleared = baseline.table.word(record, CLEARED);
  return cleared > 0 && cleared >= baseline.table.word(record, SUSPECT_LAST);
}

function hostContact({ host, identity, destination, port, protocol }: Contact): ProfileKey {
  return { level: 'host', name: host, shape: 'contact', identity, destination, port, protocol };
}
