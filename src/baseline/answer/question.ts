/** What is asked of a baseline: one egress, as plain values. Everything is answered as of its moment. */

export interface Question {
  readonly host: string;
  readonly group: string | undefined;
  readonly user: string | undefined;
  /** The program, by `identityKey`. */
  readonly identity: string;
  /** Registrable domain, tenant label or canonical address, chosen as it was for learning. */
  readonly destination: string;
  /**
   * The name serves many tenants and which one it was does not show (an object store's server, a path-style bucket): that
   * it is well known says nothing of the party behind it.
   */
  readonly tenantHidden: boolean;
  readonly port: number;
  readonly protocol: string;
  /** First connection, milliseconds UTC. What was learned at or after it does not count. */
  readonly at: number;
  /** What it carried within its hour; `undefined` when no sensor told. */
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  /** Times of its connections, milliseconds UTC, bounded by the caller. */
  readonly times: readonly number[];
  /** Time zone of the host for hours of the week; `undefined` leaves that statement out. */
  readonly zone: string | undefined;
}
