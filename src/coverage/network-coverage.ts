/** What network sensors saw leave the site, and how much of it has a process: "process-blind" as a number. */
import type { UnownedReason } from '../hosts/flow-match/flow-match.ts';

export interface NetworkCoverage {
  /** By inside address or host name, the busiest first. */
  readonly hosts: readonly HostFlows[];
  /** Sentences: clocks that run beside those of the network sensors, flows that were left out. */
  readonly notes: readonly string[];
}

export interface HostFlows {
  /** Host name where the address has one, else the address. */
  readonly host: string;
  readonly sensors: readonly string[];
  /** Flows to the outside. */
  readonly flows: number;
  /** Of them, those whose payload was encrypted or not readable (TLS, SSH, QUIC, unknown). */
  readonly encrypted: number;
  /** Of the encrypted ones, those with a process. */
  readonly owned: number;
  /** Why the other encrypted ones have none: reason to number. */
  readonly reasons: Readonly<Partial<Record<UnownedReason, number>>>;
}
