/** Is there enough history of a host, a peer group or the fleet for "never seen" to mean anything? */
import type { LearningRules } from '../learning/learning-rules.ts';
import type { Level } from '../profile/profile-key.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';

export type AnsweringLevel = Exclude<Level, 'user'>;

export interface History {
  readonly level: AnsweringLevel;
  /** Host or peer group; empty for the fleet. */
  readonly name: string;
  readonly sufficient: boolean;
  readonly spanDays: number;
  readonly activeDays: number;
  readonly connections: number;
  /** Distinct hosts; 1 for a host. */
  readonly hosts: number;
  /** What is missing: "3 of 14 days of history". */
  readonly lacks: readonly string[];
}

/** `facts` are those of everything the host, group or fleet did; `undefined` when nothing is known of it. */
export function historyOf(
  level: AnsweringLevel,
  name: string,
  facts: ProfileFacts | undefined,
  rules: LearningRules,
): History {
  const spanDays = facts?.spanDays ?? 0;
  const activeDays = facts?.activeDays ?? 0;
  const connections = facts?.activity.connections ?? 0;
  const hosts = level === 'host' ? Math.min(1, activeDays) : (facts?.hosts.all.count ?? 0);
  const leastHosts = { host: 0, 'peer-group': rules.groupHosts, fleet: rules.fleetHosts }[level];
  const lacks: string[] = [];
  if (spanDays < rules.historyDays)
    lacks.push(`${Math.floor(spanDays)} of ${rules.historyDays} days of history`);
  if (activeDays < rules.activeDays) lacks.push(`${activeDays} of ${rules.activeDays} active days`);
  if (connections < rules.connections) lacks.push(`${connections} of ${rules.connections} connections`);
  if (hosts < leastHosts) lacks.push(`${hosts} of ${leastHosts} hosts`);
  return { level, name, sufficient: lacks.length === 0, spanDays, activeDays, connections, hosts, lacks };
}
