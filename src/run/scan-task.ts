/** One piece of work of a hunt: a whole input file (an archive counts as one), or a byte range of a large one. */

export interface ScanTask {
  readonly path: string;
  /** A plain file in a line-based format may be cut: records that begin in [start, end) belong to this task. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  readonly bytes: number;
  /** The user named this very file, not a folder around it. */
  readonly named: boolean;
}

/** Large enough that starting a segment costs nothing beside reading it, small enough to keep two cores busy. */
export const SEGMENT = 24 * 1024 * 1024;
