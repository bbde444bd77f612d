/** Bounds on what archives may unpack to; plain files have none. */
export interface IntakeLimits {
  /** Bytes that one member may unpack to. */
  readonly memberBytes: number;
  /** Bytes that all members of one input file together may unpack to. */
  readonly totalBytes: number;
  /** Unpacked bytes a packed byte, once more than `ratioFrom` bytes came out. Logs stay below 60. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Packings inside each other: `.tar.gz` in a `.zip` is three. */
  readonly layers: number;
  /** Members of one archive. */
  readonly members: number;
  /** A zip inside another archive has to be held in memory to be read; larger ones are refused. */
  readonly nestedZipBytes: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_INTAKE_LIMITS: IntakeLimits = {
  memberBytes: 64 * 1024 * MIB,
  totalBytes: 64 * 1024 * MIB,
  ratio: 200,
  ratioFrom: 64 * MIB,
  layers: 4,
  members: 1_000_000,
  nestedZipBytes: 256 * MIB,
};
