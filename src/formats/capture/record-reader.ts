/** Reads the records of one capture file layout, one after the other, in whatever pieces they come. */
export interface RecordReader {
  /**
   * Reads the record at `bytes[at]`; `offset` is where that lies in the member. Gives its length, which may reach past
   * `end` where what follows does not matter, or 0 when it needs `wanted` bytes from `at` on.
   */
  step(bytes: Buffer, at: number, end: number, offset: number): number;
  /** After a step that gave 0: how many bytes the next one needs. */
  wanted: number;
  /** Set when `end` is where the member ends: nothing more will come. */
  final: boolean;
  /** The member is over; `length` bytes from `offset` on were not enough for a record. */
  end(offset: number, length: number): void;
}

/** Takes the frames of a capture. */
export interface FrameSink {
  /**
   * A captured frame, `bytes[at, end)` of `wireLength` bytes on the wire. `time` is microseconds since 1970 (with a
   * fraction where the capture has one), `offset` and `length` place the record.
   */
  frame(
    bytes: Buffer,
    at: number,
    end: number,
    wireLength: number,
    time: number,
    linkType: number,
    offset: number,
    length: number,
  ): void;
}
