/** What one host's telemetry can and cannot show for an analytic. */

export type PartState = 'observed' | 'not-observed' | 'not-observable';

/** One thing an analytic needs to see. */
export interface CoveragePart {
  /** `process-start`, `command-line`, `script-text`, `network-process`, `names`, `payload-entropy` … */
  readonly id: string;
  readonly title: string;
  readonly state: PartState;
  /** Plain sentence: what was there, or which sensor or setting would close the gap. */
  readonly detail: string;
}

export interface HostCoverage {
  readonly host: string;
  /** Other names the same host went by. */
  readonly aliases: readonly string[];
  /** Milliseconds UTC of the first and last relevant event. */
  readonly first: number;
  readonly last: number;
  /** "Sysmon", "Security", "PowerShell". */
  readonly sensors: readonly string[];
  readonly externalConnections: number;
  readonly externalConnectionsWithProcess: number;
  /** By analytic id. */
  readonly parts: readonly CoveragePart[];
  /** Sentences: sensor errors, stops, clock skew, dropped records, evicted state. */
  readonly notes: readonly string[];
}
