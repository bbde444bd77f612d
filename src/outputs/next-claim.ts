import type { Claim } from '../findings/finding.ts';

const ladder: readonly Claim[] = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5'];

/** The claim one rung above, `undefined` above the highest: what more evidence would allow to say. */
export function nextClaim(claim: Claim): Claim | undefined {
  return ladder[ladder.indexOf(claim) + 1];
}
