import type { Place } from '../event/place.ts';

/** Marks a folder as a report of ours: only such a folder is written over. */
export const MANIFEST_SCHEMA = 'postern-report/1';

/** One file of the report; `path` is relative to the folder, with `/`. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** One record behind a finding, with the file that holds its bytes. */
export interface ManifestEvidence {
  /** `undefined` when the bytes are not in the folder; `note` says why. */
  readonly path?: string;
  readonly note?: string;
  readonly place: Place;
  readonly what: string;
  /** Milliseconds UTC. */
  readonly time: number;
  /** Ids of the findings that use it. */
  readonly findings: readonly string[];
}

/** `manifest.json`: written last, so a report without `complete` was cut off while it was made. */
export interface ReportManifest {
  readonly schema: typeof MANIFEST_SCHEMA;
  readonly product: 'Postern';
  readonly version: string;
  readonly complete: boolean;
  readonly files: readonly ManifestFile[];
  readonly evidence: readonly ManifestEvidence[];
}
