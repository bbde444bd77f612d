/** One message of the Apple System Log, as its files keep it. `undefined` where the record names nothing. */
export interface AslRecord {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly pid: number;
  readonly host: string | undefined;
  readonly sender: string | undefined;
  readonly message: string | undefined;
}
