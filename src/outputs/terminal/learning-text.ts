/** What `postern learn` tells of its lesson. */
import type { BaselineCounts } from '../../baseline/baseline.ts';
import type { LearningFlag } from '../../baseline/answer/answer.ts';
import type { Sighting } from '../../baseline/learning/sighting.ts';
import { describeKey } from '../../baseline/profile/profile-key.ts';
import type { ProfileKey } from '../../baseline/profile/profile-key.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { counted, readableBytes } from '../readable-amount.ts';

export interface LearningOutcome {
  readonly path: string;
  readonly version: string;
  readonly hosts: number;
  readonly reviewedBy: readonly string[];
  readonly learned: number;
  readonly withheld: number;
  readonly refused: number;
  readonly reviewed: number;
  readonly suspicious: readonly Sighting[];
  readonly counts: BaselineCounts;
  readonly doubts: readonly { readonly profile: ProfileKey; readonly flag: LearningFlag }[];
}

const MOST = 20;

/** Ends with a line feed. */
export function learningText(outcome: LearningOutcome): string {
  const { counts, suspicious, doubts, reviewed, withheld, refused } = outcome;
  const { provisional, established, suspect } = counts.evicted;
  const lines = [
    `${outcome.path}: version ${outcome.version.slice(0, 12)}`,
    `learned    ${counted(outcome.learned, 'hour')} of sending by programs of ${counted(outcome.hosts, 'host')}`,
    `withheld   ${counted(withheld, 'hour')}: tied to an encryption or to an open finding, remembered as suspect`,
    `reviewed   ${counted(reviewed, 'hour')}: suspicious, and learned because ${outcome.reviewedBy.join(', ') || 'nobody'} answers for them`,
    `refused    ${counted(refused, 'hour')}: of impossible times or without a program or place`,
    `evicted    ${provisional + established + suspect} profiles (${provisional} provisional, ${established} established, ${suspect} suspect)`,
    `holds      ${counted(counts.profiles, 'profile')} in ${readableBytes(counts.usedBytes)}`,
  ];
  if (suspicious.length > 0)
    lines.push('', reviewed > 0 ? 'Suspicious, and vouched for:' : 'Suspicious, not learned:');
  for (const one of suspicious.slice(0, MOST)) lines.push(`  ${sightingLine(one)}`);
  if (suspicious.length > MOST) lines.push(`  ... and ${suspicious.length - MOST} more (--json lists them)`);
  if (doubts.length > 0) lines.push('', 'The baseline may have been taught this on purpose:');
  for (const { profile, flag } of doubts.slice(0, MOST)) {
    lines.push(`  ${describeKey(profile)}`, `    ${flagText(flag)}`);
  }
  if (doubts.length > MOST) lines.push(`  ... and ${doubts.length - MOST} more (--json lists them)`);
  return `${lines.map(escapeTerminal).join('\n')}\n`;
}

function sightingLine({ first, host, identity, destination, port, suspicion }: Sighting): string {
  const what = suspicion === 'encryption' ? 'encryption' : 'open finding';
  return `${new Date(first).toISOString()}  ${host}  ${identity} -> ${destination}:${port} (${what})`;
}

/** A doubt with its numbers, in a sentence. */
export function flagText(flag: LearningFlag): string {
  switch (flag.kind) {
    case 'coordinated-novelty':
      return `coordinated novelty: ${flag.hosts} of ${flag.of} hosts began between ${day(flag.from)} and ${day(flag.to)}`;
    case 'one-sender':
      return `one sender: ${flag.hosts} hosts, but only ${counted(flag.principals, 'user')} behind them`;
    case 'slow-spread':
      return `slow spread: host after host, ${flag.hosts} in all, from ${day(flag.from)} to ${day(flag.to)}, by a program no older than that`;
    default:
      return `volume growth: from ${readableBytes(Math.round(flag.early))} to ${readableBytes(Math.round(flag.late))} an hour over ${counted(flag.days, 'active day')}`;
  }
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
