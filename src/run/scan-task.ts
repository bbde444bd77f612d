/** One piece of work of a hunt: a whole input file (an archive counts as one), or a byte range of a large one. */

/** Part of a plain file whose format can be opened at any line. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
  /** Format id, told by the file's beginning. */
  readonly format: string;
}

export interface ScanTask {
  readonly path: string;
  /** A plain file in a line-based format may be cut: records that begin in [start, end) belong to this task. */
  readonly range: ByteRange | undefined;
  readonly bytes: number;
  /** The user named this very file, not a folder around it. */
  readonly named: boolean;
}

/** Large enough that starting a segment costs nothing beside reading it, small enough to keep two cores busy. */
export const SEGMENT = 24 * 1024 * 1024;
