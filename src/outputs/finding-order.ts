import type { Finding, Level } from '../findings/finding.ts';

/** Highest score first, then the earliest, then by id: the same list whatever order findings arrived in. */
export function byScore(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) => b.score - a.score || a.first - b.first || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** Findings a person must look at; the others are listed. */
export function isProminent(level: Level): boolean {
  return level === 'medium' || level === 'high' || level === 'critical';
}

/** How many findings of each level, all levels present. */
export function countByLevel(findings: readonly Finding[]): Readonly<Record<Level, number>> {
  const counts: Record<Level, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of findings) counts[finding.level] += 1;
  return counts;
}
