/** How an egress is tied to an encryption, strongest first. */
export const LINK_KINDS = [
  'same-process',
  'pipeline',
  'lineage',
  'artefact',
  'session',
  'user',
  'host',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
