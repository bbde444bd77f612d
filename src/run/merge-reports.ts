import type { RejectedRecord, RejectReason } from '../formats/rejected-record.ts';
import { comparePlaces } from '../event/place.ts';
import type { IntakeProblem, IntakeProblemCode } from '../intake/intake-problem.ts';
import type { HuntResult, SourceSummary } from '../outputs/hunt-result.ts';
import type { ScanReport } from './scan-report.ts';

const MOST_SAMPLES = 100;

/** Summaries by source; the segments of one file are one source again. */
export function mergeSummaries(reports: readonly ScanReport[]): SourceSummary[] {
  const bySource = new Map<string, SourceSummary>();
  for (const summary of reports.flatMap((report) => report.summaries)) {
    const known = bySource.get(summary.source);
    bySource.set(summary.source, known === undefined ? summary : add(known, summary));
  }
  return [...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
}

export function mergeRejected(reports: readonly ScanReport[]): HuntResult['rejected'] {
  const samples: RejectedRecord[] = reports.flatMap((report) => report.rejected);
  const byReason: Partial<Record<RejectReason, number>> = {};
  for (const report of reports) {
    for (const [reason, count] of report.reasons) byReason[reason] = (byReason[reason] ?? 0) + count;
  }
  const total = reports
    .flatMap((report) => report.summaries)
    .reduce((sum, summary) => sum + summary.rejected, 0);
  samples.sort((a, b) => comparePlaces(a.place, b.place));
  return { total, byReason, samples: samples.slice(0, MOST_SAMPLES) };
}

/** Problems after which everything there was has still been read. */
const HARMLESS: ReadonlySet<IntakeProblemCode> = new Set([
  'ARCHIVE_TRAILING_BYTES',
  'ARCHIVE_DIRECTORY_BROKEN',
]);

/** Problems as sentences, and whether any of them means that something was not read. */
export function describeProblems(
  problems: readonly IntakeProblem[],
): Pick<HuntResult, 'problems' | 'incomplete'> {
  return {
    problems: [...new Set(problems.map(({ sentence }) => sentence))].sort(),
    incomplete: problems.some(({ code }) => !HARMLESS.has(code)),
  };
}

function add(a: SourceSummary, b: SourceSummary): SourceSummary {
  const kinds: Record<string, number> = { ...a.kinds };
  for (const [kind, count] of Object.entries(b.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count;
  return {
    source: a.source,
    format: a.format,
    bytes: a.bytes + b.bytes,
    records: a.records + b.records,
    used: a.used + b.used,
    rejected: a.rejected + b.rejected,
    kinds: Object.fromEntries(Object.entries(kinds).sort(([x, m], [y, n]) => n - m || (x < y ? -1 : 1))),
    hosts: [...new Set([...a.hosts, ...b.hosts])].sort(),
    first: least(a.first, b.first),
    last: most(a.last, b.last),
    note: a.note ?? b.note,
  };
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.max(a, b);
}
