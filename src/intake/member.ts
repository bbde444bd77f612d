/** One stream of telemetry: a plain file, an unpacked file, or a file inside an archive. */
export interface Member {
  /** The path as given, with the way inside archives: `case.zip!logs/a.json`. */
  readonly source: string;
  /** Bytes, where that is known before reading. */
  readonly size: number | undefined;
  /** Set for plain UTF-8 or binary files only: their bytes may be read by range, and offsets are those of the file. */
  readonly path?: string;
  /**
   * The bytes, unpacked, and in UTF-8 where they were UTF-16 text. To be called once, before the next member is
   * asked for. A chunk is valid until the next one is asked for. Never throws for bad input: the member ends and the
   * problem is reported.
   */
  open(): AsyncIterable<Buffer>;
}
