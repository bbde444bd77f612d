/**
 * A Windows event as its log holds it, whichever shape it travelled in (EVTX, Event XML, NXLog, Winlogbeat, Azure).
 *
 * `data` holds EventData by name exactly as the record has it (`-`, `''` and `0x` strings included): what they mean is
 * decided once, in `normalize/windows`. Unnamed `<Data>` elements get the names `param1`, `param2` … in order.
 */
export interface WindowsRecord {
  /** `Microsoft-Windows-Sysmon`, `Microsoft-Windows-Security-Auditing`, `PowerShell` … */
  readonly provider: string;
  readonly eventId: number;
  readonly channel: string;
  /** Name of the machine that logged the event, never of a collector. */
  readonly computer: string;
  /** EventRecordID where the shape carries it. */
  readonly recordId: number | undefined;
  /** When the event was logged, milliseconds since 1970 UTC. `undefined` if the shape has no usable clock. */
  readonly loggedTime: number | undefined;
  /** System/Execution/@ProcessID: who logged the event. 0 for classic PowerShell. */
  readonly executionPid: number | undefined;
  /** System/Security/@UserID, or the account name where the shape has only that. */
  readonly user: string | undefined;
  readonly data: Readonly<Record<string, string>>;
  /** Rendered message, where the shape carries one; a last resort only. */
  readonly message: string | undefined;
}
