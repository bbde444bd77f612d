/** Which attacks happen where and when in a simulated estate. The same numbers, the same plan. */
import { chosenNumber } from '../../stories/stable-choice.ts';
import type { EstateHost } from '../../stories/estate/estate-host.ts';
import type { DaySpan } from '../../stories/estate/host-days.ts';
import { isInjectable } from '../../stories/estate/inject-attack.ts';
import { POISONINGS } from '../../stories/estate/poisoning.ts';
import type { Poisoning } from '../../stories/estate/poisoning.ts';
import { notVisibleReason } from '../../stories/judge-story.ts';
import type { Story } from '../../stories/story.ts';
import type { HostTroubles } from './play-estate.ts';

export interface PlanRequest {
  readonly hosts: readonly EstateHost[];
  readonly stories: readonly Story[];
  readonly days: DaySpan;
  readonly seed: number;
  /** Attacks nobody prepared, and attacks whose place the baseline was taught before. */
  readonly attacks: number;
  readonly poisoned: number;
}

/** Hosts that lend a poisoned place their popularity. */
const ACCOMPLICES = 12;
const DAY = 86_400_000;

/** What is done to which host; hosts that are not in it are left alone. Every attack can be seen in its host's telemetry. */
export function planTroubles(request: PlanRequest): ReadonlyMap<string, HostTroubles> {
  const { hosts, stories, days, seed, attacks, poisoned } = request;
  const plan = new Map<string, HostTroubles>();
  const injectable = stories.filter(isInjectable);
  const taught = (host: EstateHost, attack: Story, kind: Poisoning, accomplice: number): void => {
    const known = plan.get(host.name) ?? { taught: [], attack: undefined };
    plan.set(host.name, { ...known, taught: [...known.taught, { attack, kind, accomplice }] });
  };
  for (let number = 0; number < attacks + poisoned; number++) {
    const story = injectable[chosenNumber(injectable.length, 'attack', seed, number)];
    if (story === undefined) break;
    const free = hosts.filter(
      ({ name, role, shape }) =>
        role.platform === story.platform && !plan.has(name) && notVisibleReason(story, shape) === undefined,
    );
    const victim = free[chosenNumber(Math.max(1, free.length), 'victim', seed, number)];
    if (victim === undefined) continue;
    const length = days.until - days.from;
    const at = days.from * DAY + chosenNumber(length * DAY, 'time', seed, number);
    const kind = number < attacks ? undefined : POISONINGS[(number - attacks) % POISONINGS.length];
    plan.set(victim.name, { taught: [], attack: { story, at, poisoning: kind } });
    if (kind === undefined) continue;
    taught(victim, story, kind, 0);
    if (kind !== 'hosts' && kind !== 'burst') continue;
    const others = free.filter(({ name }) => name !== victim.name).slice(0, ACCOMPLICES);
    for (const [index, other] of others.entries()) taught(other, story, kind, index + 1);
  }
  return plan;
}
