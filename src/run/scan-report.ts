/** What scanning told, besides its observations. Plain data: it crosses from worker threads. */
import type { HostTally } from '../engine/tally.ts';
import type { PlacedGroup } from '../formats/audit/stitch-audit.ts';
import type { RejectedRecord, RejectReason } from '../formats/rejected-record.ts';
import type { IntakeProblem } from '../intake/intake-problem.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';
import type { MemberScan } from './member-scan.ts';

export interface ScanReport {
  readonly summaries: readonly SourceSummary[];
  /** The first ones, located; `reasons` counts all. */
  readonly rejected: readonly RejectedRecord[];
  readonly reasons: ReadonlyMap<RejectReason, number>;
  readonly problems: readonly IntakeProblem[];
  readonly tallies: ReadonlyMap<string, HostTally>;
  /** Parts of records that were torn at the end of a file or range: whole only together with those of others. */
  readonly fragments: readonly PlacedGroup[];
}

/** Gathers what the members of one task told. */
export class ScanAccount {
  readonly problems: IntakeProblem[] = [];
  readonly #summaries: SourceSummary[] = [];
  readonly #rejected: RejectedRecord[] = [];
  readonly #reasons = new Map<RejectReason, number>();
  readonly #fragments: PlacedGroup[] = [];

  take(scan: MemberScan, summary: SourceSummary): void {
    this.#summaries.push(summary);
    this.#rejected.push(...scan.rejected);
    this.#fragments.push(...scan.fragments);
    for (const [reason, count] of scan.reasons)
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
  }

  report(tallies: ReadonlyMap<string, HostTally>): ScanReport {
    return {
      summaries: this.#summaries,
      rejected: this.#rejected,
      reasons: this.#reasons,
      problems: this.problems,
      tallies,
      fragments: this.#fragments,
    };
  }
}
