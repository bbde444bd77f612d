/** What a hunt gives to its outputs. */
import type { NetworkCoverage } from '../coverage/network-coverage.ts';
import type { HostCoverage } from '../coverage/host-coverage.ts';
import type { Finding } from '../findings/finding.ts';
import type { RejectedRecord, RejectReason } from '../formats/rejected-record.ts';

/** One file or archive member that was read. */
export interface SourceSummary {
  readonly source: string;
  /** Format id, or `unrecognised`, `empty`, `unreadable`. */
  readonly format: string;
  readonly bytes: number;
  /** Records counted, those the byte gate skipped included. */
  readonly records: number;
  /** Records turned into events. */
  readonly used: number;
  readonly rejected: number;
  /** Records by kind, `Sysmon 3`: count, only what was parsed or named by the gate. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly hosts: readonly string[];
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Sentence for people when something was wrong or not understood. */
  readonly note: string | undefined;
}

/** An encryption operation that led to no finding; `--observations` shows it. */
export interface Observation {
  readonly host: string;
  readonly time: number;
  readonly text: string;
}

export interface HuntResult {
  readonly findings: readonly Finding[];
  readonly observations: readonly Observation[];
  readonly coverage: readonly HostCoverage[];
  /** What network sensors saw, and how much of it has a process; `undefined` without any. */
  readonly network?: NetworkCoverage | undefined;
  readonly sources: readonly SourceSummary[];
  readonly rejected: {
    readonly total: number;
    readonly byReason: Readonly<Partial<Record<RejectReason, number>>>;
    /** The first ones, located. */
    readonly samples: readonly RejectedRecord[];
  };
  /** Problems with whole inputs: a path that does not exist, an archive that broke. */
  readonly problems: readonly string[];
  /** Some input, or part of one, could not be read: what is not found may be there. */
  readonly incomplete: boolean;
  readonly bytes: number;
  readonly events: number;
  readonly seconds: number;
}
