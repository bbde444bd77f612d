/** One event of the Linux audit system: all records that share node, time stamp and serial number. */
export interface AuditGroup {
  /** `node=` of the records, lower case. */
  readonly node: string | undefined;
  /** Milliseconds since 1970 UTC, as stamped. */
  readonly time: number;
  readonly serial: number;
  /** In the order they were read. */
  readonly records: readonly AuditRecord[];
  /** `false` when records are known or likely to be missing: the event was torn at an end of its file. */
  readonly complete: boolean;
}

export interface AuditRecord {
  /** `SYSCALL`, `EXECVE`, ... */
  readonly type: string;
  /** The text behind `msg=audit(...): `, not decoded; the enriched part stands behind a 0x1d byte. */
  readonly text: string;
}
