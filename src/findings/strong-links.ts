import type { LinkKind } from '../analytics/link-kind.ts';

/** Ties that say more than "by the same person, at about the same time". */
export const STRONG_LINKS: ReadonlySet<LinkKind> = new Set([
  'same-process',
  'pipeline',
  'lineage',
  'artefact',
]);

/** Below this a strong tie has faded so far in time that it may carry no more than a weak claim. */
export const STRONG_ENOUGH = 0.45;
