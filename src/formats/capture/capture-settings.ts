/** Bounds of the flow meter. Times are milliseconds of capture time; memory depends on these, never on the input. */
export interface CaptureSettings {
  /** Flows open at once; beyond that the one that was silent longest is told early. 256 bytes each. */
  readonly maxFlows: number;
  /** Bytes kept from the beginning of each direction. At most 65,536. */
  readonly headBytes: number;
  /** Bytes for all beginnings and byte counts together. Beyond it the oldest long beginnings are shortened. */
  readonly memoryBytes: number;
  readonly tcpIdle: number;
  readonly udpIdle: number;
  /** How long a closed connection is still listened to, for stragglers. */
  readonly closedLinger: number;
  /** A flow that lasts longer is told in parts. */
  readonly longest: number;
}

/** Idle times as Zeek has them (tcp_inactivity_timeout, udp_inactivity_timeout, tcp_close_delay). */
export const CAPTURE_SETTINGS: CaptureSettings = {
  maxFlows: 1_048_576,
  headBytes: 65_536,
  memoryBytes: 384 * 1024 * 1024,
  tcpIdle: 300_000,
  udpIdle: 60_000,
  closedLinger: 5000,
  longest: 3_600_000,
};
