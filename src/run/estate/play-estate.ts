/** Plays a simulated estate: some days are learned, the days after are judged with what was learned. */
import type { Baseline } from '../../baseline/baseline.ts';
import type { HuntSettings } from '../../config/hunt-settings.ts';
import type { Finding } from '../../findings/finding.ts';
import type { EstateHost } from '../../stories/estate/estate-host.ts';
import { hostDays } from '../../stories/estate/host-days.ts';
import type { DaySpan } from '../../stories/estate/host-days.ts';
import { injectAttack } from '../../stories/estate/inject-attack.ts';
import { poisonSteps } from '../../stories/estate/poisoning.ts';
import type { Poisoning } from '../../stories/estate/poisoning.ts';
import { judgeStory } from '../../stories/judge-story.ts';
import { RENDERERS } from '../../stories/render/renderers.ts';
import type { StoryVerdict } from '../../stories/story-verdict.ts';
import type { Story } from '../../stories/story.ts';
import { huntInMemory } from '../hunt-in-memory.ts';
import { learnHost } from '../learn.ts';
import type { LearningTally } from '../learn.ts';
import type { LearnedBaseline } from '../new-engine.ts';

/** An attack on one host of the estate. */
export interface EstateAttack {
  readonly story: Story;
  /** Milliseconds since the estate's first day. */
  readonly at: number;
  readonly poisoning: Poisoning | undefined;
}

/** What is done to a host beside its ordinary days. */
export interface HostTroubles {
  /** In the learned days. */
  readonly taught: readonly {
    readonly attack: Story;
    readonly kind: Poisoning;
    readonly accomplice: number;
  }[];
  /** In the judged days. */
  readonly attack: EstateAttack | undefined;
}

export const NO_TROUBLES: HostTroubles = { taught: [], attack: undefined };

export interface EstateGame {
  readonly settings: HuntSettings;
  readonly seed: number;
}

export interface LearningGame extends EstateGame {
  readonly days: DaySpan;
  /** A person has looked at the learned days. */
  readonly isReviewed: boolean;
}

/** Teaches the baseline what one host did. */
export async function learnEstateHost(
  host: EstateHost,
  { taught }: HostTroubles,
  { settings, seed, days, isReviewed }: LearningGame,
  into: { readonly baseline: Baseline; readonly tally: LearningTally },
): Promise<readonly Finding[]> {
  const own = hostDays(host, days, seed);
  const steps = taught.flatMap((plan) => poisonSteps({ ...plan, days }));
  return huntInMemory(filesOf(host, { ...own, steps: [...own.steps, ...steps] }), settings, {
    onHost: (judged) => learnHost(judged, into.baseline, { settings, isReviewed }, into.tally),
  });
}

export interface JudgedEstateHost {
  readonly findings: readonly Finding[];
  /** What became of the attack; `undefined` without one. */
  readonly verdict: StoryVerdict | undefined;
}

/** Hunts in the days of one host with what was learned. */
export async function judgeEstateHost(
  host: EstateHost,
  { attack }: HostTroubles,
  {
    settings,
    seed,
    days,
    learned,
  }: EstateGame & { readonly days: DaySpan; readonly learned: LearnedBaseline },
): Promise<JudgedEstateHost> {
  const own = hostDays(host, days, seed);
  const story = attack === undefined ? own : injectAttack(own, attack.story, attack.at);
  const findings = await huntInMemory(filesOf(host, story), settings, { learned });
  return { findings, verdict: attack === undefined ? undefined : judgeStory(story, host.shape, findings) };
}

function filesOf(host: EstateHost, story: Story): readonly { name: string; bytes: Buffer }[] {
  const renderer = RENDERERS.find(({ id }) => id === host.shape);
  if (renderer === undefined) throw new Error(`no telemetry shape ${host.shape}`);
  return renderer.render(story);
}
