import type { LinkKind } from '../analytics/link-kind.ts';

/** Ties that say more than "by the same person, at about the same time". */
export const STRONG_LINKS: ReadonlySet<LinkKind> = new Set([
  'same-process',
  'pipeline',
  'lineage',
  'artefact',
]);
